// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.checkpoint.TrialCheckpoint;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.BestEpoch;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a trial: a training, from the beginning or from where an attempt before it stood, and the stopping
 * plan that its curve is held against after each epoch. A value that is not finite ends it at once: the trial diverged.
 * One that has trained for as many epochs as a trial may is stopped like one that a plan stops.
 *
 * <p>What a trainer says is believed only as far as its contract goes.
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
    private final Training training;
    private final CurveRecorder curve;
    private final BestEpoch best;
    private final @Nullable EpochTimer timer;
    private boolean rests;

    /** From the beginning. */
    TrialRun(Task task, Trainer trainer) throws TrainingException {
        this(task, trainer, Checkpoints.NONE);
    }

    /** @param checkpoints where an attempt before this one may have kept something */
    TrialRun(Task task, Trainer trainer, Checkpoints checkpoints) throws TrainingException {
        this.task = task;
        Beginning beginning = Beginning.of(task, trainer, checkpoints);
        training = beginning.training();
        curve = new CurveRecorder(beginning.curve());
        best = best(task);
        for (int epoch = 1; epoch <= curve.epochs(); epoch++)
            best.endsAfter(epoch, beginning.curve().at(epoch));
        timer = task.timed() ? new EpochTimer(beginning.nanos()) : null;
    }

    /** Of the task's plan and limits, before the first epoch. */
    static BestEpoch best(Task task) {
        return new BestEpoch(
                task.plan(),
                task.assignment().objective().direction(),
                task.limits().trialEpochs());
    }

    /** Trainers are anybody's, and have null where nothing forbids it. */
    static <T> T present(@Nullable T said, String otherwise) {
        if (said == null) throw new ContractException("it gave " + otherwise + " (null)");
        return said;
    }

    /** The epochs that have ended; grows. */
    CurveRecorder epochs() {
        return curve;
    }

    /** What another attempt goes on from; null where the training gives nothing, or stands within an epoch. */
    byte @Nullable [] checkpoint() {
        byte[] kept = rests ? training.checkpoint() : null;
        if (kept == null) return null;
        long[] nanos = timer == null ? new long[0] : timer.nanos();
        return new TrialCheckpoint(curve.curve(), nanos, kept).encoded(task.assignment());
    }

    Slice step() throws TrainingException {
        rests = false;
        return switch (present(training.step(), "no progress")) {
            case Progress.Running() -> new Slice.Running();
            case Progress.Epoch(int epoch, double value, var readings) -> epoch(epoch, value, readings);
            case Progress.Done(Outcome outcome) -> ended(present(outcome, "no outcome"));
        };
    }

    private Slice epoch(int epoch, double value, Map<String, Double> readings) {
        if (epoch != curve.epochs() + 1)
            throw new ContractException("it reported epoch %d after epoch %d".formatted(epoch, curve.epochs()));
        for (Map.Entry<String, Double> reading : readings.entrySet())
            present(reading.getValue(), "no value of " + reading.getKey());
        curve.add(value, readings);
        if (timer != null) timer.epochEnded();
        Outcome end = best.end(curve);
        if (end != null) return new Slice.Ended(end);
        rests = true;
        return new Slice.Epoch(epoch, value);
    }

    private Slice ended(Outcome outcome) {
        switch (outcome) {
            case Outcome.Pruned _ ->
                throw new ContractException("it said that it pruned a trial; only a stopping plan does that");
            case Outcome.Failed(String message, var _) -> present(message, "no message with a failure");
            case Outcome.Completed completed -> {
                present(completed.curve(), "no learning curve");
                for (Map.Entry<String, Double> metric : completed.metrics().entrySet())
                    present(metric.getValue(), "no value of " + metric.getKey());
                if (completed.bestEpoch() < 0)
                    throw new ContractException("it said that epoch %d was the best".formatted(completed.bestEpoch()));
            }
            case Outcome.Diverged(var curve) -> present(curve, "no learning curve");
        }
        return new Slice.Ended(timer == null ? outcome : timer.timed(outcome));
    }

    @Override
    public void close() {
        training.close();
    }
}
