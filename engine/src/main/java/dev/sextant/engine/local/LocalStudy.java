// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.coordinator.CoordinatorVerticle;
import dev.sextant.engine.coordinator.StudyObserver;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.worker.NodeAgent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole study in this process: Vert.x, the coordinator, the node agent and the training verticles, started and
 * stopped together.
 *
 * <p>Threads: all of them are daemons, so whoever starts a study has to wait for its {@link #ending}.
 */
public final class LocalStudy implements AutoCloseable {
    /**
     * What a study is made of.
     *
     * @param trainer prepared already
     * @param store stays open: whoever opened it closes it, after the study
     * @param workers trainings at a time, at least 1; changes nothing in the result
     */
    public record Parts(
            StudySpec spec,
            Searcher searcher,
            @Nullable Pruner pruner,
            Trainer trainer,
            StudyStore store,
            int workers) {
        public Parts {
            if (workers < 1) throw new IllegalArgumentException("workers (%d) must be at least 1".formatted(workers));
        }
    }

    /** How a study ended. */
    public enum Ending {
        /** Every trial has ended. */
        FINISHED,
        /** {@link #finish} or {@link #close} was called before. */
        STOPPED
    }

    /** How long closing waits for trainings to come to the end of a slice, and for Vert.x to end. */
    private static final long CLOSE_SECONDS = 5;

    private final Vertx vertx;
    private final CoordinatorVerticle coordinator;
    private final NodeAgent agent;
    private final EventRelay relay;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final Future<String> deployed;
    private final ConcurrentSkipListMap<Long, Trial> trials = new ConcurrentSkipListMap<>();
    private boolean closed;

    private LocalStudy(Parts parts, Consumer<StudyEvent> listener) {
        relay = new EventRelay(listener, this::fail);
        StudyMachine machine = new StudyMachine(parts.spec(), parts.searcher().capacity());
        Proposer proposer = new Proposer(
                parts.spec(),
                parts.searcher(),
                parts.pruner(),
                document -> parts.trainer().epochCost(document));
        coordinator = new CoordinatorVerticle(machine, proposer, parts.store(), new Observer());
        agent = new NodeAgent("local", parts.workers(), parts.trainer());
        vertx = vertx();
        Wire.register(vertx.eventBus());
        deployed = vertx.deployVerticle(coordinator)
                .compose(_ -> vertx.deployVerticle(agent))
                .onFailure(this::fail);
    }

    /** As little of Vert.x as a study in one process needs. */
    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Goes on from what the store holds, from the beginning if that is nothing.
     *
     * @param listener called on one thread of its own, in order, and must be quick
     */
    public static LocalStudy start(Parts parts, Consumer<StudyEvent> listener) {
        return new LocalStudy(parts, listener);
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
        if (!closed) deployed.onSuccess(_ -> coordinator.finish());
    }

    /** The trials stored so far, by number. From any thread, also after closing. */
    public List<Trial> trials() {
        return List.copyOf(trials.values());
    }

    /**
     * Stops now: running trials are dropped and run again by the next start. Nothing recorded is lost. Closing again
     * does nothing.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        try {
            await(deployed);
            await(coordinator.halt());
            await(agent.drop());
            await(vertx.close());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // Only daemons are left, and nothing that they could still do is recorded.
            System.getLogger(LocalStudy.class.getName()).log(Level.DEBUG, "a study did not stop in time", late);
        }
        relay.end(() -> ending.complete(Ending.STOPPED));
    }

    private static void await(Future<?> future) throws InterruptedException, ExecutionException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private void fail(Throwable cause) {
        relay.end(() -> ending.completeExceptionally(cause));
    }

    private final class Observer implements StudyObserver {
        @Override
        public void stored(Trial trial) {
            trials.put(trial.number(), trial);
        }

        @Override
        public void happened(StudyEvent event) {
            relay.tell(event);
        }

        @Override
        public void concluded(boolean finished) {
            relay.end(() -> ending.complete(finished ? Ending.FINISHED : Ending.STOPPED));
        }

        @Override
        public void failed(Throwable cause) {
            fail(cause);
        }
    }
}
