// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Outcome;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains one trial at a time on a worker thread, one slice a turn, so that it can be stopped between slices.
 *
 * <p>It never sends on the bus: what it has to say goes to the node agent.
 */
final class TrainingVerticle extends VerticleBase {
    /** What is said to the node agent, from the worker thread. */
    sealed interface Report {
        Task task();

        record Epoch(Task task, int epoch, double value) implements Report {}

        record Ended(Task task, Outcome outcome) implements Report {}

        /** The machine, not the trial, is to blame. */
        record Broke(Task task, String message) implements Report {}

        /** Cancelled. */
        record Dropped(Task task) implements Report {}
    }

    private static final System.Logger LOG = System.getLogger(TrainingVerticle.class.getName());

    private final Trainer trainer;
    private final Consumer<Report> agent;
    private @Nullable TrialRun run;
    private boolean stopped;

    TrainingVerticle(Trainer trainer, Consumer<Report> agent) {
        this.trainer = trainer;
        this.agent = agent;
    }

    /** Starts a task; only after the last one ended. From any thread. */
    void begin(Task task, AtomicBoolean cancelled) {
        context.runOnContext(_ -> slice(task, cancelled));
    }

    private void slice(Task task, AtomicBoolean cancelled) {
        if (stopped) return;
        if (cancelled.get()) {
            end(new Report.Dropped(task));
            return;
        }
        try {
            TrialRun running = run;
            if (running == null) run = running = new TrialRun(task, trainer);
            switch (running.step()) {
                case TrialRun.Slice.Running() -> context.runOnContext(_ -> slice(task, cancelled));
                case TrialRun.Slice.Epoch(int epoch, double value) -> {
                    agent.accept(new Report.Epoch(task, epoch, value));
                    context.runOnContext(_ -> slice(task, cancelled));
                }
                case TrialRun.Slice.Ended(Outcome outcome) -> end(new Report.Ended(task, outcome));
            }
        } catch (TrainingException said) {
            end(new Report.Ended(task, TrialRun.failed(run, TrialRun.words(said))));
        } catch (OutOfMemoryError | InternalError machine) {
            LOG.log(
                    Level.WARNING,
                    "trial %d broke its worker".formatted(task.attempt().trial()),
                    machine);
            end(new Report.Broke(task, "the machine could not run it: " + machine));
        } catch (Throwable unexpected) {
            LOG.log(
                    Level.ERROR,
                    "trial %d failed unexpectedly".formatted(task.attempt().trial()),
                    unexpected);
            end(new Report.Ended(task, TrialRun.failed(run, "internal error in the trainer: " + unexpected)));
        }
    }

    private void end(Report report) {
        close();
        agent.accept(report);
    }

    private void close() {
        TrialRun running = run;
        run = null;
        if (running == null) return;
        try {
            running.close();
        } catch (RuntimeException leak) {
            LOG.log(Level.WARNING, "a training did not close", leak);
        }
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        close();
        return Future.succeededFuture();
    }
}
