// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import dev.sextant.engine.cluster.ClusterSettings.Discovery;
import dev.sextant.engine.content.BusTransport;
import dev.sextant.engine.content.ContentDesk;
import dev.sextant.engine.content.ContentVerticle;
import dev.sextant.engine.content.Transport;
import dev.sextant.engine.local.Openness;
import dev.sextant.engine.wire.Addresses;
import dev.sextant.engine.wire.Join;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as one machine of a cluster: Vert.x with an event bus that reaches the others, and the membership that
 * knows who they are.
 *
 * <p>The membership is neither encrypted nor guarded, so it listens at a private address alone; the bus is both.
 * Nothing that a result depends on is in the membership. Cost: 1 to 6 seconds to join, some ten megabytes. Threads:
 * any.
 */
public final class ClusteredVertx implements WorkerNode.Surroundings, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusteredVertx.class);

    /**
     * So long one try to join may take, and so many there are. Where machines begin at the same time, each alone, their
     * clusters merge while they are still being joined, and Hazelcast may leave somebody waiting for ever.
     */
    private static final long JOIN_SECONDS = 25;

    private static final int JOIN_TRIES = 3;
    private static final long CLOSE_SECONDS = 5;
    private static final int EVENT_LOOPS = 2;
    private static final int BLOCKING_THREADS = 4;

    private final ClusterSettings settings;
    private final String bind;
    private final Vertx vertx;
    private final HazelcastInstance membership;
    private final HazelcastClusterManager manager;
    private final BusProbe probe;

    private ClusteredVertx(ClusterSettings settings, String bind, Vertx vertx, HazelcastClusterManager manager) {
        this.settings = settings;
        this.bind = bind;
        this.vertx = vertx;
        this.manager = manager;
        this.membership = manager.getHazelcastInstance();
        this.probe = new BusProbe(vertx, settings.tls());
    }

    /**
     * Joins the cluster, or begins it where nobody else is there.
     *
     * @throws ClusterException where this machine cannot listen as it was told to, or must not
     */
    public static ClusteredVertx join(ClusterSettings settings) throws ClusterException, InterruptedException {
        String bind = BindAddress.check(settings);
        HazelcastSettings.quiet();
        for (int i = 0; i < JOIN_TRIES; i++) {
            ClusteredVertx joined = tryToJoin(settings, bind);
            if (joined != null) return joined;
            LOG.warn("the cluster {} could not be joined within {} s", settings.name(), JOIN_SECONDS);
        }
        throw new ClusterException(
                "the cluster \"%s\" could not be joined within %d s; tried %s"
                        .formatted(settings.name(), JOIN_TRIES * JOIN_SECONDS, sought(settings)),
                "See that these machines run, and that the network carries port " + settings.memberPort() + ".");
    }

    /** The same for a process that nobody has to find: where the ports are taken, it listens at the next free ones. */
    public static ClusteredVertx joinBeside(ClusterSettings settings) throws ClusterException, InterruptedException {
        ClusterSettings free = FreePorts.of(settings);
        while (true) {
            try {
                return join(free);
            } catch (ClusterException refused) {
                ClusterSettings others = FreePorts.of(settings);
                // Another that began at the same time was quicker.
                if (others.memberPort() <= free.memberPort()) throw refused;
                free = others;
            }
        }
    }

    /** Null where it takes too long. */
    private static @Nullable ClusteredVertx tryToJoin(ClusterSettings settings, String bind)
            throws ClusterException, InterruptedException {
        Config config = HazelcastSettings.of(settings, bind);
        HazelcastClusterManager manager = new HazelcastClusterManager(config);
        EventBusOptions bus = BusSettings.of(settings, bind);
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(BLOCKING_THREADS)
                .setUseDaemonThread(true)
                .setEventBusOptions(bus)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        CompletableFuture<Vertx> built = Vertx.builder()
                .with(options)
                .withClusterManager(manager)
                .buildClustered()
                .toCompletionStage()
                .toCompletableFuture();
        try {
            Vertx vertx = built.get(JOIN_SECONDS, TimeUnit.SECONDS);
            Wire.register(vertx.eventBus());
            ClusteredVertx joined = new ClusteredVertx(settings, bind, vertx, manager);
            joined.greetItself();
            return joined;
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            shut(manager);
            throw refused(settings, bind, cause);
        } catch (TimeoutException late) {
            shut(manager);
            giveUp(built);
            return null;
        }
    }

    /** Without a membership it fails soon, and frees its port. */
    private static void giveUp(CompletableFuture<Vertx> built) throws InterruptedException {
        try {
            built.get(CLOSE_SECONDS, TimeUnit.SECONDS).close();
        } catch (ExecutionException | TimeoutException asExpected) {
            LOG.info("a try to join a cluster was given up", asExpected);
        }
    }

    private static void shut(HazelcastClusterManager manager) {
        HazelcastInstance begun = manager.getHazelcastInstance();
        if (begun != null) begun.getLifecycleService().terminate();
    }

    private static ClusterException refused(ClusterSettings settings, String bind, Throwable cause) {
        LOG.info("the cluster could not be joined", cause);
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new ClusterException(
                "this machine cannot join the cluster \"%s\" at %s: %s"
                        .formatted(
                                settings.name(),
                                bind,
                                message.lines().findFirst().orElse("")),
                "");
    }

    Vertx vertx() {
        return vertx;
    }

    /**
     * Opens a study to the workers of this cluster. Closing the study then leaves the cluster, too.
     *
     * @param terms by which they are let in
     * @param desk what gives them the study and its files
     * @param joined told of each process once, on an event loop
     */
    public Openness open(Admission.Terms terms, ContentDesk desk, Consumer<Join> joined) {
        return new Openness(
                vertx,
                terms.addresses(),
                terms.node(),
                terms.term(),
                // Who is let in asks for content next.
                List.of(new ContentVerticle(desk, terms.addresses().content()), new Admission(terms, joined)));
    }

    /** Carries questions to the coordinator, which has these addresses by then. */
    public Transport transport(Supplier<Addresses> coordinator) {
        return new BusTransport(vertx, coordinator);
    }

    /**
     * Has everything that a connection needs loaded before one is made, and tries this machine's own certificate, while
     * whoever joins waits for others anyway.
     */
    private void greetItself() {
        probe.look(bind, settings.busPort()).onSuccess(trouble -> {
            if (!trouble.isEmpty()) LOG.warn("the event bus of this machine does not talk to itself: {}", trouble);
        });
    }

    /**
     * Why the event buses of other machines are not reached, in words, each machine's own; those alone that are not.
     */
    @Override
    public CompletionStage<List<String>> troubles() {
        List<Future<String>> looks = new ArrayList<>();
        for (String node : manager.getNodes()) {
            if (node.equals(manager.getNodeId())) continue;
            Promise<NodeInfo> info = Promise.promise();
            manager.getNodeInfo(node, info);
            looks.add(info.future()
                    .compose(at -> probe.look(at.host(), at.port()))
                    .otherwise(unknown -> ""));
        }
        return Future.join(looks)
                .map(_ -> looks.stream()
                        .map(Future::result)
                        .filter(trouble -> !trouble.isEmpty())
                        .sorted()
                        .toList())
                .toCompletionStage();
    }

    /** Begins to work for studies of this cluster. */
    public CompletionStage<Void> work(WorkerNode worker) {
        onEnded(worker::expelled);
        return vertx.deployVerticle(worker).<Void>mapEmpty().toCompletionStage();
    }

    public ClusterSettings settings() {
        return settings;
    }

    /** Where the membership listens: what others name to find this machine. */
    public String address() {
        return HazelcastSettings.address(bind, settings.memberPort());
    }

    /** The addresses of the other machines' memberships, in order. */
    @Override
    public List<String> others() {
        Set<Member> members = membership.getLifecycleService().isRunning()
                ? membership.getCluster().getMembers()
                : Set.of();
        return members.stream()
                .filter(member -> !member.localMember())
                .map(member -> HazelcastSettings.address(
                        member.getAddress().getHost(), member.getAddress().getPort()))
                .sorted()
                .collect(Collectors.toList());
    }

    /** Who is looked for, for people. */
    public String sought() {
        return sought(settings);
    }

    private static String sought(ClusterSettings settings) {
        return switch (settings.discovery()) {
            case Discovery.Members(var hosts) ->
                hosts.stream()
                        .map(host -> HazelcastSettings.address(host, settings.memberPort()))
                        .collect(Collectors.joining(", "));
            case Discovery.KubernetesDns(String service) -> "the addresses of " + service;
        };
    }

    /** Told on a thread of the membership's when it ends, whoever ended it. */
    private void onEnded(Runnable then) {
        membership.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleEvent.LifecycleState.SHUTTING_DOWN) then.run();
        });
    }

    /** Leaves the cluster; waits a few seconds at most. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.info("the cluster could not be left in good order; the others will miss this machine", late);
        }
    }
}
