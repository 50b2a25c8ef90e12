// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.store.DamagedException;
import dev.sextant.engine.store.LockedException;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StoreSource;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.ResolvedStudy;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A run as it lies in its directory, whether it is finished, interrupted or going on in another process.
 *
 * @param file the resolved study
 * @param store where its trials are
 */
public record SavedRun(RunDirectory directory, StudyFile file, StoreSource store) {
    /** The run that a person named, see {@link RunDirectory#find}. */
    public static SavedRun find(String run, Path current) throws RefusedException, StudyFileException {
        return find(run, current, List.of());
    }

    /** With changes that do not change its result. */
    public static SavedRun find(String run, Path current, List<Argument> changes)
            throws RefusedException, StudyFileException {
        RunDirectory directory = RunDirectory.find(run, current);
        return of(directory, changes);
    }

    /** The run in this directory. */
    public static SavedRun of(RunDirectory directory) throws RefusedException, StudyFileException {
        return of(directory, List.of());
    }

    private static SavedRun of(RunDirectory directory, List<Argument> changes)
            throws RefusedException, StudyFileException {
        return new SavedRun(directory, StudySource.resolved(directory, changes), RunStore.of(directory));
    }

    /** Whether its result is that of this study: the settings are the same. Data is compared by {@link #prepare}. */
    public boolean isOf(PreparedStudy study) {
        return SpecDigest.of(file.spec()).equals(SpecDigest.of(study.file().spec()));
    }

    /** Whether every trial has ended and was reported. */
    public boolean finished() {
        return RunReports.finished(directory);
    }

    /** Whether a live process is writing it. */
    public boolean goesOn() {
        return store.inUse();
    }

    /** What is known so far, without what the trials say together. */
    public Ranking ranking() throws RefusedException, StudyFileException {
        return Rankings.of(file.spec(), PreparedStudy.searcher(file), trials(), outOfTime());
    }

    /** What is known so far, to be shown: with what the trials say together, which takes up to seconds. */
    public Ranking analysed() throws RefusedException, StudyFileException {
        return analysed(trials());
    }

    /**
     * The same, and how the options of some choices compare.
     *
     * @param by the choices' names, as a person wrote them
     */
    public Ranking analysedBy(List<String> by) throws RefusedException, StudyFileException {
        List<String> choices = GroupedBy.choices(file.spec(), by);
        return Rankings.analysed(file.spec(), PreparedStudy.searcher(file), trials(), outOfTime(), choices);
    }

    /** The same of these trials, which are the run's so far. */
    public Ranking analysed(List<Trial> trials) throws RefusedException, StudyFileException {
        return Rankings.analysed(file.spec(), PreparedStudy.searcher(file), trials, outOfTime());
    }

    private boolean outOfTime() throws RefusedException {
        return !finished() && file.spec().limits().spent(timeUsed());
    }

    /** The trials so far by number. Reads the store without disturbing who writes it. */
    public List<Trial> trials() throws RefusedException {
        try {
            return store.trials(file.spec().space());
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    /** How long the study has run, all its sessions together. */
    public Duration timeUsed() throws RefusedException {
        try {
            return store.timeUsed(file.spec().space());
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    /** The trial of this number. */
    public Trial trial(long number) throws RefusedException {
        List<Trial> trials = trials();
        if (number >= 0 && number < trials.size()) return trials.get((int) number);
        throw new RefusedException(
                Reason.USAGE,
                "the run " + directory.path() + " has no trial " + number,
                trials.isEmpty() ? "It has none yet." : "Its trials are 0 to " + (trials.size() - 1) + ".");
    }

    /** Makes the directory a run: the study as it was given, and with every default. */
    static void write(RunDirectory directory, StudyFile file, Map<String, String> provenance) throws IOException {
        directory.write(directory.study(file.notation()), file.bytes());
        writeResolved(directory, file, provenance);
    }

    /** The study with every default, instead of the one that is there. */
    static void writeResolved(RunDirectory directory, StudyFile file, Map<String, String> provenance)
            throws IOException {
        directory.write(
                directory.resolved(),
                ResolvedStudy.write(file.spec(), file.found(), provenance).toPrettyString() + "\n");
    }

    /** The run's store, to go on with it. */
    static StudyStore open(RunDirectory directory, StoreSource store, StudySpec spec) throws RefusedException {
        try {
            return store.open(spec);
        } catch (LockedException e) {
            if (store instanceof PostgresSource) throw led(directory, e);
            throw new RefusedException(
                    Reason.LOCKED,
                    "the run " + directory.path() + " is in use by another process"
                            + (e.pid() > 0 ? " (" + e.pid() + ")" : ""),
                    "Wait for it, or stop it first; to look at it type sextant rank " + directory.path());
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    /** Another machine may lead it. */
    private static RefusedException led(RunDirectory directory, LockedException e) {
        return new RefusedException(
                Reason.LOCKED,
                String.valueOf(e.getMessage()),
                "To take over when it ends type: sextant resume " + directory.path() + " --standby; to look at it:"
                        + " sextant rank " + directory.path());
    }

    /** The store's exceptions name the file already; those without a cause say the way out, too. */
    public static RefusedException unusable(StoreException e) {
        String message = e.getMessage();
        if (e instanceof DamagedException)
            return new RefusedException(
                    Reason.USAGE,
                    message == null ? e.toString() : message,
                    "Put a copy of it back, or begin a new run: sextant run STUDY"
                            + "\n  What else there is to find says: sextant store check RUN");
        return new RefusedException(
                Reason.USAGE,
                message == null ? e.toString() : message,
                switch (e.getCause()) {
                    case null -> "";
                    case IOException _ -> "Mend that, or name another directory.";
                    default -> "Mend that, or begin a new run: sextant run STUDY";
                });
    }

    /**
     * The study ready to go on, its data the very same.
     *
     * @throws RefusedException where the data is not what the run began with
     */
    public PreparedStudy prepare() throws RefusedException, StudyFileException, InterruptedException {
        Map<String, String> begun = file.provenance();
        String written = begun.get(Provenance.FOLDER);
        Path folder = written == null ? directory.path() : Path.of(written);
        PreparedStudy study = PreparedStudy.of(file, folder);
        compare(
                begun,
                study.facts(),
                "the data has changed since the run began",
                "Put the former data back, or begin a new run: sextant run STUDY");
        return study;
    }

    /**
     * Whether the data is what the run began with.
     *
     * @param begun what was written down then
     * @param found what the trainer found now, by name
     * @param message what it means where it is not
     */
    static void compare(Map<String, String> begun, Map<String, String> found, String message, String help)
            throws RefusedException {
        for (Map.Entry<String, String> fact : found.entrySet()) {
            String before = begun.get(Provenance.TRAINER + fact.getKey());
            if (before != null && !before.equals(fact.getValue()))
                throw new RefusedException(
                        Reason.STUDY,
                        message + ": " + fact.getKey() + " was " + before + " and is " + fact.getValue(),
                        help);
        }
    }

    /** The version of Sextant that began the run. */
    public String version() {
        return file.provenance().getOrDefault(Provenance.VERSION, "");
    }
}
