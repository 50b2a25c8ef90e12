// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.coordinator;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.Accounts;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Leases;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.RefusedConfigurationException;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.wire.Addresses;
import dev.sextant.engine.wire.Beat;
import dev.sextant.engine.wire.Beaten;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Fetch;
import dev.sextant.engine.wire.Join;
import dev.sextant.engine.wire.Keep;
import dev.sextant.engine.wire.Kept;
import dev.sextant.engine.wire.LostWrites;
import dev.sextant.engine.wire.Notice;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Release;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Unreadable;
import dev.sextant.engine.wire.Welcome;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one {@link StudyMachine}: tells it what happens and does what it says. Decides nothing itself.
 *
 * <p>Threads: one event loop. The searcher and the pruner run on a thread of their own, one question at a time, unless
 * they answer in microseconds; the store has its own.
 */
public final class CoordinatorVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorVerticle.class);

    /** Only a warning is logged when a proposal takes longer than this. */
    private static final long PROPOSAL_MINUTES = 10;

    /** So often the machine is told how long the study has run. */
    private static final long TICK_MILLIS = 250;

    /** So often the store is told. */
    private static final long USE_MILLIS = 5_000;

    /** A pull that waits, and the timer that ends its wait. */
    private record Waiting(Message<?> message, long timer) {}

    private final StudyMachine machine;
    private final Proposer proposer;
    private final StudyStore store;
    private final StudyObserver observer;
    private final Reach reach;
    private final LongSupplier nanos;
    private final long origin;
    private final Map<Long, Waiting> pulls = new HashMap<>();
    private final Map<Long, Message<?>> told = new HashMap<>();
    private final Map<Long, Promise<Long>> enqueuing = new HashMap<>(); // by request

    /** What was heard, and not told yet: while the store's content is unknown, or effects are being performed. */
    private final Deque<Command> inbox = new ArrayDeque<>();

    private boolean begun;
    private boolean busy;
    private long requests;
    private boolean over;
    private @Nullable StudyClock clock;

    @SuppressWarnings("NullAway.Init") // set when deployed, before anything else runs
    private WorkerExecutor searcher;

    /** @param nanos the time, in nanoseconds from anywhere */
    public CoordinatorVerticle(
            StudyMachine machine,
            Proposer proposer,
            StudyStore store,
            StudyObserver observer,
            Reach reach,
            LongSupplier nanos) {
        this.machine = machine;
        this.proposer = proposer;
        this.store = store;
        this.observer = observer;
        this.reach = reach;
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    @Override
    public Future<?> start() {
        // Whatever it is, without memory for one: nothing would ever happen again, and nobody would know.
        context.exceptionHandler(cause -> {
            if (!LostWrites.isOne(cause)) fail(cause);
        });
        searcher = vertx.createSharedWorkerExecutor("searcher", 1, PROPOSAL_MINUTES, TimeUnit.MINUTES);
        Addresses at = reach.addresses();
        Future<?> heard = Future.all(List.of(
                hear(at.pull(), Pull.class, this::pull),
                hear(at.result(), Wire.class, this::told),
                hear(at.beat(), Wire.class, this::told),
                hear(at.epochs(), Epochs.class, (_, epochs) -> epochs(epochs)),
                hear(at.notice(), Notice.class, (_, notice) -> notice(notice))));
        onContext(store.load(), content -> onContext(store.timeUsed(), before -> begin(content, before)));
        return heard;
    }

    /** What comes from another process may be anything: what is not of this kind is left unanswered. */
    private <T extends Wire> Future<?> hear(String address, Class<T> kind, BiConsumer<Message<?>, T> handler) {
        Handler<Message<Object>> checked = message -> {
            Wire body = Wire.of(message);
            if (kind.isInstance(body)) handler.accept(message, kind.cast(body));
            else LOG.warn("a message to {} is left out: {}", address, shown(body));
        };
        if (reach.everywhere())
            return vertx.eventBus().consumer(address, checked).completion();
        vertx.eventBus().localConsumer(address, checked);
        return Future.succeededFuture();
    }

    private static String shown(Wire message) {
        return message instanceof Unreadable(String words)
                ? words
                : message.getClass().getSimpleName();
    }

    /** Off the event loop: what was stored may be a million trials. */
    private void begin(StudyStore.Content content, Duration before) {
        StudyClock running = new StudyClock(before, nanos);
        clock = running;
        observer.stored(content.trials());
        List<Command> first = List.of(
                new Command.Elapsed(before),
                new Command.Begin(
                        content.trials(), content.attempts(), content.ends(), reach.everywhere(), content.enqueued()),
                new Command.Scan());
        first.forEach(observer::told);
        searcher.executeBlocking(() -> {
                    List<Effect> effects = new ArrayList<>();
                    for (Command command : first) effects.addAll(machine.accept(command, nanos.getAsLong() - origin));
                    return effects;
                })
                .onSuccess(effects -> begun(effects, running))
                .onFailure(this::fail);
    }

    private void begun(List<Effect> effects, StudyClock running) {
        if (over) return;
        busy = true;
        try {
            perform(effects);
        } finally {
            busy = false;
        }
        begun = true;
        vertx.setPeriodic(Leases.SCAN.toMillis(), _ -> accept(new Command.Scan()));
        vertx.setPeriodic(TICK_MILLIS, _ -> accept(new Command.Elapsed(running.used())));
        vertx.setPeriodic(USE_MILLIS, _ -> use());
        accept(new Command.Elapsed(running.used()));
    }

    /** No new trials. From any thread, once deployed. */
    public void finish() {
        context.runOnContext(_ -> accept(new Command.Finish()));
    }

    /**
     * Has a configuration tried. From any thread, once deployed.
     *
     * @param configuration of the study's space
     * @return its place, once it is durable; fails with a {@link RefusedConfigurationException}
     */
    public Future<Long> enqueue(Configuration configuration) {
        Promise<Long> answer = Promise.promise();
        context.runOnContext(_ -> {
            if (over) {
                answer.fail(new RefusedConfigurationException("the study is over: it begins no more trials."));
                return;
            }
            long request = requests++;
            enqueuing.put(request, answer);
            accept(new Command.Enqueue(request, configuration));
        });
        return answer.future();
    }

    private void answer(Effect.AnswerEnqueue answer) {
        Promise<Long> waiting = enqueuing.remove(answer.request());
        if (waiting == null) throw new IllegalStateException("nobody enqueued with number " + answer.request());
        if (answer.refusal().isEmpty()) waiting.complete(answer.place());
        else waiting.fail(new RefusedConfigurationException(answer.refusal()));
    }

    /** What is not durable by now may be lost, and whoever waits for it must hear of that. */
    private void end() {
        over = true;
        for (Promise<Long> waiting : enqueuing.values())
            waiting.fail(new RefusedConfigurationException("the study ended before it could be kept."));
        enqueuing.clear();
    }

    /** How the attempts have fared so far. From any thread, once deployed. */
    public Future<Accounts> accounts() {
        Promise<Accounts> told = Promise.promise();
        context.runOnContext(_ -> told.complete(machine.accounts()));
        return told.future();
    }

    /** Nothing is decided, stored or shown after this. From any thread, once deployed. */
    public Future<Void> halt() {
        Promise<Void> halted = Promise.promise();
        context.runOnContext(_ -> {
            use();
            end();
            halted.complete();
        });
        return halted.future();
    }

    /** What a session took is known to the next one, whatever ends it, but for the last {@link #USE_MILLIS}. */
    private void use() {
        if (!over && clock != null) onContext(store.use(clock.used()), _ -> {});
    }

    private void pull(Message<?> message, Pull pull) {
        if (over) return;
        if (pull.credits() < 1) {
            accept(new Command.WorkerLost(pull.worker()));
            message.reply(new Work(List.of()));
            return;
        }
        long request = requests++;
        long timer = vertx.setTimer(Wire.POLL_MILLIS, _ -> accept(new Command.Expire(request)));
        pulls.put(request, new Waiting(message, timer));
        accept(new Command.Pull(request, pull.worker(), pull.incarnation(), pull.credits(), pull.idle()));
    }

    private void told(Message<?> message, Wire what) {
        if (over) return;
        long request = requests++;
        Command command = command(request, what);
        if (command == null) {
            LOG.warn("nothing that a node tells: {}", shown(what));
            return;
        }
        told.put(request, message);
        accept(command);
    }

    /** Null for what nobody has to tell a coordinator. */
    private static @Nullable Command command(long request, Wire what) {
        return switch (what) {
            case Result(var attempt, var outcome) -> new Command.Result(request, attempt, outcome);
            case Broke(var attempt, var words) -> new Command.Broke(request, attempt, words);
            case Release(var attempts) -> new Command.Release(request, attempts);
            case Beat(var worker, long incarnation, var held) ->
                new Command.Beat(
                        request,
                        worker,
                        incarnation,
                        held.stream().map(Beat.Held::attempt).toList());
            case Pull _,
                    Work _,
                    Beaten _,
                    Received _,
                    Epochs _,
                    Notice _,
                    Join _,
                    Welcome _,
                    Refused _,
                    Fetch _,
                    Chunk _,
                    Keep _,
                    Kept _,
                    Unreadable _ -> null;
        };
    }

    private void epochs(Epochs epochs) {
        if (over) return;
        for (Epochs.Epoch epoch : epochs.latest()) {
            if (!machine.isRunning(epoch.attempt())) continue;
            long trial = epoch.attempt().trial();
            observer.happened(new StudyEvent.EpochEnded(trial, epoch.epoch(), epoch.value()));
            accept(new Command.Progressed(trial, epoch.epoch()));
        }
    }

    private void notice(Notice notice) {
        if (!over && machine.isRunning(notice.attempt())) observer.happened(new StudyEvent.Alarm(notice.message()));
    }

    private void accept(Command command) {
        if (over) return;
        inbox.add(command);
        // Agents on this event loop answer within our own calls, before the effects that follow are performed.
        if (!begun || busy) return;
        busy = true;
        try {
            while (!over && !inbox.isEmpty()) tell(inbox.remove());
        } catch (RuntimeException broken) {
            fail(broken);
        } finally {
            busy = false;
        }
    }

    private void tell(Command command) {
        observer.told(command);
        perform(machine.accept(command, nanos.getAsLong() - origin));
    }

    private void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            observer.decided(effect);
            perform(effect);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Ask ask -> {
                if (proposer.immediate()) accept(proposer.answer(ask));
                else blocking(() -> proposer.answer(ask));
            }
            case Effect.Plan plan -> blocking(() -> proposer.answer(plan));
            case Effect.AddTrials(List<Trial> trials) ->
                onContext(store.add(trials), _ -> {
                    observer.stored(trials);
                    accept(new Command.Added(trials.getFirst().number()));
                });
            case Effect.BeginAttempt(var attempt) ->
                onContext(store.begin(attempt), _ -> accept(new Command.Begun(attempt.fence())));
            case Effect.EndAttempt(var attempt, var how) ->
                onContext(store.end(attempt, how), _ -> accept(new Command.AttemptEnded(attempt.fence())));
            case Effect.EndTrial(var attempt, var outcome) ->
                onContext(store.end(attempt, outcome), standing -> {
                    accept(new Command.Ended(attempt.trial(), standing));
                });
            case Effect.Answer(long request, var tasks) -> {
                Waiting waiting = pulls.remove(request);
                if (waiting == null) throw new IllegalStateException("no pull " + request);
                vertx.cancelTimer(waiting.timer());
                waiting.message().reply(new Work(tasks));
            }
            case Effect.Acknowledge(long request, var verdict) -> reply(request, new Received(verdict));
            case Effect.Beaten(long request, var extended, var cancelled, var unknown) ->
                reply(request, new Beaten(extended, cancelled, unknown));
            case Effect.Enqueue(var enqueued) ->
                onContext(store.enqueue(enqueued), _ -> accept(new Command.EnqueuedDurably(enqueued.place())));
            case Effect.AnswerEnqueue answer -> answer(answer);
            case Effect.Announce(StudyEvent event) -> observer.happened(event);
            case Effect.Conclude(boolean finished) -> {
                use();
                observer.concluded(finished);
            }
        }
    }

    private void reply(long request, Wire answer) {
        Message<?> message = told.remove(request);
        if (message == null) throw new IllegalStateException("nothing was told with number " + request);
        message.reply(answer);
    }

    private void blocking(Callable<Command> answer) {
        searcher.executeBlocking(answer).onSuccess(this::accept).onFailure(this::fail);
    }

    /** What follows when the stage is complete, on this verticle's event loop. */
    private <T> void onContext(CompletionStage<T> stage, Consumer<? super T> then) {
        stage.whenComplete((done, failure) -> context.runOnContext(_ -> {
            if (failure != null) fail(failure);
            else if (!over) then.accept(done);
        }));
    }

    private void fail(Throwable cause) {
        if (over) return;
        end();
        observer.failed(cause);
    }
}
