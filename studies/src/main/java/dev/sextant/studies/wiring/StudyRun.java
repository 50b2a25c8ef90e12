// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.checkpoint.FolderCheckpoints;
import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.local.StudyParts;
import dev.sextant.engine.metrics.StudyMetrics;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.store.FencedException;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.SqliteStore;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StoreSource;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.dashboard.AccessToken;
import dev.sextant.studies.dashboard.MetricsServer;
import dev.sextant.studies.logging.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A study that is running in this process, and its directory. */
public final class StudyRun implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(StudyRun.class);

    /** Records of standstills that one run leaves at most. */
    private static final int MOST_STALLS = 5;

    private final PreparedStudy study;
    private final RunDirectory directory;
    private final Map<String, String> provenance;
    private final Map<String, String> facts;
    private final StoreSource source;
    private final StudyStore store;
    private final @Nullable RunLog log;
    private final FolderCheckpoints checkpoints;
    private final @Nullable MetricsServer metrics;
    private final @Nullable ClusterRun cluster;
    private final News news;
    private final LocalStudy running;
    private final AtomicInteger stalls = new AtomicInteger();
    private boolean stopped;

    /**
     * How a run is run; changes nothing in the result.
     *
     * @param workers trainings at a time
     * @param metricsPort where metrics are served, 0 for any port that is free, or null where they are not
     * @param cluster where other machines train, too; null where none do
     * @param passwordFile of the database in which the trials are; null for the password of the environment
     * @param logged whether the run has a log of its own; false inside a program that has set logging up for itself
     */
    public record Options(
            int workers,
            @Nullable Integer metricsPort,
            @Nullable ClusterSettings cluster,
            @Nullable Path passwordFile,
            boolean logged) {
        /** With a log. */
        public Options(
                int workers,
                @Nullable Integer metricsPort,
                @Nullable ClusterSettings cluster,
                @Nullable Path passwordFile) {
            this(workers, metricsPort, cluster, passwordFile, true);
        }

        /** Without metrics, on this machine, and with the password of the environment. */
        public Options(int workers) {
            this(workers, null, null, null);
        }

        /** The same inside another program. */
        static Options embedded(int workers) {
            return new Options(workers, null, null, null, false);
        }
    }

    /**
     * How a run ended.
     *
     * @param trials all of the run by number, those before it was resumed included
     */
    public record Ended(LocalStudy.Ending ending, List<Trial> trials, Ranking ranking) {}

    /** Takes what was opened for it, and closes it in the end; not if this throws. */
    private StudyRun(
            PreparedStudy study,
            RunDirectory directory,
            Options options,
            StoreSource source,
            StudyStore store,
            @Nullable RunLog log,
            @Nullable MetricsServer metrics,
            @Nullable ClusterRun cluster,
            News news,
            FolderCheckpoints checkpoints,
            Consumer<StudyEvent> listener) {
        this.study = study;
        this.directory = directory;
        this.provenance = study.provenance();
        this.facts = facts(study, options, provenance);
        this.source = source;
        this.store = store;
        this.log = log;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.cluster = cluster;
        this.news = news;
        StudyMetrics meters = metrics == null ? null : new StudyMetrics(metrics.registry(), System::nanoTime);
        if (meters != null) store.onCommit(meters::commit);
        LoggingEventBuilder line = LOG.atInfo();
        for (Map.Entry<String, String> fact : facts.entrySet()) line = line.addKeyValue(fact.getKey(), fact.getValue());
        line.log("Sextant runs the study");
        StudyParts parts = new StudyParts(
                study.file().spec(),
                study.searcher(),
                study.pruner(),
                study.trainer(),
                store,
                options.workers(),
                meters,
                cluster == null ? checkpoints : cluster.checkpoints());
        this.running = cluster == null
                ? LocalStudy.start(parts, listener, this::stalled)
                : LocalStudy.start(parts, cluster.openness(), listener, this::stalled);
    }

    private static Map<String, String> facts(PreparedStudy study, Options options, Map<String, String> provenance) {
        StudySpec spec = study.file().spec();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("study", spec.name());
        facts.put("seed", Long.toString(spec.seed()));
        facts.put("budget", Long.toString(spec.trials()));
        facts.put("searcher", spec.searcher().name());
        facts.put("workers", Integer.toString(options.workers()));
        facts.putAll(provenance);
        return facts;
    }

    /**
     * Begins what takes its time whichever study is run: logging, the database, Vert.x. For the first moment of a
     * process, on a thread of its own.
     */
    public static void warmUp() {
        RunLog.prepare();
        SqliteStore.warmUp();
        LocalStudy.warmUp();
    }

    /**
     * Begins a new run in an empty directory.
     *
     * <p>Where it cannot begin, nothing stays behind in the directory or the database.
     *
     * @param listener called on one thread, in order, and must be quick
     */
    public static StudyRun begin(
            PreparedStudy study, RunDirectory directory, Options options, Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        return begin(study, directory, options, null, null, listener);
    }

    /**
     * Begins a new run, its trials in a database.
     *
     * @param database null for the run's own directory
     * @param key the study's name in the database, which must be new there; null for {@code <name>-<n>}
     */
    public static StudyRun begin(
            PreparedStudy study,
            RunDirectory directory,
            Options options,
            @Nullable DatabaseStudies database,
            @Nullable String key,
            Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        StoreFile entered = null;
        try {
            SavedRun.write(directory, study.file(), study.provenance());
            if (database != null) {
                entered = database.begin(study, key);
                entered.write(directory);
            }
            return start(study, directory, options, null, listener);
        } catch (IOException | RefusedException e) {
            if (entered != null && database != null) database.forget(entered);
            directory.discard();
            throw e;
        }
    }

    /**
     * Makes the directory that of a run whose trials are in a database, which this process does not lead yet.
     *
     * <p>Where that fails, nothing stays behind in the directory.
     */
    public static void join(PreparedStudy study, RunDirectory directory, StoreFile joined) throws IOException {
        try {
            SavedRun.write(directory, study.file(), study.provenance());
            joined.write(directory);
        } catch (IOException e) {
            directory.discard();
            throw e;
        }
    }

    /**
     * Goes on with a run.
     *
     * @param changed whether the study has other limits than the run had, which it has from now on
     */
    public static StudyRun resume(
            PreparedStudy study,
            RunDirectory directory,
            Options options,
            boolean changed,
            Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        return resume(study, directory, options, changed, null, listener);
    }

    /**
     * Goes on with a run.
     *
     * @param open its store where that is open to be written already, as {@link Standby} hands it over; is closed with
     *     the run, also where this throws
     */
    public static StudyRun resume(
            PreparedStudy study,
            RunDirectory directory,
            Options options,
            boolean changed,
            @Nullable StudyStore open,
            Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        StudyRun run = start(study, directory, options, open, listener);
        try {
            // The run is ours only now. What it began with stays written down.
            if (changed)
                SavedRun.writeResolved(directory, study.file(), study.file().provenance());
            return run;
        } catch (IOException | RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    private static StudyRun start(
            PreparedStudy study,
            RunDirectory directory,
            Options options,
            @Nullable StudyStore open,
            Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        if (options.logged()) RunLog.prepare();
        StudyStore store = open;
        RunLog log = null;
        MetricsServer metrics = null;
        ClusterRun cluster = null;
        News news = new News();
        FolderCheckpoints checkpoints = new FolderCheckpoints(directory.checkpoints());
        boolean started = false;
        try {
            StoreSource source = RunStore.of(directory, options.passwordFile());
            if (store == null)
                store = SavedRun.open(directory, source, study.file().spec());
            // Only who may write the store may write the log.
            if (options.logged()) log = RunLog.open(directory.log());
            metrics = serve(options.metricsPort(), directory);
            if (options.cluster() != null) cluster = ClusterRun.join(options.cluster(), study, checkpoints, news);
            if (cluster != null) news.accept(cluster.shown());
            StudyRun run = new StudyRun(
                    study, directory, options, source, store, log, metrics, cluster, news, checkpoints, listener);
            started = true;
            return run;
        } finally {
            if (!started) close(store, log, metrics, cluster, directory);
        }
    }

    private static @Nullable MetricsServer serve(@Nullable Integer port, RunDirectory directory)
            throws RefusedException, IOException {
        if (port == null) return null;
        AccessToken token = AccessToken.random();
        token.write(directory.metricsToken());
        try {
            return MetricsServer.open(port, token);
        } catch (IOException refused) {
            Files.deleteIfExists(directory.metricsToken());
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    "cannot serve metrics on port " + port + ": " + refused.getMessage(),
                    "Name another port, or 0 for any that is free: --metrics 0");
        }
    }

    private static void close(
            @Nullable StudyStore store,
            @Nullable RunLog log,
            @Nullable MetricsServer metrics,
            @Nullable ClusterRun cluster,
            RunDirectory directory) {
        if (cluster != null) cluster.close();
        if (store != null) store.close();
        if (metrics != null) {
            metrics.close();
            try {
                Files.deleteIfExists(directory.metricsToken());
            } catch (IOException stays) {
                LOG.info("the token, which opens nothing any more, could not be deleted", stays);
            }
        }
        if (log != null) log.close();
    }

    private void stalled(Duration still) {
        if (stalls.incrementAndGet() > MOST_STALLS) return;
        Crash.stalled(directory, "the engine has stood still for " + still.toSeconds() + " s", facts, running.recent());
    }

    /** What those who ask for the metrics must know; empty where they are not served. */
    public String metricsToken() {
        return metrics == null ? "" : metrics.token();
    }

    /** Where the metrics of this run are served; null where they are not. */
    public @Nullable String metricsAddress() {
        return metrics == null ? null : metrics.address();
    }

    /** Tells in words who comes from other machines, from the beginning on; on any thread, must be quick. */
    public void onNews(Consumer<String> listener) {
        news.tell(listener);
    }

    /** The study that runs. */
    public StudySpec spec() {
        return study.file().spec();
    }

    @Override
    public List<Trial> trials() {
        return running.trials();
    }

    /** See {@link LocalStudy#enqueue}. */
    public CompletionStage<Long> enqueue(Configuration configuration) {
        return running.enqueue(configuration);
    }

    @Override
    public void finish() {
        running.finish();
    }

    @Override
    public synchronized void stop() {
        if (stopped) return;
        stopped = true;
        running.close();
    }

    /** Waits for the end and writes the reports. */
    @Override
    public Ended await() throws ExecutionException, CrashedException, InterruptedException, IOException {
        LocalStudy.Ending ending;
        try {
            ending = running.ending().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof FencedException) throw failed;
            if (cause instanceof StoreException broken && broken.isExternal()) throw failed;
            // There is no memory to write a record with.
            if (cause instanceof OutOfMemoryError) throw failed;
            if (log != null) log.flush();
            throw Crash.of(directory, cause, facts, running.recent());
        }
        if (ending == LocalStudy.Ending.FINISHED) checkpoints.clear();
        List<Trial> trials = running.trials();
        Ranking ranking = Rankings.analysed(
                study.file().spec(), study.searcher(), trials, ending == LocalStudy.Ending.OUT_OF_TIME);
        RunReports.write(
                directory,
                RunReports.page(study.file().spec(), ranking, trials, provenance, ending),
                RunReports.timeline(source, study.file().spec().space(), trials));
        if (ending == LocalStudy.Ending.FINISHED) finished();
        LOG.atInfo()
                .addKeyValue("ending", ending)
                .addKeyValue("trials", trials.size())
                .log("the reports are written");
        return new Ended(ending, trials, ranking);
    }

    /** The result stands without it: then a standby finds out by itself. */
    private void finished() {
        try {
            if (source instanceof PostgresSource database) DatabaseStudies.finish(database);
        } catch (StoreException unsaid) {
            LOG.info("the database was not told that the study is finished", unsaid);
        }
    }

    @Override
    public void close() {
        stop();
        close(store, log, metrics, cluster, directory);
    }
}
