// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.checkpoint.LogLines;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.StoppingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When checkpoints are kept, by a clock that is set by hand. */
class SafekeepingTest {
    private static final long SECOND = 1_000_000_000;

    private long now;
    private long saving;
    private int slice;
    private byte @Nullable [] gives = {1};
    private @Nullable RuntimeException breaks;
    private final List<Long> saved = new ArrayList<>();

    private final Checkpoints checkpoints = new Checkpoints() {
        @Override
        public byte @Nullable [] load(long trial) {
            return null;
        }

        @Override
        public void save(long trial, byte[] checkpoint) {
            saved.add(now / SECOND);
            now += saving;
        }

        @Override
        public void drop(long trial) {}

        @Override
        public @Nullable Path folder(long trial) {
            return null;
        }
    };

    private final ToyTrainer endless = new ToyTrainer() {
        @Override
        public Training start(Assignment assignment) {
            return new Training() {
                @Override
                public Progress step() {
                    return new Progress.Epoch(++slice, 0.5);
                }

                @Override
                public byte @Nullable [] checkpoint() {
                    if (breaks != null) throw breaks;
                    return gives;
                }

                @Override
                public void close() {}
            };
        }
    };

    private final Task task = new Task(
            new Attempt(17, 1, 1, "w"),
            new Assignment(
                    JsonNodeFactory.instance.objectNode(),
                    new Objective("loss", Direction.MINIMIZE),
                    Seeds.ofSearch(1, 0),
                    false),
            StoppingPlan.NONE);

    private final Safekeeping safekeeping = new Safekeeping(checkpoints, () -> now);

    private TrialRun begin() throws Exception {
        slice = 0;
        safekeeping.begun();
        return new TrialRun(task, endless);
    }

    /** Epochs of so many seconds each. */
    private void train(TrialRun run, int epochs, long seconds) throws Exception {
        for (int epoch = 0; epoch < epochs; epoch++) {
            now += seconds * SECOND;
            run.step();
            safekeeping.epochEnded(task, run);
        }
    }

    @Test
    void aTrialIsKeptAfterTenSecondsOfTrainingAndThenAfterTenMore() throws Exception {
        train(begin(), 10, 3);
        assertEquals(List.of(12L, 24L), saved);
    }

    @Test
    void shortTrialsOneAfterTheOtherNeverWrite() throws Exception {
        for (int trial = 0; trial < 100; trial++) train(begin(), 3, 3);
        assertEquals(List.of(), saved);
    }

    @Test
    void savesThatTakeLongComeSeldom() throws Exception {
        saving = 2 * SECOND;
        train(begin(), 100, 1);
        assertEquals(List.of(10L, 52L, 94L), saved, "a twentieth of the time at most");
    }

    @Test
    void whatIsGivenBackIsKeptWhereItHasTrainedForASecond() throws Exception {
        TrialRun run = begin();
        run.step();
        safekeeping.released(task, run);
        assertEquals(List.of(), saved);
        now += SECOND;
        safekeeping.released(task, run);
        assertEquals(List.of(1L), saved);
    }

    @Test
    void aTrainingThatGivesNothingIsAskedAgainAndOneThatThrowsIsNot() throws Exception {
        gives = null;
        TrialRun run = begin();
        train(run, 4, 10);
        gives = new byte[] {1};
        train(run, 1, 1);
        assertEquals(List.of(41L), saved);
        breaks = new IllegalStateException("no copy of this");
        try (LogLines log = new LogLines()) {
            train(run, 5, 10);
            assertEquals(1, log.with("trial 17 goes on without checkpoints").size());
        }
        breaks = null;
        train(run, 5, 10);
        assertEquals(List.of(41L), saved);
        assertTrue(run.step() instanceof TrialRun.Slice.Epoch, "the trial goes on");
    }
}
