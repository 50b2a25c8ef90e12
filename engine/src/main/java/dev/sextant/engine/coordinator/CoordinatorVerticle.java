// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.coordinator;

import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Owns one {@link StudyMachine}: tells it what happens and does what it says. Decides nothing itself.
 *
 * <p>Threads: one event loop. The searcher and the pruner run on a thread of their own, one question at a time; the
 * store has its own.
 */
public final class CoordinatorVerticle extends VerticleBase {
    /** Only a warning is logged when a proposal takes longer than this. */
    private static final long PROPOSAL_MINUTES = 10;

    /** A pull that waits, and the timer that ends its wait. */
    private record Waiting(Message<?> message, long timer) {}

    private final StudyMachine machine;
    private final Proposer proposer;
    private final StudyStore store;
    private final StudyObserver observer;
    private final Map<Long, Waiting> pulls = new HashMap<>();
    private final Map<Long, Message<?>> results = new HashMap<>();
    private long requests;
    private boolean over;

    @SuppressWarnings("NullAway.Init") // set when deployed, before anything else runs
    private WorkerExecutor searcher;

    public CoordinatorVerticle(StudyMachine machine, Proposer proposer, StudyStore store, StudyObserver observer) {
        this.machine = machine;
        this.proposer = proposer;
        this.store = store;
        this.observer = observer;
    }

    @Override
    public Future<?> start() {
        searcher = vertx.createSharedWorkerExecutor("searcher", 1, PROPOSAL_MINUTES, TimeUnit.MINUTES);
        vertx.eventBus().<Pull>localConsumer(Wire.PULL, this::pull);
        vertx.eventBus().<Wire>localConsumer(Wire.RESULT, this::result);
        vertx.eventBus().<Epochs>localConsumer(Wire.EPOCHS, message -> epochs(message.body()));
        onContext(store.load(), content -> {
            content.trials().forEach(observer::stored);
            accept(new Command.Begin(content.trials(), content.attempts()));
        });
        return Future.succeededFuture();
    }

    /** No new trials. From any thread, once deployed. */
    public void finish() {
        context.runOnContext(_ -> accept(new Command.Finish()));
    }

    /** Nothing is decided, stored or shown after this. From any thread, once deployed. */
    public Future<Void> halt() {
        Promise<Void> halted = Promise.promise();
        context.runOnContext(_ -> {
            over = true;
            halted.complete();
        });
        return halted.future();
    }

    private void pull(Message<Pull> message) {
        if (over) return;
        long request = requests++;
        long timer = vertx.setTimer(Wire.POLL_MILLIS, _ -> accept(new Command.Expire(request)));
        pulls.put(request, new Waiting(message, timer));
        accept(new Command.Pull(request, message.body().worker(), message.body().credits()));
    }

    private void result(Message<Wire> message) {
        if (over) return;
        long request = requests++;
        results.put(request, message);
        switch (message.body()) {
            case Result(var attempt, var outcome) -> accept(new Command.Result(request, attempt, outcome));
            case Broke(var attempt, var words) -> accept(new Command.Broke(request, attempt, words));
            case Pull _, Work _, Received _, Epochs _ ->
                throw new IllegalArgumentException("not a result: " + message.body());
        }
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

    private void accept(Command command) {
        if (over) return;
        try {
            for (Effect effect : machine.accept(command)) perform(effect);
        } catch (RuntimeException broken) {
            fail(broken);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Ask ask ->
                searcher.executeBlocking(() -> proposer.answer(ask))
                        .onSuccess(this::accept)
                        .onFailure(this::fail);
            case Effect.AddTrials(List<Trial> trials) ->
                onContext(store.add(trials), _ -> {
                    trials.forEach(observer::stored);
                    accept(new Command.Added(trials.getFirst().number()));
                });
            case Effect.BeginAttempt(var attempt) -> onContext(store.begin(attempt), _ -> {});
            case Effect.EndTrial(var attempt, var outcome) ->
                onContext(store.end(attempt, outcome), standing -> {
                    observer.stored(machine.trial(attempt.trial()).ended(standing));
                    accept(new Command.Ended(attempt.trial(), standing));
                });
            case Effect.Answer(long request, var tasks) -> {
                Waiting waiting = pulls.remove(request);
                if (waiting == null) throw new IllegalStateException("no pull " + request);
                vertx.cancelTimer(waiting.timer());
                waiting.message().reply(new Work(tasks));
            }
            case Effect.Acknowledge(long request) -> {
                Message<?> message = results.remove(request);
                if (message == null) throw new IllegalStateException("no result " + request);
                message.reply(new Received());
            }
            case Effect.Announce(StudyEvent event) -> observer.happened(event);
            case Effect.Conclude(boolean finished) -> observer.concluded(finished);
        }
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
        over = true;
        observer.failed(cause);
    }
}
