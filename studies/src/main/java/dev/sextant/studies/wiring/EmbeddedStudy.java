// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A study inside another program, kept in a directory or in memory, which runs when it is told to: from its beginning
 * or from where it stood.
 *
 * <p>Threads: any.
 */
public final class EmbeddedStudy {
    private final PreparedStudy study;
    private final @Nullable RunDirectory directory;
    private final MemoryStore memory = new MemoryStore();
    private @Nullable Running running; // guarded by this, as all below
    private Runnable stopping = () -> {};
    private boolean begins;
    private boolean closed;
    private StudyRun.@Nullable Ended ended;

    private EmbeddedStudy(PreparedStudy study, @Nullable RunDirectory directory) {
        this.study = study;
        this.directory = directory;
    }

    /**
     * The study, which nobody runs yet.
     *
     * @param kept its directory, which is empty or absent or that of this very study; null where nothing is kept
     * @param alarms told what could not be relied on, in words for people
     */
    public static EmbeddedStudy of(PreparedStudy study, @Nullable Path kept, Consumer<String> alarms)
            throws RefusedException, StudyFileException {
        if (kept == null) return new EmbeddedStudy(study, null);
        RunDirectory directory = new RunDirectory(kept);
        if (!directory.begun()) return new EmbeddedStudy(study, RunDirectory.claim(kept));
        SavedRun begun = SavedRun.of(directory);
        checkSame(begun, study);
        if (!begun.version().equals(Provenance.version()) && !begun.finished())
            alarms.accept("the run was begun by Sextant " + begun.version() + " and goes on with "
                    + Provenance.version() + "; its result is that of neither");
        return new EmbeddedStudy(study, directory);
    }

    private static void checkSame(SavedRun begun, PreparedStudy study) throws RefusedException {
        StudySpec before = begun.file().spec();
        StudySpec now = study.file().spec();
        Path path = begun.directory().path();
        if (!SpecDigest.of(before).equals(SpecDigest.of(now)))
            throw new RefusedException(
                    Reason.USAGE,
                    "the run in " + path + " is another study than "
                            + study.file().name() + AskTellRun.difference(before, now),
                    "Describe the study as it was when it was begun, or name another directory.");
        SavedRun.compare(
                begun.file().provenance(),
                study.facts(),
                "the data has changed since the run in " + path + " began",
                "Put the former data back, or name another directory.");
    }

    /** The study's trainer type in this directory; empty where there is no run in it. */
    public static String trainerType(Path directory) throws RefusedException, StudyFileException {
        RunDirectory run = new RunDirectory(directory);
        return run.begun() ? SavedRun.of(run).file().spec().trainerType() : "";
    }

    public PreparedStudy study() {
        return study;
    }

    /**
     * Runs the study to its end, or until it is stopped, and writes its reports where it has a directory. Of a study
     * that is finished nothing runs.
     *
     * @param trainer what its trials run, prepared already; null for the study's own
     * @param workers trainings at a time, at least 1
     * @param stopping called before what runs is stopped, on any thread, perhaps more than once
     * @param listener called on one thread, in order, and must be quick
     * @throws InterruptedException where the thread was interrupted: the study was stopped then, and its reports say so
     */
    public void run(@Nullable Trainer trainer, int workers, Runnable stopping, Consumer<StudyEvent> listener)
            throws RefusedException, StudyFileException, IOException, ExecutionException, CrashedException,
                    InterruptedException {
        if (workers < 1)
            throw new RefusedException(
                    Reason.USAGE,
                    "workers (" + workers + ") must be at least 1",
                    "Say how many trials may run at once.");
        enter();
        try {
            if (finished()) return;
            try (Running run = begin(trainer == null ? study : study.by(trainer), workers, stopping, listener)) {
                StudyRun.Ended how = await(run, stopping);
                synchronized (this) {
                    ended = how;
                }
            }
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws RefusedException {
        checkOpen();
        if (begins)
            throw new RefusedException(Reason.USAGE, "the study is running already", "Wait until it has ended.");
        begins = true;
    }

    private void checkOpen() throws RefusedException {
        if (closed) throw new RefusedException(Reason.USAGE, "the study is closed", "Open it again to go on with it.");
    }

    private synchronized void leave() {
        running = null;
        begins = false;
        notifyAll();
    }

    private synchronized Running begin(PreparedStudy runs, int workers, Runnable before, Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        checkOpen();
        Running run = start(runs, workers, listener);
        running = run;
        stopping = before;
        ended = null;
        return run;
    }

    private Running start(PreparedStudy runs, int workers, Consumer<StudyEvent> listener)
            throws RefusedException, IOException {
        if (directory == null) return new MemoryRun(runs, memory, workers, listener);
        StudyRun.Options options = StudyRun.Options.embedded(workers);
        return directory.begun()
                ? StudyRun.resume(runs, directory, options, false, listener)
                : StudyRun.begin(runs, directory, options, listener);
    }

    private static StudyRun.Ended await(Running run, Runnable stopping)
            throws ExecutionException, CrashedException, InterruptedException, IOException {
        try {
            return run.await();
        } catch (InterruptedException hurried) {
            stopping.run();
            run.stop();
            run.await();
            throw hurried;
        }
    }

    /** Starts no more trials; those that run end as they would. */
    public void finish() {
        Running run;
        synchronized (this) {
            run = running;
        }
        if (run != null) run.finish();
    }

    /**
     * Stops what runs, and runs nothing any more. Nothing recorded is lost.
     *
     * @param waits whether to return only when it has stopped, and its reports are written
     */
    public void close(boolean waits) throws InterruptedException {
        Running run;
        Runnable before;
        synchronized (this) {
            closed = true;
            run = running;
            before = stopping;
        }
        if (run != null) {
            before.run();
            run.stop();
        }
        if (!waits) return;
        synchronized (this) {
            while (begins) wait();
        }
    }

    /** Whether every trial has ended. */
    public boolean finished() {
        synchronized (this) {
            if (ended != null) return ended.ending() == LocalStudy.Ending.FINISHED;
            if (running != null) return false;
        }
        return directory != null && RunReports.finished(directory);
    }

    /** The trials so far, by number. */
    public List<Trial> trials() throws RefusedException, StudyFileException {
        synchronized (this) {
            if (running != null) return running.trials();
            if (ended != null) return ended.trials();
        }
        if (directory == null) return memory.content().trials();
        return directory.begun() ? SavedRun.of(directory).trials() : List.of();
    }

    /** What the trials so far come to by themselves: milliseconds. */
    public Ranking ranked() throws RefusedException, StudyFileException {
        StudyRun.Ended how = result();
        return how != null ? how.ranking() : Rankings.of(study.file().spec(), study.searcher(), trials(), false);
    }

    /** The same with what they say together, which takes up to seconds. */
    public Ranking analysed() throws RefusedException, StudyFileException {
        StudyRun.Ended how = result();
        if (how != null && directory != null) return how.ranking();
        boolean outOfTime = how != null && how.ending() == LocalStudy.Ending.OUT_OF_TIME;
        return Rankings.analysed(study.file().spec(), study.searcher(), trials(), outOfTime);
    }

    /** Null while the study runs, and before it did. */
    private synchronized StudyRun.@Nullable Ended result() {
        return running == null ? ended : null;
    }
}
