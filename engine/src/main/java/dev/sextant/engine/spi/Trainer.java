// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Objective;
import java.util.List;

/**
 * What a trial runs.
 *
 * <ol>
 *   <li>The result of a training is a function of its assignment: never of the thread, the machine, the time, or what
 *       ran before.
 *   <li>Many trainings may run at once, each on its own thread; what they share is read-only.
 *   <li>A configuration that does not train is an outcome (diverged), not an exception.
 * </ol>
 */
public interface Trainer {
    /**
     * Checks what the document says against the world (files, columns, classes, memory) and loads what trainings will
     * share, so that their start is quick. Called before the first trial, off the event loop.
     *
     * @param document that of the default configuration: nothing in it varies, every default is filled in
     * @param objective what the study is about; one that this document cannot give is refused here, as {@link #start}
     *     would
     * @param seeds those of the study's first trial, whose division of the data is looked at
     * @return what was found, the same for the same arguments and files
     * @throws TrainingException where nothing could be trained like this, with the place in the document and the way
     *     out
     */
    Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException;

    /**
     * How long an epoch of this document is beside those of others, in a unit of the trainer's own: what virtual time
     * is made of, see {@link dev.sextant.engine.study.Parallelism.VirtualTime}.
     *
     * @param document one without domains, of a study that was prepared
     * @return a function of the document and the data, never of the machine; at least 1
     */
    default long epochCost(ObjectNode document) {
        return 1;
    }

    /**
     * What trainings of this document need of the memory, so that a person knows before the first of them.
     *
     * @param document one without domains, of a study that was prepared
     * @param divisions ways in which the data is divided over the whole study: one of the search and one for each fresh
     *     seed of a confirmation
     * @return a function of the document and the data, never of the machine
     */
    default Memory memory(ObjectNode document, int divisions) {
        return Memory.UNKNOWN;
    }

    /**
     * What would be made of this document, and what each part of it costs.
     *
     * @param document one without domains
     * @return a function of the document and the data; {@link Structure#NONE} where nothing has parts
     * @throws TrainingException where nothing can be made of it, as {@link #prepare} would say
     */
    default Structure structure(ObjectNode document) throws TrainingException {
        return Structure.NONE;
    }

    /**
     * Begins a training. Quick: what takes long belongs into {@link #prepare} or into the first slice.
     *
     * @param assignment what is trained, and its chance
     * @return before its first slice; closed by the caller
     * @throws TrainingException where it cannot be done as the document says; the trial fails in these words
     */
    Training start(Assignment assignment) throws TrainingException;

    /**
     * The same under circumstances that the training may make use of, but that change nothing in its result.
     *
     * @param assignment as in {@link #start(Assignment)}
     * @param circumstances with a checkpoint that {@link Training#checkpoint} gave for an equal assignment: the
     *     training goes on after it, and the first epoch that it reports is the one after those that had ended then.
     *     One that cannot be read is refused with a {@link TrainingException}; the attempt then begins from the
     *     beginning.
     * @return before its first slice; closed by the caller
     * @throws TrainingException where it cannot be done, or does not go on from the checkpoint
     */
    default Training start(Assignment assignment, Circumstances circumstances) throws TrainingException {
        return start(assignment);
    }

    /**
     * The files that trainings of this document read, so that they can be carried to other machines, and found there by
     * a trainer that {@link TrainerFactory#create(StudyFolder)} makes. Those that programs read are not among them.
     *
     * @param document one that may still have domains in it: then every file that any configuration reads
     * @return paths as they stand in the document, relative ones from the study's folder, each once; empty where none
     *     are read
     */
    default List<String> files(ObjectNode document) throws TrainingException {
        return List.of();
    }
}
