// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import dev.sextant.engine.study.Leases;
import dev.sextant.engine.wire.Addresses;
import dev.sextant.engine.wire.Join;
import dev.sextant.engine.wire.LostWrites;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Unreadable;
import dev.sextant.engine.wire.Welcome;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.worker.CoordinatorLink;
import dev.sextant.engine.worker.NodeAgent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's process: looks for a coordinator, makes itself ready for its study, runs a {@link NodeAgent} for it, and
 * looks for the next when that is over.
 *
 * <ol>
 *   <li>It asks to join until somebody answers, and again whenever the coordinator does not answer: another one of the
 *       same study takes the agent over as it is, with all that runs.
 *   <li>The coordinator of another study ends the agent. Nobody waits for what it ran.
 *   <li>A coordinator that was heard before and then not for {@link Leases#TTL} may be there and not be reached, as
 *       after a partition: what this process listens to is registered anew. After {@link Leases#GRACE} the process ends
 *       itself as lost: a fresh one has no state that could be the cause.
 * </ol>
 *
 * <p>Threads: one event loop; studies are made ready on a thread of their own.
 */
public final class WorkerNode extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);

    /** So often is looked whether something is to be done. */
    static final Duration LOOK = Duration.ofSeconds(1);

    /** So long nobody has to answer before a person is told. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So long an answer may take: the first connection between two machines has much to load. */
    private static final Duration ANSWER = Duration.ofSeconds(8);

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** So long what runs has to stop when its study has ended. */
    private static final Duration DROP = Duration.ofSeconds(5);

    /** How it ended. */
    public enum Ending {
        /** Its study is over, and it was to run one; or it was told to finish. */
        DONE,
        /** The coordinator is of another version. */
        REFUSED,
        /** The coordinator was lost. */
        LOST
    }

    /** An ending, in words for people. */
    public record End(Ending ending, String words) {}

    /**
     * What this process is in the cluster.
     *
     * @param name no other process of the cluster has it
     * @param incarnation names it among all that ever had the name
     * @param version of Sextant
     * @param slots trainings at a time
     * @param once whether it ends with its study
     */
    public record Identity(String name, long incarnation, String version, int slots, boolean once) {
        Join join() {
            return new Join(name, incarnation, version, slots);
        }
    }

    /** The cluster around this process. */
    public interface Surroundings {
        /** The addresses of the other machines. */
        List<String> others();

        /** Why some of them are not reached, in words; takes seconds. */
        CompletionStage<List<String>> troubles();
    }

    /** The study that this process works for. */
    private static final class Work {
        private final String parcel;
        private final String study;
        private final Runnable close;
        private final CoordinatorLink link;
        private final NodeAgent agent;
        private long term;
        private Addresses addresses;
        private Future<String> deployed = Future.failedFuture("not deployed");
        private @Nullable MessageConsumer<Object> over;
        private boolean silent;
        private long registered;

        Work(String parcel, long term, WorkerStudies.Opened opened, CoordinatorLink link, NodeAgent agent) {
            this.parcel = parcel;
            this.study = opened.name();
            this.close = opened.close();
            this.link = link;
            this.agent = agent;
            this.term = term;
            this.addresses = Addresses.of(parcel, term);
        }
    }

    /** The study that is being made ready, and who runs it by now. */
    private static final class Opening {
        private final String parcel;
        private final CoordinatorLink link;
        private long term;

        Opening(String parcel, long term, CoordinatorLink link) {
            this.parcel = parcel;
            this.term = term;
            this.link = link;
        }
    }

    private final Identity identity;
    private final WorkerStudies studies;
    private final Surroundings surroundings;
    private final Consumer<WorkerEvent> listener;
    private final LongSupplier nanos;
    private final CompletableFuture<End> ending = new CompletableFuture<>();
    private final Set<String> unfit = new HashSet<>(); // parcels
    private @Nullable Work work;
    private @Nullable Opening opening;
    private boolean closing;
    private boolean asking;
    private boolean finishing;
    private boolean told;
    private long since; // nobody has answered
    private long looked;

    /**
     * @param listener told on the event loop; must be quick
     * @param nanos the time, in nanoseconds from anywhere
     */
    public WorkerNode(
            Identity identity,
            WorkerStudies studies,
            Surroundings surroundings,
            Consumer<WorkerEvent> listener,
            LongSupplier nanos) {
        this.identity = identity;
        this.studies = studies;
        this.surroundings = surroundings;
        this.listener = listener;
        this.nanos = nanos;
    }

    @Override
    public Future<?> start() {
        context.exceptionHandler(cause -> {
            if (!LostWrites.isOne(cause)) fail(cause);
        });
        since = nanos.getAsLong();
        looked = since;
        vertx.setPeriodic(0, LOOK.toMillis(), _ -> look());
        return Future.succeededFuture();
    }

    /** Completes when this process has nothing more to do; exceptionally for internal failures. */
    public CompletionStage<End> ending() {
        return ending.minimalCompletionStage();
    }

    /** Takes no more work; ends when what runs has ended. From any thread, once deployed. */
    public void finish() {
        context.runOnContext(_ -> {
            finishing = true;
            if (work != null) work.agent.finish();
            look();
        });
    }

    /** Gives back what runs, and ends. From any thread, once deployed. */
    public void leave() {
        context.runOnContext(_ -> {
            finishing = true;
            Work current = work;
            if (current == null) end(Ending.DONE, "");
            else close(current).onComplete(_ -> end(Ending.DONE, ""));
        });
    }

    /** The cluster has put this process out. From any thread. */
    void expelled() {
        end(Ending.LOST, "the cluster's membership has ended in this process; a fresh one may join again");
    }

    private void fail(Throwable cause) {
        LOG.error("the worker cannot go on", cause);
        ending.completeExceptionally(cause);
    }

    private void end(Ending how, String words) {
        ending.complete(new End(how, words));
    }

    private void look() {
        if (ending.isDone()) return;
        Work current = work;
        if (finishing && (current == null || current.agent.isIdle())) {
            leave();
            return;
        }
        long now = nanos.getAsLong();
        long still = now - looked;
        looked = now;
        if (current != null) {
            if (still > Leases.TTL.toNanos()) current.link.excuse(still);
            watch(current, now);
        }
        if (current == null && opening == null && !closing && !told && now - since >= PATIENCE.toNanos()) {
            told = true;
            tell();
        }
        // While a study is made ready its coordinator may be replaced.
        boolean seeking = current == null ? !closing && !finishing : current.link.isUnanswered();
        if (seeking) ask();
    }

    private void tell() {
        surroundings
                .troubles()
                .whenComplete((troubles, failure) -> context.runOnContext(_ -> {
                    if (work != null || opening != null || ending.isDone()) return;
                    if (failure != null) LOG.info("the other machines could not be looked at", failure);
                    listener.accept(
                            new WorkerEvent.Waiting(surroundings.others(), failure == null ? troubles : List.of()));
                }));
    }

    private void watch(Work current, long now) {
        long silence = now - current.link.heard();
        if (silence >= Leases.GRACE.toNanos()) {
            end(
                    Ending.LOST,
                    "the coordinator of %s has not answered for %d s; a fresh process may reach it"
                            .formatted(current.study, Duration.ofNanos(silence).toSeconds()));
            return;
        }
        boolean unanswered = current.link.isUnanswered();
        if (unanswered && !current.silent && silence >= PATIENCE.toNanos()) {
            current.silent = true;
            listener.accept(new WorkerEvent.Silent(
                    current.study, Duration.ofNanos(silence).toSeconds()));
        } else if (!unanswered && current.silent) {
            current.silent = false;
            listener.accept(new WorkerEvent.Heard(current.study));
        }
        if (silence >= Leases.TTL.toNanos() && now - current.registered >= Leases.TTL.toNanos()) register(current, now);
    }

    private void ask() {
        if (asking) return;
        asking = true;
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(ANSWER.toMillis());
        vertx.eventBus().request(Wire.JOIN, identity.join(), options).onComplete(answer -> {
            asking = false;
            if (answer.failed())
                LOG.debug("nobody lets this worker in: {}", answer.cause().getMessage());
            else if (!ending.isDone()) heard(answer.result());
        });
    }

    private void heard(Message<Object> answer) {
        switch (Wire.of(answer)) {
            case Welcome(String parcel, long term) -> welcome(parcel, term);
            // An agent that is there was let in before: what it has goes on.
            case Refused(String words) when work == null -> end(Ending.REFUSED, words);
            case Unreadable(String words) -> LOG.warn("the coordinator's answer: {}", words);
            case Wire other ->
                LOG.warn("an answer of no use: {}", other.getClass().getSimpleName());
        }
    }

    private void welcome(String parcel, long term) {
        since = nanos.getAsLong();
        Work current = work;
        if (current != null && current.parcel.equals(parcel)) {
            lead(current, term);
        } else if (current != null) {
            over(current, "another study has begun");
        } else if (opening != null) {
            lead(opening, parcel, term);
        } else if (!closing && !finishing && !unfit.contains(parcel)) {
            open(parcel, term);
        }
    }

    /** Terms rise: a coordinator that was replaced may not know of it yet. */
    private void lead(Work current, long term) {
        if (term < current.term) return;
        if (term == current.term) {
            current.link.answered();
            return;
        }
        current.term = term;
        current.addresses = Addresses.of(current.parcel, term);
        current.link.lead(current.addresses);
        register(current, nanos.getAsLong());
        listener.accept(new WorkerEvent.Led(current.study));
    }

    private static void lead(Opening next, String parcel, long term) {
        if (!next.parcel.equals(parcel) || term <= next.term) return;
        next.term = term;
        next.link.lead(Addresses.of(parcel, term));
    }

    private void open(String parcel, long term) {
        CoordinatorLink link = new CoordinatorLink(Addresses.of(parcel, term), nanos);
        Opening next = new Opening(parcel, term, link);
        opening = next;
        listener.accept(new WorkerEvent.Joined(parcel));
        Promise<WorkerStudies.Opened> opened = Promise.promise();
        Thread.ofPlatform().daemon().name("open-study").start(() -> {
            try {
                opened.complete(studies.open(parcel, link::addresses));
            } catch (InterruptedException | UnfitStudyException | RuntimeException | Error e) {
                opened.fail(e);
            }
        });
        opened.future()
                .onComplete(result -> context.runOnContext(_ -> {
                    opening = null;
                    since = nanos.getAsLong();
                    if (result.succeeded()) begin(next, result.result());
                    else unfit(parcel, result.cause());
                }));
    }

    private void unfit(String parcel, Throwable cause) {
        if (!(cause instanceof UnfitStudyException words)) {
            fail(cause);
            return;
        }
        if (words.lasting()) unfit.add(parcel);
        String message = String.valueOf(words.getMessage());
        listener.accept(new WorkerEvent.Unfit(message));
        if (identity.once() && words.lasting()) end(Ending.REFUSED, message);
    }

    private void begin(Opening next, WorkerStudies.Opened opened) {
        if (finishing || ending.isDone()) {
            unused(opened.close());
            return;
        }
        CoordinatorLink link = next.link;
        // It gave the study away a moment ago.
        link.answered();
        // As many ahead as there are slots: while one trial ends here, the next has come over the network.
        NodeAgent agent = new NodeAgent(
                identity.name(),
                identity.incarnation(),
                identity.slots(),
                identity.slots(),
                opened.trainer(),
                link,
                opened.checkpoints(),
                nanos,
                this::fail);
        Work begun = new Work(next.parcel, next.term, opened, link, agent);
        work = begun;
        register(begun, nanos.getAsLong());
        begun.deployed = vertx.deployVerticle(agent)
                .onSuccess(_ -> listener.accept(new WorkerEvent.Began(begun.study, identity.slots())))
                .onFailure(this::fail);
    }

    /** Listens to the coordinator's last word, anew where it did before. */
    private void register(Work current, long now) {
        current.registered = now;
        MessageConsumer<Object> before = current.over;
        current.over = vertx.eventBus().consumer(current.addresses.over(), message -> {
            if (work != current || !current.addresses.over().equals(message.address())) return;
            over(current, Wire.of(message) instanceof Refused(String words) ? words : "");
        });
        if (before != null) before.unregister();
    }

    private void over(Work ended, String words) {
        if (work != ended) return;
        close(ended).onComplete(_ -> {
            listener.accept(new WorkerEvent.Ended(ended.study, words));
            if (identity.once() || finishing) end(Ending.DONE, words);
        });
    }

    /** What does not stop is left behind: it can say nothing that anybody hears. */
    private Future<?> close(Work ended) {
        work = null;
        told = true;
        since = nanos.getAsLong();
        // Not another study before this one is closed.
        closing = true;
        if (ended.over != null) ended.over.unregister();
        Promise<Void> closed = Promise.promise();
        long timer = vertx.setTimer(DROP.toMillis(), _ -> closed.tryComplete());
        Future<?> dropped = ended.deployed.compose(_ -> ended.agent.drop(true)).compose(_ -> sayGoodbye(ended));
        Future.any(dropped, closed.future())
                .eventually(() -> vertx.undeploy(ended.deployed.result()))
                .onFailure(late -> LOG.info("an agent did not end in good order", late))
                .onComplete(_ -> context.runOnContext(_ -> {
                    vertx.cancelTimer(timer);
                    closed.tryComplete();
                }));
        return closed.future().onComplete(_ -> {
            closing = false;
            unused(ended.close);
        });
    }

    /**
     * What is on its way to this node meanwhile need not wait for its lease to end. Whoever is not there hears nothing.
     */
    private Future<?> sayGoodbye(Work ended) {
        Pull none = new Pull(identity.name(), identity.incarnation(), 0, 0);
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(GOODBYE.toMillis());
        return vertx.eventBus().request(ended.addresses.of(none), none, options).otherwiseEmpty();
    }

    private static void unused(Runnable close) {
        Thread.ofPlatform().daemon().name("close-study").start(close);
    }
}
