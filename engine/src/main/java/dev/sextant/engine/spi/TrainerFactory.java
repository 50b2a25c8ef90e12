// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Direction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes trainers of one type; found by {@link java.util.ServiceLoader}. */
public interface TrainerFactory {
    /** Its name in a study file: {@code network}. */
    String type();

    /** Every key that may stand in the trainer's document beside {@code type}, with its default. */
    Schema.Section schema();

    /**
     * The metrics that may be an objective, each with the direction that is good; the first is the default objective.
     *
     * @param document the one of the default configuration; also asked while a study is read that has mistakes, so that
     *     keys may be missing from it
     */
    Map<String, Direction> metrics(ObjectNode document);

    /**
     * Whether a study may minimise as well as maximise each of the metrics, since the trainer cannot know what they
     * mean: they are the figures of somebody else's program.
     */
    default boolean eitherDirection() {
        return false;
    }

    /**
     * Whether its trials are trained here; false where the program that asks for them and tells their values trains
     * them. Such trials are trained once: no leader is trained again, none is scored on test rows.
     */
    default boolean trains() {
        return true;
    }

    /**
     * Whether the engine runs its trials, so that it can run one again: leaders are confirmed, and limits reach what
     * runs. Trials that are trained here are such; so are those of an objective in the program that the engine is
     * embedded in, which no study file can name: {@link #trains} is false of them.
     */
    default boolean retrains() {
        return trains();
    }

    /**
     * What must be equal, beside the data itself, for the metrics of two trainings to mean the same: by the keys of the
     * document, in the order to be shown. A loss function, which target, which rows are scored; not how well a training
     * does, such as its learning rate.
     *
     * @param document one without domains, every default filled in
     */
    default Map<String, String> yardstick(ObjectNode document) {
        return Map.of();
    }

    /**
     * The most epochs that a training of this document may have; 1 for trainers without epochs.
     *
     * @param document one without domains
     * @return at least 1
     */
    int epochs(ObjectNode document);

    /**
     * Looks at a document whose every key is good by itself for keys that contradict each other, without looking at the
     * world: no file is read, and it takes no time to speak of.
     *
     * @param document with nothing left to vary, every default filled in
     * @return what its author probably did not mean, each at its place; empty where nothing is odd
     * @throws TrainingException where no data could be trained on like this
     */
    default List<Preparation.Warning> check(ObjectNode document) throws TrainingException {
        return List.of();
    }

    /**
     * Whether its trainings start programs that documents name. A machine does so only for studies that its own people
     * put there, never because another machine says so.
     */
    default boolean startsPrograms() {
        return false;
    }

    /**
     * A trainer for one study.
     *
     * @param folder where relative paths in documents begin: the study file's folder
     * @return one that has read nothing yet
     */
    Trainer create(Path folder);

    /**
     * The same where files lie elsewhere than their names say. Factories have it whose trainers tell of
     * {@link Trainer#files}.
     */
    default Trainer create(StudyFolder folder) {
        return create(folder.path());
    }
}
