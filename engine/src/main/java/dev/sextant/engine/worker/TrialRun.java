// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a trial: a training, and the stopping plan that its curve is held against after each epoch. A value
 * that is not finite ends it at once: the trial diverged.
 */
final class TrialRun implements AutoCloseable {
    /** What a slice brought. */
    sealed interface Slice {
        /** No epoch ended. */
        record Running() implements Slice {}

        /** An epoch ended, and the trial goes on. */
        record Epoch(int epoch, double value) implements Slice {}

        record Ended(Outcome outcome) implements Slice {}
    }

    private final Task task;
    private final Direction direction;
    private final Training training;
    private final CurveRecorder curve = new CurveRecorder();
    private final @Nullable EpochTimer timer;
    private double best = Double.NaN;
    private int bestEpoch;

    TrialRun(Task task, Trainer trainer) throws TrainingException {
        this.task = task;
        this.direction = task.assignment().objective().direction();
        this.training = trainer.start(task.assignment());
        this.timer = task.timed() ? new EpochTimer() : null;
    }

    /**
     * A failure of a run, with the epochs before it.
     *
     * @param run null where it did not begin
     */
    static Outcome.Failed failed(@Nullable TrialRun run, String message) {
        return run == null ? new Outcome.Failed(message) : new Outcome.Failed(message, run.curve.curve());
    }

    /** What a trainer said, as it is kept with the trial. */
    static String words(TrainingException said) {
        String where = said.path().isEmpty() ? "" : said.path() + ": ";
        String help = said.help().isEmpty() ? "" : " " + said.help();
        return where + said.getMessage() + help;
    }

    Slice step() throws TrainingException {
        return switch (training.step()) {
            case Progress.Running() -> new Slice.Running();
            case Progress.Epoch(int epoch, double value, var readings) -> epoch(epoch, value, readings);
            case Progress.Done(Outcome outcome) -> ended(outcome);
        };
    }

    private Slice epoch(int epoch, double value, Map<String, Double> readings) {
        if (epoch != curve.epochs() + 1)
            throw new IllegalStateException(
                    "the trainer reported epoch %d after epoch %d".formatted(epoch, curve.epochs()));
        curve.add(value, readings);
        if (timer != null) timer.epochEnded();
        if (!Double.isFinite(value)) return new Slice.Ended(new Outcome.Diverged(curve.curve()));
        if (bestEpoch == 0 || direction.better(value, best)) {
            best = value;
            bestEpoch = epoch;
        }
        if (!task.plan().stops(epoch, best, direction)) return new Slice.Epoch(epoch, value);
        return new Slice.Ended(new Outcome.Pruned(best, bestEpoch, curve.curve()));
    }

    private Slice ended(Outcome outcome) {
        if (outcome instanceof Outcome.Pruned)
            throw new IllegalStateException("a trainer said that it pruned a trial; only a stopping plan does that");
        return new Slice.Ended(timer == null ? outcome : timer.timed(outcome));
    }

    @Override
    public void close() {
        training.close();
    }
}
