// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.checkpoint.LogLines;
import dev.sextant.engine.checkpoint.TrialCheckpoint;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.RestingToys;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An attempt that goes on where another stood comes to what one from the beginning comes to. */
class TrialResumptionTest {
    private static final List<StoppingPlan> PLANS = List.of(
            StoppingPlan.NONE,
            new StoppingPlan(List.of(new StoppingPlan.Rung(2, 0.4), new StoppingPlan.Rung(4, 0.3))),
            new StoppingPlan(List.of(new StoppingPlan.Rung(3, 0.2)), false, List.of()));

    /** Of one trial, in memory. */
    private static final class Kept implements Checkpoints {
        private byte @Nullable [] checkpoint;

        @Override
        public byte @Nullable [] load(long trial) {
            return checkpoint;
        }

        @Override
        public void save(long trial, byte[] given) {
            checkpoint = given;
        }

        @Override
        public void drop(long trial) {}

        @Override
        public Path folder(long trial) {
            return Path.of("of", Long.toString(trial));
        }
    }

    private static Task task(int trial, int attempt, StoppingPlan plan, int trialEpochs) {
        Assignment assignment = new Assignment(
                JsonNodeFactory.instance.objectNode().put("trial", trial),
                new Objective("loss", Direction.MINIMIZE),
                Seeds.ofSearch(7, trial),
                false);
        Limits limits = new Limits(null, trialEpochs, null, 1, Limits.SLICE_TIME);
        return new Task(new Attempt(trial, attempt, attempt, "w"), assignment, plan, false, limits, false);
    }

    /** How it ends, keeping a checkpoint after this epoch; null where it had not ended then. */
    private static @Nullable Outcome run(Task task, RestingToys trainer, Kept kept, int stopAfter) throws Exception {
        try (TrialRun run = new TrialRun(task, trainer, kept)) {
            while (run.epochs().epochs() < stopAfter)
                if (run.step() instanceof TrialRun.Slice.Ended(Outcome outcome)) return outcome;
            kept.checkpoint = run.checkpoint();
            return null;
        }
    }

    private static boolean trains(Task task) {
        return !(ToyStudy.outcome(task) instanceof Outcome.Failed);
    }

    @Test
    void fromEveryEpochOnTheOutcomeIsTheSame() throws Exception {
        int resumed = 0;
        for (int trial = 0; trial < 200; trial++)
            for (StoppingPlan plan : PLANS)
                for (int limit : new int[] {0, 3}) {
                    Task first = task(trial, 1, plan, limit);
                    if (!trains(first)) continue;
                    for (int epoch = 1; epoch < 5; epoch++) {
                        Kept kept = new Kept();
                        RestingToys trainer = new RestingToys();
                        if (run(first, trainer, kept, epoch) != null) break;
                        Outcome outcome = run(task(trial, 2, plan, limit), trainer, kept, Integer.MAX_VALUE);
                        assertEquals(ToyStudy.outcome(first), outcome, "trial %d from %d".formatted(trial, epoch));
                        assertEquals(Map.of(trial, epoch), trainer.resumed());
                        resumed++;
                    }
                }
        assertTrue(resumed > 300, "only " + resumed);
    }

    /** The first trial that reports a fourth epoch and goes on. */
    private static int longTrial() throws Exception {
        for (int trial = 0; ; trial++) {
            Task task = task(trial, 1, StoppingPlan.NONE, 0);
            if (trains(task) && run(task, new RestingToys(), new Kept(), 4) == null) return trial;
        }
    }

    @Test
    void aFirstAttemptLooksForNothing() throws Exception {
        int trial = longTrial();
        Kept kept = new Kept();
        RestingToys trainer = new RestingToys();
        run(task(trial, 1, StoppingPlan.NONE, 0), trainer, kept, 2);
        run(task(trial, 1, StoppingPlan.NONE, 0), trainer, kept, Integer.MAX_VALUE);
        assertEquals(Map.of(), trainer.resumed());
    }

    @Test
    void whereTheLimitsOfTodayEndTheTrialBeforeItBeginsAnew() throws Exception {
        int trial = longTrial();
        Kept kept = new Kept();
        RestingToys trainer = new RestingToys();
        run(task(trial, 1, StoppingPlan.NONE, 0), trainer, kept, 4);
        Task limited = task(trial, 2, StoppingPlan.NONE, 3);
        try (LogLines log = new LogLines()) {
            assertEquals(ToyStudy.outcome(limited), run(limited, trainer, kept, Integer.MAX_VALUE));
            assertEquals(
                    1,
                    log.with(
                                    "the checkpoint of trial %d is not used: by the study's limits of today the trial ends after epoch 3"
                                            .formatted(trial))
                            .size());
        }
        assertEquals(Map.of(), trainer.resumed());
    }

    @Test
    void whateverIsWrongWithACheckpointTheTrialBeginsAnewAndSaysSo() throws Exception {
        int trial = longTrial();
        Task second = task(trial, 2, StoppingPlan.NONE, 0);
        LearningCurve curve = new LearningCurve(new double[] {0.5});
        byte[] refused = new TrialCheckpoint(curve, new long[0], new byte[3]).encoded(second.assignment());
        byte[] damaged = refused.clone();
        damaged[30] ^= 1;
        Map<byte[], String> words = Map.of(
                refused,
                "it has 3 bytes, not 1",
                damaged,
                "it is damaged: its check sum is not that of its bytes",
                new byte[2],
                "it ends too early, after 2 bytes");
        for (Map.Entry<byte[], String> bad : words.entrySet()) {
            Kept kept = new Kept();
            kept.checkpoint = bad.getKey();
            RestingToys trainer = new RestingToys();
            try (LogLines log = new LogLines()) {
                assertEquals(ToyStudy.outcome(second), run(second, trainer, kept, Integer.MAX_VALUE));
                assertEquals(
                        1,
                        log.with("the checkpoint of trial %d is not used: %s".formatted(trial, bad.getValue()))
                                .size());
            }
            assertEquals(Map.of(), trainer.resumed());
        }
    }
}
