// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.cluster.Admission;
import dev.sextant.engine.cluster.ClusterException;
import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.cluster.ClusteredVertx;
import dev.sextant.engine.content.ContentDesk;
import dev.sextant.engine.content.Offer;
import dev.sextant.engine.local.Openness;
import dev.sextant.engine.wire.Join;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run has in a cluster: its place there, its study for those who come, and the door by which they come. */
final class ClusterRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterRun.class);

    private final ClusteredVertx cluster;
    private final Openness openness;
    private final Checkpoints checkpoints;

    private ClusterRun(ClusteredVertx cluster, Openness openness, Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
        this.cluster = cluster;
        this.openness = openness;
    }

    /**
     * Joins the cluster and makes the study ready to be given away.
     *
     * @param checkpoints where those of the workers are kept
     * @param news told in words what a person should know, on any thread
     * @throws RefusedException where the cluster cannot be joined, or runs another study
     */
    static ClusterRun join(
            ClusterSettings settings, PreparedStudy study, Checkpoints checkpoints, Consumer<String> news)
            throws RefusedException {
        Offer offer = OfferedStudy.of(study);
        ClusteredVertx cluster = null;
        boolean joined = false;
        try {
            cluster = join(settings);
            String node = ClusterNames.ofProcess();
            long term = InstantSource.system().millis();
            String other = Admission.running(cluster, new Join(node, term, Provenance.version(), 0));
            if (other != null)
                throw new RefusedException(
                        Reason.LOCKED,
                        "the cluster \"" + settings.name() + "\" runs a study already: " + other,
                        "A cluster runs one study at a time. Wait for it, or stop it first.");
            Admission.Terms terms =
                    new Admission.Terms(study.file().spec().name(), node, Provenance.version(), offer.digest(), term);
            ContentDesk desk = new ContentDesk(offer, checkpoints, words -> changed(words, news), System::nanoTime);
            Openness openness = cluster.open(terms, desk, join -> news.accept(joined(join)));
            joined = true;
            return new ClusterRun(cluster, openness, desk.checkpoints());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Reason.USAGE, "interrupted while joining the cluster", "");
        } finally {
            if (!joined && cluster != null) cluster.close();
        }
    }

    /** @throws RefusedException in the words of the cluster */
    static ClusteredVertx join(ClusterSettings settings) throws RefusedException, InterruptedException {
        return join(settings, ClusteredVertx::join);
    }

    /** As a process that nobody has to find. */
    static ClusteredVertx joinBeside(ClusterSettings settings) throws RefusedException, InterruptedException {
        return join(settings, ClusteredVertx::joinBeside);
    }

    private interface Way {
        ClusteredVertx join(ClusterSettings settings) throws ClusterException, InterruptedException;
    }

    private static ClusteredVertx join(ClusterSettings settings, Way way)
            throws RefusedException, InterruptedException {
        try {
            return way.join(settings);
        } catch (ClusterException refused) {
            throw new RefusedException(Reason.USAGE, String.valueOf(refused.getMessage()), refused.help());
        }
    }

    private static void changed(String words, Consumer<String> news) {
        LOG.error("a file is not given to workers any more: {}", words);
        news.accept(words);
    }

    private static String joined(Join join) {
        return "%s joins with %d slot%s".formatted(join.worker(), join.slots(), join.slots() == 1 ? "" : "s");
    }

    /** Those of this machine's own trials and of its workers'. */
    Checkpoints checkpoints() {
        return checkpoints;
    }

    Openness openness() {
        return openness;
    }

    /** For people: where this run is found. */
    String shown() {
        int others = cluster.others().size();
        return "cluster %s at %s, %s"
                .formatted(
                        cluster.settings().name(),
                        cluster.address(),
                        others == 0
                                ? "nobody else is there yet"
                                : others == 1 ? "1 other machine is there" : others + " other machines are there");
    }

    /** Leaves the cluster, unless the study has done so. */
    @Override
    public void close() {
        cluster.close();
    }
}
