// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.coordinator.CoordinatorVerticle;
import dev.sextant.engine.coordinator.Reach;
import dev.sextant.engine.coordinator.StudyObserver;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.study.Accounts;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.RefusedConfigurationException;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.StudyWatch;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.wire.LostWrites;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.worker.CoordinatorLink;
import dev.sextant.engine.worker.NodeAgent;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study that is coordinated in this process: Vert.x, the coordinator, a node agent with its training verticles, and
 * what lets workers of other machines take part where they may; started and stopped together.
 *
 * <p>Threads: all of them are daemons, so whoever starts a study has to wait for its {@link #ending}.
 */
public final class LocalStudy implements AutoCloseable {
    /** How a study ended. */
    public enum Ending {
        /** Every trial has ended. */
        FINISHED,
        /** {@link #finish} or {@link #close} was called before. */
        STOPPED,
        /** The study has taken as long as it may, see its limits. */
        OUT_OF_TIME
    }

    /** How long closing waits for trainings to come to the end of a slice, and for Vert.x to end. */
    private static final long CLOSE_SECONDS = 5;

    /** How long it waits for workers of other machines to come to the end of a slice, too. */
    private static final long OTHERS_SECONDS = 3;

    /** A coordinator that lives no longer than its agent has no use for telling its processes apart. */
    private static final long INCARNATION = 0;

    private static final Logger LOG = LoggerFactory.getLogger(LocalStudy.class);

    private final Vertx vertx;
    private final CoordinatorVerticle coordinator;
    private final @Nullable NodeAgent agent;
    private final @Nullable Openness openness;
    private final List<String> desks = Collections.synchronizedList(new ArrayList<>()); // as deployed
    private final EventRelay relay;
    private final RecentSteps recent = new RecentSteps(System::currentTimeMillis);
    private final List<StudyWatch> watches = new ArrayList<>();
    private final Watchdog watchdog;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final CompletableFuture<Boolean> concluded = new CompletableFuture<>();
    private final Future<?> deployed;
    private final List<Trial> trials = new ArrayList<>(); // by number; guarded by itself
    private boolean closed;

    private LocalStudy(
            StudyParts given,
            @Nullable Openness openness,
            Consumer<StudyEvent> listener,
            Consumer<Duration> stalled,
            LongSupplier nanos) {
        if (given.workers() < 1 && openness == null)
            throw new IllegalArgumentException("workers (%d) must be at least 1".formatted(given.workers()));
        StudyParts parts = given.timed();
        this.openness = openness;
        watches.add(recent);
        watches.add(new StudyLog(System::nanoTime));
        if (parts.metrics() != null) watches.add(parts.metrics());
        watchdog = new Watchdog(System::nanoTime, Watchdog.LIMIT, stalled);
        // On the relay's thread, for the disk; once the outcome is stored, so that a crash loses nothing.
        relay = new EventRelay(
                event -> {
                    forget(event, parts.checkpoints());
                    listener.accept(event);
                },
                this::fail);
        Proposer proposer = new Proposer(
                parts.spec(),
                parts.searcher(),
                parts.pruner(),
                document -> parts.trainer().epochCost(document));
        StudyMachine machine = new StudyMachine(parts.spec(), parts.searcher().capacity(), proposer.blind());
        Reach reach = openness == null ? Reach.LOCAL : Reach.cluster(openness.addresses());
        coordinator = new CoordinatorVerticle(machine, proposer, parts.store(), new Observer(), reach, nanos);
        agent = parts.workers() == 0 ? null : agent(parts, reach, nanos);
        vertx = openness == null ? LocalVertx.begun() : openness.vertx();
        vertx.exceptionHandler(this::unexpected);
        if (openness == null) Wire.register(vertx.eventBus());
        deployed = vertx.deployVerticle(coordinator)
                .compose(_ -> agent == null ? Future.succeededFuture("") : vertx.deployVerticle(agent))
                .compose(_ -> openDesks())
                .onSuccess(_ -> watchdog.start(vertx))
                .onFailure(this::fail);
    }

    private NodeAgent agent(StudyParts parts, Reach reach, LongSupplier nanos) {
        // As many tasks ahead as there are slots: nobody else wants them, and a short trial is followed at once.
        return new NodeAgent(
                openness == null ? "local" : openness.node(),
                openness == null ? INCARNATION : openness.incarnation(),
                parts.workers(),
                parts.workers(),
                parts.trainer(),
                new CoordinatorLink(reach.addresses(), nanos),
                parts.checkpoints(),
                nanos,
                this::fail);
    }

    private Future<?> openDesks() {
        Future<?> opened = Future.succeededFuture();
        if (openness != null)
            for (Deployable desk : openness.desks())
                opened = opened.compose(_ -> vertx.deployVerticle(desk)).onSuccess(desks::add);
        return opened;
    }

    /** Whoever comes in vain meanwhile comes again. */
    private Future<?> closeDesks() {
        Future<?> closed = Future.succeededFuture();
        for (String desk : desks.reversed()) closed = closed.eventually(() -> vertx.undeploy(desk));
        return closed;
    }

    /**
     * Where nobody expected an exception, nobody goes on: better no study than one that waits for ever. But the
     * machinery of a cluster may stumble over what others send.
     */
    private void unexpected(Throwable cause) {
        if (LostWrites.isOne(cause)) return;
        Context context = Vertx.currentContext();
        if (openness == null || cause instanceof Error || (context != null && context.deploymentID() != null))
            fail(cause);
        else LOG.warn("the cluster's machinery stumbled", cause);
    }

    /** Of trials that have ended nothing is kept any more. */
    private static void forget(StudyEvent event, Checkpoints checkpoints) {
        switch (event) {
            case StudyEvent.TrialEnded(Trial trial) -> checkpoints.drop(trial.number());
            case StudyEvent.Started(var restored, long _) ->
                restored.forEach(trial -> checkpoints.drop(trial.number()));
            default -> {}
        }
    }

    /**
     * Begins what does not depend on the study, for the first one that is started. For the first moment of a process
     * that will run one, on a thread of its own.
     */
    public static void warmUp() {
        LocalVertx.warmUp();
    }

    /**
     * Goes on from what the store holds, from the beginning if that is nothing.
     *
     * @param listener called on one thread of its own, in order, and must be quick
     */
    public static LocalStudy start(StudyParts parts, Consumer<StudyEvent> listener) {
        return start(parts, listener, _ -> {});
    }

    /**
     * As above.
     *
     * @param stalled told for how long the event loop has stood still, once for each time; the study goes on when the
     *     loop does
     */
    public static LocalStudy start(StudyParts parts, Consumer<StudyEvent> listener, Consumer<Duration> stalled) {
        return new LocalStudy(parts, null, listener, stalled, System::nanoTime);
    }

    /** As above, with workers of other machines. */
    public static LocalStudy start(
            StudyParts parts, Openness openness, Consumer<StudyEvent> listener, Consumer<Duration> stalled) {
        return new LocalStudy(parts, openness, listener, stalled, System::nanoTime);
    }

    /** By another clock: {@code nanos} is the time, in nanoseconds from anywhere. */
    static LocalStudy start(StudyParts parts, Consumer<StudyEvent> listener, LongSupplier nanos) {
        return new LocalStudy(parts, null, listener, _ -> {}, nanos);
    }

    /**
     * Completes when the study has ended and the listener has heard of everything. Exceptionally only for internal
     * failures: the store broke, or a searcher, a pruner or the listener threw.
     */
    public CompletionStage<Ending> ending() {
        return ending.minimalCompletionStage();
    }

    /**
     * Starts no more trials. Those that run end as they would; then the study has ended. Nothing happens once it is
     * closed.
     */
    public synchronized void finish() {
        // Vert.x takes no more tasks once it has ended, and close begins to end it only after this.
        if (closed) return;
        // At once where that is possible, so that nothing begins meanwhile.
        if (deployed.succeeded()) startNoMore();
        else deployed.onSuccess(_ -> startNoMore());
    }

    private void startNoMore() {
        if (agent != null) agent.finish();
        coordinator.finish();
    }

    /**
     * Has a configuration of the study's space tried: it becomes the next search trial that is decided, in place of the
     * searcher's proposal. From any thread.
     *
     * @return its place among those that were enqueued, once nothing can take it away any more; fails with a
     *     {@link RefusedConfigurationException}
     */
    public CompletionStage<Long> enqueue(Configuration configuration) {
        synchronized (this) {
            if (closed)
                return CompletableFuture.failedStage(
                        new RefusedConfigurationException("the study is over: it begins no more trials."));
        }
        return deployed.compose(_ -> coordinator.enqueue(configuration)).toCompletionStage();
    }

    /** What happened last, a line each, for the record of an unexpected end. From any thread. */
    public List<String> recent() {
        return recent.lines();
    }

    /** How the study's attempts have fared since it was started; not to be asked once it is closed. */
    public CompletionStage<Accounts> accounts() {
        return deployed.compose(_ -> coordinator.accounts()).toCompletionStage();
    }

    /** The trials stored so far, by number. From any thread, also after closing. */
    public List<Trial> trials() {
        synchronized (trials) {
            return List.copyOf(trials);
        }
    }

    /**
     * Stops now, in order: no more work is handed out, trainings stop between slices and are given back to run again at
     * the next start, results that are there are stored, then the rest ends. What takes longer than
     * {@link #CLOSE_SECONDS} is not waited for: a process that dies loses nothing either. Nothing recorded is lost.
     * Closing again does nothing.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        try {
            LOG.debug("stopping: nothing new is decided");
            await(deployed);
            coordinator.finish();
            LOG.debug("stopping: running trainings are dropped and given back");
            drop();
            if (openness != null && !ending.isCompletedExceptionally()) awaitOthers();
            await(coordinator.halt());
            Future<Void> ended = vertx.close();
            // A thread that hangs in a training would be waited for in vain.
            if (agent == null || !agent.leftThreads()) await(ended);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // Only daemons are left, and nothing that they could still do is recorded.
            LOG.info("the study did not stop in time", late);
        }
        watchdog.close();
        LOG.debug("the study is closed");
        relay.end(() -> ending.complete(Ending.STOPPED));
    }

    private void drop() throws InterruptedException, ExecutionException {
        try {
            Future<Void> dropped =
                    agent == null ? Future.succeededFuture() : agent.drop(!ending.isCompletedExceptionally());
            await(Future.join(dropped, closeDesks()));
        } catch (TimeoutException late) {
            // What still runs is taken for lost by the next start, and run again.
            LOG.info("a training did not stop in time", late);
        }
    }

    /** Workers elsewhere have been told that it is over: what they give back at once need not wait for a lease. */
    private void awaitOthers() throws InterruptedException, ExecutionException {
        try {
            concluded.get(OTHERS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            LOG.info("a worker did not give back in time what it ran");
        }
    }

    private static void await(Future<?> future) throws InterruptedException, ExecutionException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private void fail(Throwable cause) {
        if (!ending.isDone()) LOG.error(StudyLog.SHOWN, "the study cannot go on", cause);
        relay.end(() -> ending.completeExceptionally(cause));
    }

    private final class Observer implements StudyObserver {
        private boolean outOfTime;

        @Override
        public void stored(List<Trial> stored) {
            synchronized (trials) {
                trials.addAll(stored);
            }
        }

        @Override
        public void told(Command command) {
            for (StudyWatch watch : watches) watch.told(command);
        }

        @Override
        public void decided(Effect effect) {
            for (StudyWatch watch : watches) watch.decided(effect);
        }

        @Override
        public void happened(StudyEvent event) {
            recent.happened(event);
            if (event instanceof StudyEvent.TrialEnded(Trial trial))
                synchronized (trials) {
                    trials.set(Math.toIntExact(trial.number()), trial);
                }
            if (event instanceof StudyEvent.OutOfTime) {
                outOfTime = true;
                // What waits for a slot is given back, and run by the study's next start.
                if (agent != null) agent.finish();
            }
            relay.tell(event);
        }

        @Override
        public void concluded(boolean finished) {
            Ending how = finished ? Ending.FINISHED : outOfTime ? Ending.OUT_OF_TIME : Ending.STOPPED;
            concluded.complete(finished);
            relay.end(() -> ending.complete(how));
        }

        @Override
        public void failed(Throwable cause) {
            fail(cause);
        }
    }
}
