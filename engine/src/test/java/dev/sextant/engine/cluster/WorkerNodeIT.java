// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.cluster.WorkerNode.Ending;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.local.Openness;
import dev.sextant.engine.local.StudyParts;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Leases;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.wire.Addresses;
import dev.sextant.engine.wire.Join;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Welcome;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers and coordinators on one Vert.x, which is a cluster whose network never fails. */
class WorkerNodeIT {
    private static final StudySpec SPEC = ToyStudy.spec(30, 6, new ConfirmationRule(3, 2, true), Direction.MINIMIZE);
    private static final HashingSearcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);
    private static final String PARCEL = "0123456789abcdef".repeat(4);
    private static final String VERSION = "1.2.3";

    private static final WorkerNode.Surroundings ALONE = new WorkerNode.Surroundings() {
        @Override
        public List<String> others() {
            return List.of();
        }

        @Override
        public CompletionStage<List<String>> troubles() {
            return CompletableFuture.completedStage(List.of());
        }
    };

    private final AtomicLong late = new AtomicLong();
    private final BlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();
    private final List<String> joined = Collections.synchronizedList(new ArrayList<>());
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void listen() {
        Wire.register(vertx.eventBus());
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Time as it is, and as much later as a test says. */
    private long now() {
        return System.nanoTime() + late.get();
    }

    private static Admission.Terms terms(String version, long term) {
        return new Admission.Terms("toy", "host-1", version, PARCEL, term);
    }

    private LocalStudy coordinate(MemoryStore store, Admission.Terms terms) {
        return coordinate(store, terms.addresses(), List.of(new Admission(terms, join -> joined.add(join.worker()))));
    }

    private LocalStudy coordinate(MemoryStore store, Addresses addresses, List<Admission> desks) {
        return LocalStudy.start(
                new StudyParts(SPEC, SEARCHER, null, new ToyTrainer(), store, 0),
                new Openness(vertx, addresses, "host-1", 1, desks),
                _ -> {},
                _ -> {});
    }

    private WorkerNode work(String name, boolean once, Trainer trainer) throws Exception {
        return work(
                name,
                once,
                (_, _) -> new WorkerStudies.Opened("toy", trainer, Checkpoints.NONE, () -> closed.add(name)));
    }

    private WorkerNode work(String name, boolean once, WorkerStudies studies) throws Exception {
        WorkerNode node = new WorkerNode(
                new WorkerNode.Identity(name, 1, VERSION, 2, once), studies, ALONE, events::add, this::now);
        vertx.deployVerticle(node).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return node;
    }

    private static WorkerNode.End end(WorkerNode node) throws Exception {
        return node.ending().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static LocalStudy.Ending ending(LocalStudy study) throws Exception {
        return study.ending().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Once there is one. */
    private String onlyDeployment() throws Exception {
        while (vertx.deploymentIDs().isEmpty()) Thread.sleep(10);
        return vertx.deploymentIDs().iterator().next();
    }

    private void undeploy(String deployment) throws Exception {
        vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private <E extends WorkerEvent> E await(Class<E> type) throws Exception {
        while (true) {
            WorkerEvent event = events.poll(20, TimeUnit.SECONDS);
            assertTrue(event != null, () -> "no " + type.getSimpleName());
            if (type.isInstance(event)) return type.cast(event);
        }
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void theTrialsAreThoseOfTheStraightRunWhateverTheWorkers(int workers) throws Exception {
        for (int i = 0; i < workers; i++) work("w" + i, true, new ToyTrainer());
        LocalStudy study = coordinate(new MemoryStore(), terms(VERSION, 1));
        assertEquals(LocalStudy.Ending.FINISHED, ending(study));
        assertEquals(ToyStudy.straight(SPEC, SEARCHER, null), study.trials());
        assertEquals(workers, joined.size());
    }

    @Test
    void aStudysEndEndsTheAgentOfAWorkerThatWasToRunOne() throws Exception {
        WorkerNode node = work("w", true, new ToyTrainer());
        ending(coordinate(new MemoryStore(), terms(VERSION, 1)));
        Refused last = new Refused("host-1 has no more work for the study toy");
        vertx.eventBus().publish(terms(VERSION, 1).addresses().over(), last);
        assertEquals(new WorkerNode.End(Ending.DONE, last.message()), end(node));
        for (int i = 0; i < 100 && closed.isEmpty(); i++) Thread.sleep(10);
        assertEquals(List.of("w"), closed);
    }

    @Test
    void anotherVersionIsRefusedWithBothNamed() throws Exception {
        WorkerNode node = work("w", false, new ToyTrainer());
        coordinate(new MemoryStore(), terms("1.2.4", 1));
        assertEquals(
                new WorkerNode.End(
                        Ending.REFUSED,
                        "the study toy is run by Sextant 1.2.4 on host-1, and w has 1.2.3: one version runs a study"),
                end(node));
    }

    @Test
    void whoeverFindsNoCoordinatorForAWhileIsTold() throws Exception {
        work("w", false, new ToyTrainer());
        late.set(WorkerNode.PATIENCE.toNanos());
        assertEquals(new WorkerEvent.Waiting(List.of(), List.of()), await(WorkerEvent.Waiting.class));
    }

    @Test
    void aStudyThatCannotBeTrainedHereIsToldOnceAndAnotherIsWaitedFor() throws Exception {
        WorkerNode node = work("w", false, (_, _) -> {
            throw new UnfitStudyException("the disk is full", true);
        });
        coordinate(new MemoryStore(), terms(VERSION, 1));
        assertEquals("the disk is full", await(WorkerEvent.Unfit.class).words());
        // It is asked again every second.
        Thread.sleep(2 * WorkerNode.LOOK.toMillis());
        assertTrue(events.stream().noneMatch(WorkerEvent.Joined.class::isInstance), events::toString);
        node.leave();
        assertEquals(Ending.DONE, end(node).ending());
    }

    @Test
    void aCoordinatorThatIsReplacedKeepsItsWorkersWithAllThatTheyRun() throws Exception {
        AtomicLong term = new AtomicLong(1);
        vertx.eventBus().consumer(Wire.JOIN, message -> message.reply(new Welcome(PARCEL, term.get())));
        MemoryStore store = new MemoryStore();
        coordinate(store, Addresses.of(PARCEL, 1), List.of());
        String coordinator = onlyDeployment();
        WorkerNode node = work("w", false, new SlowTrainer());
        await(WorkerEvent.Began.class);
        while (store.content().attempts().isEmpty()) Thread.sleep(10);
        // As a process that is killed: nothing is said to anybody.
        undeploy(coordinator);
        term.set(2);
        LocalStudy second = coordinate(store, Addresses.of(PARCEL, 2), List.of());
        assertEquals("toy", await(WorkerEvent.Led.class).study());
        assertEquals(LocalStudy.Ending.FINISHED, ending(second));
        assertEquals(ToyStudy.straight(SPEC, SEARCHER, null), second.trials());
        assertTrue(store.content().attempts().stream().allMatch(attempt -> attempt.number() == 1), "none was lost");
        node.leave();
        assertEquals(Ending.DONE, end(node).ending());
    }

    @Test
    void aWorkerWhoseCoordinatorIsGoneForGoodEndsAsLost() throws Exception {
        vertx.eventBus().consumer(Wire.JOIN, message -> {
            if (late.get() == 0) message.reply(new Welcome(PARCEL, 1));
        });
        coordinate(new MemoryStore(), Addresses.of(PARCEL, 1), List.of());
        String coordinator = onlyDeployment();
        WorkerNode node = work("w", false, new SlowTrainer());
        await(WorkerEvent.Began.class);
        undeploy(coordinator);
        // One step is no longer than what a process is excused for that stood still itself.
        for (int i = 0; i < 4; i++) {
            late.addAndGet(Leases.TTL.minusSeconds(3).toNanos());
            Thread.sleep(WorkerNode.LOOK.plusMillis(500));
        }
        WorkerNode.End end = end(node);
        assertEquals(Ending.LOST, end.ending());
        assertTrue(end.words().startsWith("the coordinator of toy has not answered for "), end::words);
    }

    @Test
    void aWorkerThatIsToldToFinishEndsWhatItRunsFirst() throws Exception {
        MemoryStore store = new MemoryStore();
        WorkerNode node = work("w", false, new SlowTrainer());
        coordinate(store, terms(VERSION, 1));
        await(WorkerEvent.Began.class);
        while (ended(store) == 0) Thread.sleep(10);
        node.finish();
        assertEquals(Ending.DONE, end(node).ending());
        // What waited for a slot was given back, what ran has ended: nothing is left to wait for a lease.
        assertEquals(
                store.content().attempts().size(),
                ended(store) + store.content().ends().size(),
                () -> store.content().attempts() + " " + store.content().ends());
    }

    private static long ended(MemoryStore store) {
        return store.content().trials().stream()
                .filter(trial -> trial.outcome() != null)
                .count();
    }

    @Test
    void aStudyThatIsClosedLeavesNothingToWaitForWhereItsWorkersGiveBack() throws Exception {
        MemoryStore store = new MemoryStore();
        work("w", false, new SlowTrainer());
        LocalStudy study = coordinate(store, terms(VERSION, 1));
        await(WorkerEvent.Began.class);
        while (ended(store) == 0) Thread.sleep(10);
        study.close();
        assertEquals(
                store.content().attempts().size(),
                ended(store) + store.content().ends().size(),
                () -> store.content().attempts() + " " + store.content().ends());
        assertTrue(ended(store) < SPEC.trials(), "it was closed in its midst");
    }

    @Test
    void whoAsksWithoutSlotsIsToldWhoRunsWhat() throws Exception {
        coordinate(new MemoryStore(), terms(VERSION, 1));
        while (true) {
            try {
                Wire answer = vertx.eventBus()
                        .request(Wire.JOIN, new Join("other", 1, "9.9.9", 0))
                        .map(Wire::of)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
                assertEquals(new Refused("host-1 runs the study toy"), answer);
                return;
            } catch (ExecutionException notYet) {
                Thread.sleep(10);
            }
        }
    }

    /** Trains as the toy does, a twentieth of a second a slice. */
    private static final class SlowTrainer extends ToyTrainer {
        @Override
        protected void pause() {
            try {
                Thread.sleep(50);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
