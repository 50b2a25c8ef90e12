// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.store.SqliteStore;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A study that is running in this process, and its directory. */
public final class StudyRun implements AutoCloseable {
    /**
     * The messages of a study that is stopped at once find nobody to receive them, which the library below warns of;
     * the warning is of no use to anybody. Held here because loggers are forgotten otherwise.
     */
    private static final Logger BUS = Logger.getLogger("io.vertx.core.eventbus");

    static {
        BUS.setLevel(Level.SEVERE);
    }

    private final PreparedStudy study;
    private final RunDirectory directory;
    private final Map<String, String> provenance;
    private final SqliteStore store;
    private final LocalStudy running;
    private boolean stopped;

    /**
     * How a run ended.
     *
     * @param trials all of the run by number, those before it was resumed included
     */
    public record Ended(LocalStudy.Ending ending, List<Trial> trials, Ranking ranking) {}

    private StudyRun(
            PreparedStudy study,
            RunDirectory directory,
            Map<String, String> provenance,
            SqliteStore store,
            LocalStudy running) {
        this.study = study;
        this.directory = directory;
        this.provenance = provenance;
        this.store = store;
        this.running = running;
    }

    /**
     * Begins a new run in an empty directory.
     *
     * <p>Where it cannot begin, nothing stays behind in the directory.
     *
     * @param workers trainings at a time
     * @param listener called on one thread, in order, and must be quick
     */
    public static StudyRun begin(
            PreparedStudy study, RunDirectory directory, int workers, Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        Map<String, String> provenance = study.provenance();
        try {
            SavedRun.write(directory, study.file(), provenance);
            return start(study, directory, provenance, workers, listener);
        } catch (IOException | RefusedException e) {
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
            PreparedStudy study, RunDirectory directory, int workers, boolean changed, Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        StudyRun run = start(study, directory, study.provenance(), workers, listener);
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
            Map<String, String> provenance,
            int workers,
            Consumer<StudyEvent> listener)
            throws RefusedException {
        SqliteStore store = SavedRun.open(directory, study.file().spec());
        try {
            LocalStudy running = LocalStudy.start(
                    new LocalStudy.Parts(
                            study.file().spec(), study.searcher(), study.pruner(), study.trainer(), store, workers),
                    listener);
            return new StudyRun(study, directory, provenance, store, running);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** Starts no more trials; those that run end as they would. From any thread. */
    public void finish() {
        running.finish();
    }

    /** Stops now; nothing recorded is lost. From any thread, more than once. */
    public synchronized void stop() {
        if (stopped) return;
        stopped = true;
        running.close();
    }

    /**
     * Waits for the end and writes the reports.
     *
     * @throws ExecutionException for internal failures: the store broke, or a searcher threw
     */
    public Ended await() throws ExecutionException, InterruptedException, IOException {
        LocalStudy.Ending ending = running.ending().toCompletableFuture().get();
        List<Trial> trials = running.trials();
        Ranking ranking = SavedRun.ranking(study.file().spec(), trials, ending == LocalStudy.Ending.OUT_OF_TIME);
        RunReports.write(directory, ranking, provenance, ending);
        return new Ended(ending, trials, ranking);
    }

    @Override
    public void close() {
        stop();
        store.close();
    }
}
