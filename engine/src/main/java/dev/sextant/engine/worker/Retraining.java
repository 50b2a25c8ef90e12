// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Outcome;

/** Runs a trial again, here and now, as a worker would. Cost: that of the training. */
public final class Retraining {
    private Retraining() {}

    /** How it ends. What is no fault of the trial, such as memory that runs out, is thrown. */
    public static Outcome run(Task task, Trainer trainer) {
        TrialRun run = null;
        try {
            run = new TrialRun(task, trainer);
            while (true) if (run.step() instanceof TrialRun.Slice.Ended(Outcome outcome)) return outcome;
        } catch (TrainingException | RuntimeException | StackOverflowError | LinkageError thrown) {
            CurveRecorder epochs = run == null ? new CurveRecorder() : run.epochs();
            return new Outcome.Failed(FailureWords.of(thrown), epochs.curve());
        } finally {
            if (run != null) run.close();
        }
    }
}
