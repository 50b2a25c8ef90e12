// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.checkpoint.FolderCheckpoints;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.local.StudyParts;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.store.SqliteStore;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.report.JsonReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs a study, or goes on with it, and keeps checkpoints as often as it is told; prints the ranking in
 * the end. It may be killed at any moment.
 */
public final class RestingRun {
    private RestingRun() {}

    /**
     * @param arguments the folder of the run, the study's file, trainings at a time, milliseconds between checkpoints
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path written = Path.of(arguments[1]).toAbsolutePath();
        Path at = written.getParent();
        if (at == null) throw new IllegalArgumentException(arguments[1]);
        StudyFile file = StudySource.read(at, written.getFileName().toString(), List.of());
        PreparedStudy study = PreparedStudy.of(file, Path.of("").toAbsolutePath());
        StudySpec spec = file.spec();
        FolderCheckpoints checkpoints =
                new FolderCheckpoints(folder.resolve("checkpoints"), Duration.ofMillis(Long.parseLong(arguments[3])));
        try (SqliteStore store = SqliteStore.open(folder.resolve("study.db"), spec);
                LocalStudy running = LocalStudy.start(
                        new StudyParts(
                                spec,
                                study.searcher(),
                                study.pruner(),
                                new CountingTrainer(study.trainer(), folder.resolve("epochs.txt")),
                                store,
                                Integer.parseInt(arguments[2]),
                                null,
                                checkpoints),
                        _ -> {})) {
            running.ending().toCompletableFuture().get();
            checkpoints.clear();
            Ranking ranking = Rankings.of(spec, study.searcher(), running.trials(), false);
            StringWriter out = new StringWriter();
            JsonReport.write(ranking, JsonNodeFactory.instance.objectNode(), out);
            System.out.println(out);
        }
    }

    /** Notes every epoch in a file, {@code epoch}, and after how many each training begins, {@code after 12}. */
    private record CountingTrainer(Trainer trainer, Path notes) implements Trainer {
        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
            return trainer.prepare(document, objective, seeds);
        }

        @Override
        public long epochCost(ObjectNode document) {
            return trainer.epochCost(document);
        }

        @Override
        public Training start(Assignment assignment) throws TrainingException {
            return start(assignment, Circumstances.PLAIN);
        }

        @Override
        public Training start(Assignment assignment, Circumstances circumstances) throws TrainingException {
            Training training = trainer.start(assignment, circumstances);
            return new Training() {
                private boolean begun = circumstances.checkpoint() == null;

                @Override
                public Progress step() throws TrainingException {
                    Progress progress = training.step();
                    int epoch = switch (progress) {
                        case Progress.Running _ -> 0;
                        case Progress.Epoch ended -> ended.epoch();
                        case Progress.Done done -> done.outcome().curve().epochs();
                    };
                    if (epoch == 0) return progress;
                    if (!begun) note("after " + (epoch - 1));
                    begun = true;
                    note("epoch");
                    return progress;
                }

                @Override
                public byte @Nullable [] checkpoint() {
                    return training.checkpoint();
                }

                @Override
                public void close() {
                    training.close();
                }
            };
        }

        private void note(String line) {
            try {
                Files.writeString(notes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }
}
