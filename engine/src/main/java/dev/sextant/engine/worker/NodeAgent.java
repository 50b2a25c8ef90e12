// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.wire.Beaten;
import dev.sextant.engine.wire.LostWrites;
import dev.sextant.engine.wire.Notice;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Unreadable;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
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
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine's side of a study: tells its {@link AgentMachine} what happens and does what it says. Decides nothing
 * itself. Slices that do not end are looked for from the event loop; see {@link Slot}.
 *
 * <p>Threads: one event loop, and one for each slot.
 */
public final class NodeAgent extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

    /** So often the slots are looked at. */
    private static final long LOOK_MILLIS = 100;

    private final AgentMachine machine;
    private final int slots;
    private final Trainer trainer;
    private final CoordinatorLink link;
    private final Checkpoints checkpoints;
    private final LongSupplier nanos;
    private final long origin;
    private final Consumer<Throwable> failure;
    private final List<Slot> all = new ArrayList<>();
    private final Deque<Slot> free = new ArrayDeque<>();
    private final Map<Attempt, Slot> running = new HashMap<>();
    private final Promise<Void> dropped = Promise.promise();
    private final Deque<AgentEvent> inbox = new ArrayDeque<>();
    private volatile boolean finishing;
    private volatile boolean idle = true;
    private boolean dropping;
    private boolean busy;
    private long timer = -1;
    private long timerAt = Long.MAX_VALUE;

    /**
     * @param name names this machine among those of a study
     * @param incarnation names this process among all that ever had the name
     * @param slots trainings at a time
     * @param ahead tasks that are taken beside those that the slots run
     * @param trainer prepared already
     * @param link to the study's coordinator
     * @param checkpoints where those of the trials are kept; asked on the trainings' threads
     * @param nanos the time, in nanoseconds from anywhere
     * @param failure told once this machine can do no more, on the event loop
     */
    public NodeAgent(
            String name,
            long incarnation,
            int slots,
            int ahead,
            Trainer trainer,
            CoordinatorLink link,
            Checkpoints checkpoints,
            LongSupplier nanos,
            Consumer<Throwable> failure) {
        this.machine = new AgentMachine(name, incarnation, slots, ahead);
        this.slots = slots;
        this.trainer = trainer;
        this.link = link;
        this.checkpoints = checkpoints;
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
        this.failure = failure;
    }

    @Override
    public Future<?> start() {
        // An error of this machine's own, without memory for one: nobody would hear of its trials again.
        context.exceptionHandler(cause -> {
            if (!LostWrites.isOne(cause)) failure.accept(cause);
        });
        List<Future<?>> deployed = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            Slot slot = new Slot(vertx, context, "trainer-" + i, trainer, checkpoints, nanos, new Listener());
            all.add(slot);
            free.add(slot);
            deployed.add(slot.start());
        }
        vertx.setPeriodic(LOOK_MILLIS, _ -> all.forEach(Slot::look));
        return Future.all(deployed).onSuccess(_ -> {
            if (finishing) accept(new AgentEvent.Finish());
            accept(new AgentEvent.Start());
        });
    }

    /** Takes no more work; what runs ends as it would. From any thread, also before it is deployed. */
    public void finish() {
        finishing = true;
        // There is none before it is deployed, as where a study's time was spent before it began.
        Context own = context;
        if (own != null) own.runOnContext(_ -> accept(new AgentEvent.Finish()));
    }

    /**
     * Takes no more work, stops what runs between slices and gives it back. From any thread, once deployed.
     *
     * @param answered whether to wait for answers to what is to be said, beside for trainings to stop
     * @return complete when all that was waited for has come
     */
    public Future<Void> drop(boolean answered) {
        context.runOnContext(_ -> {
            dropping = true;
            accept(new AgentEvent.Drop(answered));
        });
        return dropped.future();
    }

    /** Whether it has no attempt, and nothing that it said waits for an answer. From any thread. */
    public boolean isIdle() {
        return idle;
    }

    /** Whether a thread was left behind that may never end. From any thread, once dropped. */
    public boolean leftThreads() {
        return all.stream().anyMatch(Slot::leftThreads);
    }

    private void accept(AgentEvent event) {
        inbox.add(event);
        // A coordinator on this event loop may answer within our own calls.
        if (busy) return;
        busy = true;
        try {
            while (!inbox.isEmpty())
                for (AgentEffect effect : machine.accept(inbox.remove(), elapsed())) perform(effect);
        } finally {
            busy = false;
        }
        idle = machine.isIdle();
        wake();
    }

    /** The clock may begin anywhere, and the machine adds to its times. */
    private long elapsed() {
        return nanos.getAsLong() - origin;
    }

    /** Sees to it that the machine hears of the time it waits for. */
    private void wake() {
        long due = machine.due();
        // A timer that comes early does no harm, and setting it anew for every trial would cost more.
        if (due >= timerAt) return;
        if (timerAt != Long.MAX_VALUE) vertx.cancelTimer(timer);
        timerAt = due;
        long millis = Math.max(1, 1 + (due - elapsed()) / 1_000_000);
        timer = vertx.setTimer(millis, _ -> {
            timerAt = Long.MAX_VALUE;
            accept(new AgentEvent.Tick());
        });
    }

    private void perform(AgentEffect effect) {
        switch (effect) {
            case AgentEffect.Send(long request, Wire message) -> send(request, message);
            case AgentEffect.Show(var epochs) -> vertx.eventBus().send(link.addressOf(epochs), epochs);
            case AgentEffect.Begin(Task task) -> {
                Slot slot = free.remove();
                running.put(task.attempt(), slot);
                slot.begin(task);
            }
            case AgentEffect.Cancel(Attempt attempt) -> running(attempt).cancel(dropping);
            case AgentEffect.Dropped() -> dropped.tryComplete();
        }
    }

    private Slot running(Attempt attempt) {
        return Objects.requireNonNull(running.get(attempt), () -> attempt + " does not run here");
    }

    private void send(long request, Wire message) {
        boolean pull = message instanceof Pull;
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(pull ? Wire.PULL_MILLIS : Wire.TIMEOUT_MILLIS);
        vertx.eventBus()
                .<Wire>request(link.addressOf(message), message, options)
                .onComplete(answer -> accept(answered(request, answer)));
    }

    private AgentEvent answered(long request, AsyncResult<Message<Wire>> answer) {
        AgentEvent event = answer.failed() ? null : understood(request, answer.result());
        if (event == null) {
            link.unanswered();
            return new AgentEvent.Unanswered(request);
        }
        link.answered();
        return event;
    }

    /** Null for what is no answer to anything that an agent asks: from another process, anything may come. */
    private static @Nullable AgentEvent understood(long request, Message<?> answer) {
        return switch (Wire.of(answer)) {
            case Work(var tasks) -> new AgentEvent.Worked(request, tasks);
            case Beaten(var extended, var cancelled, var unknown) ->
                new AgentEvent.Beaten(request, extended, cancelled, unknown);
            case Received(var verdict) -> new AgentEvent.Received(request, verdict);
            case Unreadable(String words) -> {
                LOG.warn("an answer that is left out: {}", words);
                yield null;
            }
            case Wire other -> {
                LOG.warn("an answer of no use: {}", other.getClass().getSimpleName());
                yield null;
            }
        };
    }

    private void reported(TrainingVerticle.Report report) {
        Attempt attempt = report.task().attempt();
        switch (report) {
            case TrainingVerticle.Report.Epoch(Task _, int epoch, double value) ->
                accept(new AgentEvent.Epoch(attempt, epoch, value));
            case TrainingVerticle.Report.Ended(Task _, var outcome) -> {
                vacate(attempt);
                accept(new AgentEvent.Ended(attempt, outcome));
            }
            case TrainingVerticle.Report.Broke(Task _, String message) -> {
                vacate(attempt);
                accept(new AgentEvent.Broke(attempt, message));
            }
            case TrainingVerticle.Report.Dropped _ -> {
                vacate(attempt);
                accept(new AgentEvent.Stopped(attempt));
            }
        }
    }

    private void vacate(Attempt attempt) {
        free.add(running(attempt));
        running.remove(attempt);
    }

    private final class Listener implements Slot.Listener {
        @Override
        public void reported(TrainingVerticle.Report report) {
            NodeAgent.this.reported(report);
        }

        @Override
        public void noticed(Attempt attempt, String message) {
            Notice notice = new Notice(attempt, message);
            vertx.eventBus().send(link.addressOf(notice), notice);
        }

        @Override
        public void failed(Throwable cause) {
            failure.accept(cause);
        }
    }
}
