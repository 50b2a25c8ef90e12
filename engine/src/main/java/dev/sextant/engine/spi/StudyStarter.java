// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.trial.Objective;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TrainerFactory} may be, too: one that looks at data which nobody has described yet, and proposes what a
 * first study of it should say.
 *
 * <ol>
 *   <li>The proposal is a function of the wish and the file.
 *   <li>Where the whole file was looked at, what is proposed is a document that the trainer accepts.
 *   <li>Of a large file a sample of rows is enough.
 * </ol>
 */
public interface StudyStarter {
    /** @throws TrainingException where no study can be made of it, in words for the person who asked */
    Start start(Wish wish) throws TrainingException;

    /**
     * What is asked for.
     *
     * @param folder where the file's path begins
     * @param file as the document is to name it; null for data that comes with the trainer
     * @param target the column to be learnt; null where that is to be proposed
     */
    record Wish(
            Path folder, @Nullable String file, @Nullable String target) {}

    /**
     * A proposal.
     *
     * @param document the keys of the trainer's document, in order
     * @param objective what the study is about
     * @param objectiveComment why
     * @param trials search trials
     * @param top leaders to be confirmed
     * @param seeds fresh seeds for each leader
     * @param findings what was found and why this is proposed, a sentence each
     * @param whole whether all rows were looked at
     */
    record Start(
            List<Entry> document,
            Objective objective,
            String objectiveComment,
            long trials,
            int top,
            int seeds,
            List<String> findings,
            boolean whole) {
        public Start {
            document = List.copyOf(document);
            findings = List.copyOf(findings);
        }
    }

    /**
     * One key of the document.
     *
     * @param path dotted; entries of one object follow each other
     * @param comment what it means, or why it has this value: one line
     */
    record Entry(String path, JsonNode value, String comment) {}
}
