// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Notice;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One machine's side of a study: pulls as much work as it has free slots, runs it on its training verticles, and hands
 * results back until they are acknowledged.
 *
 * <p>A task that broke a worker before runs alone: nothing begins beside it. Slices that do not end are looked for from
 * the event loop; see {@link Slot}.
 *
 * <p>Threads: one event loop, and one for each slot.
 */
public final class NodeAgent extends VerticleBase {
    /** Epochs are sent at most so often; only the latest of each trial. */
    private static final long EPOCH_MILLIS = 50;

    /** A pull or result that was not answered is repeated after this. */
    private static final long RETRY_MILLIS = 1_000;

    /** So often the slots are looked at. */
    private static final long LOOK_MILLIS = 100;

    private final String name;
    private final int slots;
    private final Trainer trainer;
    private final LongSupplier nanos;
    private final Consumer<Throwable> failure;
    private final List<Slot> all = new ArrayList<>();
    private final Deque<Slot> free = new ArrayDeque<>();
    private final Map<Attempt, Slot> running = new HashMap<>();
    private final Admission admission = new Admission();
    private final Map<Long, Epochs.Epoch> epochs = new TreeMap<>();
    private final Promise<Void> dropped = Promise.promise();
    private int credits;
    private boolean dropping;

    /**
     * @param name names this machine among those of a study
     * @param slots trainings at a time
     * @param trainer prepared already
     * @param nanos the time, in nanoseconds from anywhere
     * @param failure told once this machine can do no more, on the event loop
     */
    public NodeAgent(String name, int slots, Trainer trainer, LongSupplier nanos, Consumer<Throwable> failure) {
        this.name = name;
        this.slots = slots;
        this.trainer = trainer;
        this.nanos = nanos;
        this.failure = failure;
    }

    @Override
    public Future<?> start() {
        // An error of this machine's own, without memory for one: nobody would hear of its trials again.
        context.exceptionHandler(failure::accept);
        List<Future<?>> deployed = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            Slot slot = new Slot(vertx, context, "trainer-" + i, trainer, nanos, new Listener());
            all.add(slot);
            free.add(slot);
            deployed.add(slot.start());
        }
        vertx.setPeriodic(LOOK_MILLIS, _ -> all.forEach(Slot::look));
        return Future.all(deployed).onSuccess(_ -> pull());
    }

    /** Takes no more work and drops what runs, between slices. From any thread, once deployed. */
    public Future<Void> drop() {
        context.runOnContext(_ -> {
            dropping = true;
            admission.clear();
            running.values().forEach(Slot::cancel);
            if (running.isEmpty()) dropped.tryComplete();
        });
        return dropped.future();
    }

    /** Whether a thread was left behind that may never end. From any thread, once dropped. */
    public boolean leftThreads() {
        return all.stream().anyMatch(Slot::leftThreads);
    }

    private void pull() {
        int asked = free.size() - credits - admission.waiting();
        if (asked == 0 || dropping || admission.exclusive()) return;
        credits += asked;
        request(Wire.PULL, new Pull(name, asked)).onComplete(answer -> {
            credits -= asked;
            // What is dropped before it began is run by the study's next start.
            if (dropping) return;
            if (answer.succeeded() && answer.result().body() instanceof Work work) {
                work.tasks().forEach(admission::add);
                begin();
                pull();
            } else vertx.setTimer(RETRY_MILLIS, _ -> pull());
        });
    }

    private Future<Message<Wire>> request(String address, Wire message) {
        return vertx.eventBus().request(address, message, new DeliveryOptions().setSendTimeout(Wire.TIMEOUT_MILLIS));
    }

    /** Whatever may. */
    private void begin() {
        for (Task task = admission.next(); task != null; task = admission.next()) {
            Slot slot = free.remove();
            running.put(task.attempt(), slot);
            slot.begin(task);
        }
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
        Slot slot = running.remove(attempt);
        if (slot == null) throw new IllegalStateException(attempt + " does not run here");
        free.add(slot);
        admission.ended();
        epochs.remove(attempt.fence());
        if (dropping && running.isEmpty()) dropped.tryComplete();
        begin();
        pull();
    }

    /** Until it is acknowledged. */
    private void send(Wire result) {
        request(Wire.RESULT, result).onComplete(answer -> {
            if (!(answer.succeeded() && answer.result().body() instanceof Received) && !dropping)
                vertx.setTimer(RETRY_MILLIS, _ -> send(result));
        });
    }

    private final class Listener implements Slot.Listener {
        @Override
        public void reported(TrainingVerticle.Report report) {
            NodeAgent.this.reported(report);
        }

        @Override
        public void noticed(Attempt attempt, String message) {
            vertx.eventBus().send(Wire.NOTICE, new Notice(attempt, message));
        }

        @Override
        public void failed(Throwable cause) {
            failure.accept(cause);
        }
    }
}
