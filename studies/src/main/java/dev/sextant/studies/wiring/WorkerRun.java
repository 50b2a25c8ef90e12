// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.cluster.ClusteredVertx;
import dev.sextant.engine.cluster.WorkerEvent;
import dev.sextant.engine.cluster.WorkerNode;
import dev.sextant.engine.content.ContentCache;
import dev.sextant.engine.content.ContentException;
import dev.sextant.engine.content.FetchProgress;
import dev.sextant.studies.logging.RunLog;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that trains for the studies of a cluster. */
public final class WorkerRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRun.class);

    /** The log of the workers that share a cache. */
    private static final String LOG_FILE = "worker.log";

    /**
     * How it works.
     *
     * @param slots trainings at a time, at least 1
     * @param cache where studies and their files are kept; made where it is missing
     * @param allowed the folder whose programs it starts; null where it starts none
     * @param once whether it ends with its first study
     */
    public record Options(
            ClusterSettings cluster,
            int slots,
            Path cache,
            @Nullable Path allowed,
            boolean once) {}

    private final ClusteredVertx cluster;
    private final ContentCache cache;
    private final RunLog log;
    private final WorkerNode node;

    private WorkerRun(ClusteredVertx cluster, ContentCache cache, RunLog log, WorkerNode node) {
        this.cluster = cluster;
        this.cache = cache;
        this.log = log;
        this.node = node;
    }

    /**
     * Joins the cluster and looks for a study.
     *
     * @param listener told on an event loop; must be quick
     * @param progress told of files on their way
     */
    public static WorkerRun begin(Options options, Consumer<WorkerEvent> listener, FetchProgress progress)
            throws RefusedException, InterruptedException {
        RunLog.prepare();
        ContentCache cache = null;
        RunLog log = null;
        ClusteredVertx cluster = null;
        boolean begun = false;
        try {
            cache = ContentCache.open(options.cache());
            log = RunLog.open(log(options.cache()));
            cluster = ClusterRun.joinBeside(options.cluster());
            WorkerNode.Identity identity = new WorkerNode.Identity(
                    ClusterNames.ofProcess(),
                    InstantSource.system().millis(),
                    Provenance.version(),
                    options.slots(),
                    options.once());
            LOG.atInfo()
                    .addKeyValue("worker", identity.name())
                    .addKeyValue("version", identity.version())
                    .addKeyValue("slots", identity.slots())
                    .log("a worker begins");
            WorkerNode node = new WorkerNode(
                    identity,
                    new CarriedStudies(cluster, cache, options.allowed(), progress),
                    cluster,
                    listener,
                    System::nanoTime);
            cluster.work(node).toCompletableFuture().get();
            begun = true;
            return new WorkerRun(cluster, cache, log, node);
        } catch (ContentException refused) {
            throw new RefusedException(Reason.USAGE, String.valueOf(refused.getMessage()), refused.help());
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a worker that has nothing to do yet can be begun", broken);
        } finally {
            if (!begun) close(cluster, cache, log);
        }
    }

    /** Where what happens is logged. */
    public static Path log(Path cache) {
        return cache.resolve(LOG_FILE);
    }

    private static void close(@Nullable ClusteredVertx cluster, @Nullable ContentCache cache, @Nullable RunLog log) {
        if (cluster != null) cluster.close();
        if (cache != null) cache.close();
        if (log != null) log.close();
    }

    /** What others name to find this machine. */
    public String address() {
        return cluster.address();
    }

    /** Who is looked for, for people. */
    public String sought() {
        return cluster.sought();
    }

    /** Waits until there is nothing more to do. */
    public WorkerNode.End await() throws ExecutionException, InterruptedException {
        return node.ending().toCompletableFuture().get();
    }

    /** Takes no more work; what runs ends as it would. From any thread. */
    public void finish() {
        node.finish();
    }

    /** Gives back what runs, and ends. From any thread. */
    public void leave() {
        node.leave();
    }

    @Override
    public void close() {
        close(cluster, cache, log);
    }
}
