// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One machine's side of a study: pulls as much work as it has free slots, runs it on its training verticles, and hands
 * results back until they are acknowledged.
 *
 * <p>Threads: one event loop; the training verticles share a worker pool of one thread a slot.
 */
public final class NodeAgent extends VerticleBase {
    /** Epochs are sent at most so often; only the latest of each trial. */
    private static final long EPOCH_MILLIS = 50;

    /** A pull or result that was not answered is repeated after this. */
    private static final long RETRY_MILLIS = 1_000;

    /** Only a warning is logged when a slice takes longer than this. */
    private static final long SLICE_MINUTES = 10;

    private record Running(TrainingVerticle slot, AtomicBoolean cancelled) {}

    private final String name;
    private final int slots;
    private final Trainer trainer;
    private final Deque<TrainingVerticle> free = new ArrayDeque<>();
    private final Map<Attempt, Running> running = new HashMap<>();
    private final Map<Long, Epochs.Epoch> epochs = new TreeMap<>();
    private final Promise<Void> dropped = Promise.promise();
    private int credits;
    private boolean dropping;

    /**
     * @param name names this machine among those of a study
     * @param slots trainings at a time
     * @param trainer prepared already
     */
    public NodeAgent(String name, int slots, Trainer trainer) {
        this.name = name;
        this.slots = slots;
        this.trainer = trainer;
    }

    @Override
    public Future<?> start() {
        DeploymentOptions options = new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("trainers")
                .setWorkerPoolSize(slots)
                .setMaxWorkerExecuteTime(SLICE_MINUTES)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.MINUTES);
        List<Future<?>> deployed = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            TrainingVerticle slot =
                    new TrainingVerticle(trainer, report -> context.runOnContext(_ -> reported(report)));
            free.add(slot);
            deployed.add(vertx.deployVerticle(slot, options));
        }
        return Future.all(deployed).onSuccess(_ -> pull());
    }

    /** Takes no more work and drops what runs, between slices. From any thread, once deployed. */
    public Future<Void> drop() {
        context.runOnContext(_ -> {
            dropping = true;
            for (Running run : running.values()) run.cancelled().set(true);
            if (running.isEmpty()) dropped.tryComplete();
        });
        return dropped.future();
    }

    private void pull() {
        int asked = free.size() - credits;
        if (asked == 0 || dropping) return;
        credits += asked;
        request(Wire.PULL, new Pull(name, asked)).onComplete(answer -> {
            credits -= asked;
            // What is dropped before it began is run by the study's next start.
            if (dropping) return;
            if (answer.succeeded() && answer.result().body() instanceof Work work) {
                work.tasks().forEach(this::begin);
                pull();
            } else vertx.setTimer(RETRY_MILLIS, _ -> pull());
        });
    }

    private Future<Message<Wire>> request(String address, Wire message) {
        return vertx.eventBus().request(address, message, new DeliveryOptions().setSendTimeout(Wire.TIMEOUT_MILLIS));
    }

    private void begin(Task task) {
        Running run = new Running(free.remove(), new AtomicBoolean());
        running.put(task.attempt(), run);
        run.slot().begin(task, run.cancelled());
    }

    private void reported(TrainingVerticle.Report report) {
        Attempt attempt = report.task().attempt();
        switch (report) {
            case TrainingVerticle.Report.Epoch(Task _, int epoch, double value) -> {
                if (epochs.isEmpty()) vertx.setTimer(EPOCH_MILLIS, _ -> sendEpochs());
                epochs.put(attempt.fence(), new Epochs.Epoch(attempt, epoch, value));
            }
            case TrainingVerticle.Report.Ended(Task _, var outcome) -> {
                send(new Result(attempt, outcome));
                end(attempt);
            }
            case TrainingVerticle.Report.Broke(Task _, String message) -> {
                send(new Broke(attempt, message));
                end(attempt);
            }
            case TrainingVerticle.Report.Dropped _ -> end(attempt);
        }
    }

    private void sendEpochs() {
        if (epochs.isEmpty()) return;
        vertx.eventBus().send(Wire.EPOCHS, new Epochs(List.copyOf(epochs.values())));
        epochs.clear();
    }

    private void end(Attempt attempt) {
        Running run = running.remove(attempt);
        if (run == null) throw new IllegalStateException(attempt + " does not run here");
        free.add(run.slot());
        epochs.remove(attempt.fence());
        if (dropping && running.isEmpty()) dropped.tryComplete();
        pull();
    }

    /** Until it is acknowledged. */
    private void send(Wire result) {
        request(Wire.RESULT, result).onComplete(answer -> {
            if (!(answer.succeeded() && answer.result().body() instanceof Received) && !dropping)
                vertx.setTimer(RETRY_MILLIS, _ -> send(result));
        });
    }
}
