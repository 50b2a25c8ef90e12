// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Outcome;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Trains one trial at a time on a worker thread, one slice a turn, so that it can be stopped between slices.
 *
 * <p>It never sends on the bus: what it has to say goes to its slot. Whatever a trainer throws ends its attempt and
 * nothing else.
 */
final class TrainingVerticle extends VerticleBase {
    /** What is said to the slot, from the worker thread. */
    sealed interface Report {
        Task task();

        record Epoch(Task task, int epoch, double value) implements Report {}

        record Ended(Task task, Outcome outcome) implements Report {}

        /** The machine, not the trial, is to blame. */
        record Broke(Task task, String message) implements Report {}

        /** Cancelled. */
        record Dropped(Task task) implements Report {}
    }

    /**
     * A slice that has not ended.
     *
     * @param attempt when its attempt began, in nanoseconds
     * @param slice when it began itself
     */
    record Busy(Task task, long attempt, long slice) {}

    /** What another training of this machine holds may be free again after a moment. */
    private static final int REPORT_TRIES = 100;

    private static final long REPORT_MILLIS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(TrainingVerticle.class);

    private final Trainer trainer;
    private final Checkpoints checkpoints;
    private final Safekeeping safekeeping;
    private final Consumer<Report> slot;
    private final Runnable lost;
    private final LongSupplier nanos;
    private @Nullable TrialRun run;
    private long begun;
    private boolean stopped;
    private volatile @Nullable Busy busy;
    private volatile @Nullable Thread thread;

    /**
     * @param checkpoints where those of the trials are kept
     * @param slot told from the worker thread
     * @param lost called from any thread when a trainer has called {@code System.exit}, see {@link TrainerExits}
     * @param nanos the time, in nanoseconds from anywhere
     */
    TrainingVerticle(
            Trainer trainer, Checkpoints checkpoints, Consumer<Report> slot, Runnable lost, LongSupplier nanos) {
        this.trainer = trainer;
        this.checkpoints = checkpoints;
        this.safekeeping = new Safekeeping(checkpoints, nanos);
        this.slot = slot;
        this.lost = lost;
        this.nanos = nanos;
    }

    /** Starts a task; only after the last one ended. From any thread, once deployed. */
    void begin(Task task, Cancellation cancelled) {
        context.runOnContext(_ -> slice(task, cancelled));
    }

    /** The slice that runs now; null between slices. From any thread. */
    @Nullable
    Busy busy() {
        return busy;
    }

    /** The thread of its slices; null before the first. From any thread. */
    @Nullable
    Thread thread() {
        return thread;
    }

    private void slice(Task task, Cancellation cancelled) {
        if (stopped) return;
        Report end;
        try {
            if (thread == null) watch(Thread.currentThread());
            long now = nanos.getAsLong();
            if (run == null) begun = now;
            busy = new Busy(task, begun, now);
            end = cancelled.asked() ? dropped(task, cancelled) : train(task, cancelled);
            if (end == null) {
                busy = null;
                Thread.interrupted();
                context.runOnContext(_ -> slice(task, cancelled));
                return;
            }
            close(task);
        } catch (Throwable thrown) {
            CurveRecorder epochs = run == null ? new CurveRecorder() : run.epochs();
            close(task); // first of all, for the memory
            end = failed(task, epochs, thrown);
        }
        busy = null;
        // A trainer that leaves the thread interrupted would disturb the next one.
        Thread.interrupted();
        report(end);
    }

    private void watch(Thread current) {
        thread = current;
        TrainerExits.watch(current, lost);
    }

    /** Runs a slice; how the attempt ended, or null where it goes on. */
    private @Nullable Report train(Task task, Cancellation cancelled) throws TrainingException {
        TrialRun running = run == null ? begin(task) : run;
        switch (running.step()) {
            case TrialRun.Slice.Running() -> {}
            case TrialRun.Slice.Epoch(int epoch, double value) -> {
                slot.accept(new Report.Epoch(task, epoch, value));
                // Of an attempt that is over meanwhile nothing may be kept.
                if (!cancelled.asked()) safekeeping.epochEnded(task, running);
            }
            case TrialRun.Slice.Ended(Outcome outcome) -> {
                return new Report.Ended(task, outcome);
            }
        }
        return task.limits().overdue(Duration.ofNanos(nanos.getAsLong() - begun))
                ? new Report.Ended(
                        task,
                        new Outcome.Failed(
                                task.limits().overdueMessage(), running.epochs().curve()))
                : null;
    }

    /** An attempt that goes on after another's epochs tells of the last of them. */
    private TrialRun begin(Task task) throws TrainingException {
        safekeeping.begun();
        TrialRun begun = new TrialRun(task, trainer, checkpoints);
        run = begun;
        int before = begun.epochs().epochs();
        if (before > 0)
            slot.accept(new Report.Epoch(task, before, begun.epochs().curve().at(before)));
        return begun;
    }

    private Report dropped(Task task, Cancellation cancelled) {
        if (run != null && cancelled.releases()) safekeeping.released(task, run);
        return new Report.Dropped(task);
    }

    private static Report failed(Task task, CurveRecorder epochs, Throwable thrown) {
        boolean machine = FailureWords.blamesTheMachine(thrown);
        long trial = task.attempt().trial();
        // A person's mistake is told in words alone.
        if (machine) log(Level.WARN, trial, "broke its worker", thrown);
        else if (!(thrown instanceof TrainingException)) log(Level.ERROR, trial, "failed unexpectedly", thrown);
        return machine
                ? new Report.Broke(task, FailureWords.ofTheMachine(thrown))
                : new Report.Ended(task, new Outcome.Failed(FailureWords.of(thrown), epochs.curve()));
    }

    private static void log(Level level, long trial, String what, Throwable thrown) {
        try {
            LOG.atLevel(level).setCause(thrown).addKeyValue("trial", trial).log("trial {} {}", trial, what);
        } catch (Throwable mute) {
            // Without memory, or with an exception that cannot be printed; the attempt's end matters more.
        }
    }

    /** Whatever else has to wait: nobody would ever hear of this attempt again. */
    private void report(Report end) {
        for (int tries = 1; ; tries++) {
            try {
                slot.accept(end);
                return;
            } catch (OutOfMemoryError others) {
                if (tries == REPORT_TRIES) throw others;
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(REPORT_MILLIS);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }

    /** What went before stands, however badly a training closes. */
    private void close(@Nullable Task task) {
        TrialRun running = run;
        run = null;
        if (running == null) return;
        try {
            running.close();
        } catch (Throwable leak) {
            log(Level.WARN, task == null ? -1 : task.attempt().trial(), "did not close", leak);
        }
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        close(null);
        Thread ours = thread;
        if (ours != null) TrainerExits.forget(ours);
        return Future.succeededFuture();
    }
}
