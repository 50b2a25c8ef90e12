// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.checkpoint.FolderCheckpoints;
import dev.sextant.engine.local.LocalStudy.Ending;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.RestingToys;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study whose trials go on from checkpoints, stopped again and again: it ends as if it never was. */
class RestingStudyIT {
    private static final StudySpec SPEC = ToyStudy.spec(
            40,
            new EpochBudget(100, 5),
            new Parallelism.VirtualTime(6),
            new ConfirmationRule(3, 2, true),
            Direction.MINIMIZE,
            StopRule.NEVER);
    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    @TempDir
    Path folder;

    /** A slice takes a few milliseconds: the more trials are under way, the longer, so that each start sees few end. */
    private static final class SlowToys extends RestingToys {
        private final int workers;

        SlowToys(int workers) {
            this.workers = workers;
        }

        @Override
        protected void pause() {
            try {
                Thread.sleep(3L * workers);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 3})
    void interruptedTrialsGoOnAndTheStudyEndsAsIfItNeverWasStopped(int workers) throws Exception {
        List<Trial> straight = ToyStudy.straight(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER);
        DrawSequence moments = new Draws(20261126, workers).of("moments");
        MemoryStore store = new MemoryStore();
        Ending ending = Ending.STOPPED;
        int resumed = 0;
        int starts = 0;
        while (ending == Ending.STOPPED) {
            starts++;
            SlowToys trainer = new SlowToys(workers);
            FolderCheckpoints checkpoints = new FolderCheckpoints(folder.resolve("checkpoints"), Duration.ZERO);
            LocalStudy study = LocalStudy.start(
                    new StudyParts(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER, trainer, store, workers, null, checkpoints),
                    _ -> {});
            try {
                study.ending().toCompletableFuture().get(40 + moments.below(60), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException goesOn) {
                // Stopped in the middle of something, for the most part.
            }
            study.close();
            ending = study.ending().toCompletableFuture().get(10, TimeUnit.SECONDS);
            resumed += trainer.resumed().size();
            store = new MemoryStore(store.content());
        }
        assertEquals(straight, store.content().trials());
        assertTrue(starts > 3, "started " + starts + " times");
        assertTrue(resumed > 2, "only %d trials went on in %d starts".formatted(resumed, starts));
        assertFalse(anythingKept(), "checkpoints of trials that have ended are there");
    }

    private boolean anythingKept() throws Exception {
        Path kept = folder.resolve("checkpoints");
        if (!Files.exists(kept)) return false;
        try (Stream<Path> left = Files.list(kept)) {
            return left.findAny().isPresent();
        }
    }
}
