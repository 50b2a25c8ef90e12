// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Feasibility;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.FoundRates;
import dev.sextant.studies.file.LimitsReader;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.live.WatchedStudy;
import dev.sextant.studies.logging.LogConsole;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.report.TextReport;
import dev.sextant.studies.wiring.CrashedException;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudyRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a study to its end before a person's eyes.
 *
 * @param json whether standard output gets events instead of the table
 * @param detail how much of the log standard error gets; with nothing of it, it gets nothing else either
 * @param required what the winner has to reach
 * @param audience who follows the run beside whoever typed the command
 */
record Session(Console console, boolean json, LogConsole.Detail detail, List<Requirement> required, Audience audience) {
    /** Trainings of other machines that are shown, at most. */
    private static final int MOST_WATCHED = 4096;

    /** Starts the study once somebody listens. */
    interface Starter {
        StudyRun start(Consumer<StudyEvent> listener) throws RefusedException, IOException;
    }

    /** Runs it; the exit code. */
    int run(PreparedStudy study, RunDirectory directory, StudyRun.Options options, Starter starter)
            throws RefusedException, CrashedException, IOException, ExecutionException, InterruptedException {
        int workers = options.workers();
        boolean quiet = detail == LogConsole.Detail.NOTHING;
        StudySpec spec = study.file().spec();
        EventLines lines = json ? new EventLines(console.out(), spec.space(), System::nanoTime) : null;
        AtomicInteger signalled = new AtomicInteger();
        AtomicReference<StudyRun> running = new AtomicReference<>();
        // Trials of other machines are watched, too: never more run than may be open at once.
        int watched = options.cluster() == null
                ? workers
                : Math.clamp(spec.parallelism().open(), Math.max(workers, 1), MOST_WATCHED);
        audience.expect(study, directory, watched);
        LocalStudy.Ending ending = null;
        StudyRun.Ended ended;
        try (Progress progress = quiet
                ? null
                : Progress.of(console, WatchedStudy.of(spec, study.file().epochs(), watched))) {
            LogConsole.show(detail, line -> say(line, progress));
            if (lines != null) lines.run(spec.name(), directory.path().toString(), workers);
            if (progress != null)
                progress.line(spec.name() + ": " + Figures.count(spec.trials(), "trial") + ", "
                        + Figures.count(workers, "worker") + ", in " + directory.path());
            long most = spec.budget(study.searcher().capacity());
            if (progress != null && most < spec.trials())
                progress.line("the search has " + Figures.count(most, "trial") + ": the "
                        + spec.searcher().name() + " has "
                        + Figures.count(study.searcher().capacity(), "point"));
            Consumer<StudyEvent> listener = event -> {
                audience.accept(event);
                if (progress != null) progress.accept(event);
                if (lines == null) return;
                lines.accept(event);
                if (lines.unread()) unread(running, signalled, progress);
            };
            // Before the study starts, so that there is no moment in which a signal would end the process.
            try (Interrupts.Listening _ =
                            console.interrupts().listen(code -> interrupt(running, code, signalled, progress));
                    StudyRun run = starter.start(listener)) {
                running.set(run);
                run.onNews(line -> {
                    if (progress != null) progress.line(line);
                });
                audience.began(run, line -> say(line, progress));
                if (run.metricsAddress() != null && progress != null) progress.line(metrics(run, directory));
                if (signalled.get() != 0) run.finish();
                ended = run.await();
                ending = ended.ending();
            } finally {
                LogConsole.reset();
            }
        } finally {
            audience.ended(ending);
        }
        if (audience.hasStopped() && ending == LocalStudy.Ending.STOPPED)
            signalled.compareAndSet(0, ExitCode.INTERRUPTED);
        // Whoever interrupts does not ask any more.
        List<Requirement.Finding> found =
                signalled.get() != 0 ? List.of() : Requirement.find(required, ended.ranking(), ended.trials());
        int exit = exit(exit(signalled.get(), ended), found);
        show(study.file(), ended, exit, found, directory, lines);
        if (exit == ExitCode.NO_TRIAL_SUCCEEDED) console.err().println(noneSucceeded(ended));
        if (exit == ExitCode.TOO_MANY_FAILED) console.err().println(tooManyFailed(ended.ranking()));
        tell(found, console, quiet);
        if (!quiet) say(directory, ended.ending(), spec.limits());
        return exit;
    }

    /**
     * Waits until this machine may lead the study, and runs it from there; the exit code.
     *
     * @param changed see {@link StudyRun#resume}
     */
    int standBy(PreparedStudy study, RunDirectory directory, StudyRun.Options options, boolean changed)
            throws RefusedException, CrashedException, IOException, ExecutionException, InterruptedException {
        StandbyWait.Ended waited = new StandbyWait(console, detail == LogConsole.Detail.NOTHING, json)
                .await(directory, study.file().spec(), options.passwordFile());
        StudyStore store = waited.store();
        if (store == null) return waited.code();
        return run(
                study,
                directory,
                options,
                listener -> StudyRun.resume(study, directory, options, changed, store, listener));
    }

    /** What is required counts where nothing worse has happened. */
    static int exit(int code, List<Requirement.Finding> found) {
        boolean met = found.stream().allMatch(Requirement.Finding::met);
        return code == ExitCode.DONE && !met ? ExitCode.NOT_MET : code;
    }

    /** On standard error: what does not hold, and unless it is to be quiet what does. */
    static void tell(List<Requirement.Finding> found, Console console, boolean quiet) {
        for (Requirement.Finding finding : found)
            if (!finding.met()) console.err().println(console.colors().failure("sextant:") + " " + finding.text());
            else if (!quiet) console.err().println(finding.text());
    }

    private void say(String line, @Nullable Progress progress) {
        if (progress != null) {
            progress.line(line);
            return;
        }
        console.err().println(line);
        console.err().flush();
    }

    /** Once, and on standard error alone: whoever reads the token can read the metrics. */
    private static String metrics(StudyRun run, RunDirectory directory) {
        return "metrics: " + run.metricsAddress() + ", with the header Authorization: Bearer " + run.metricsToken()
                + "\n  The token is in " + directory.metricsToken() + ", too.";
    }

    private void interrupt(
            AtomicReference<StudyRun> running, int code, AtomicInteger signalled, @Nullable Progress progress) {
        StudyRun run = running.get();
        if (signalled.compareAndSet(0, code)) {
            if (progress != null)
                progress.line("stopping: the running trials end as they would, then the report is written"
                        + (code == ExitCode.INTERRUPTED
                                ? " (Ctrl-C again to stop now)"
                                : " (those that take longer than " + Deadline.STOP.toSeconds()
                                        + " s are run again by resume)"));
            if (run != null) run.finish();
            if (code == ExitCode.TERMINATED)
                Deadline.begin(
                        () -> stop(running.get()), () -> console.interrupts().halt(code));
        } else {
            stop(run);
        }
    }

    /** A search for nobody is ended in order, once. */
    private static void unread(
            AtomicReference<StudyRun> running, AtomicInteger signalled, @Nullable Progress progress) {
        if (!signalled.compareAndSet(0, ExitCode.PIPE_CLOSED)) return;
        if (progress != null)
            progress.line("nobody reads the events any more: the running trials end as they would, then the report is"
                    + " written");
        StudyRun run = running.get();
        if (run != null) run.finish();
    }

    private static void stop(@Nullable StudyRun run) {
        if (run != null) run.stop();
    }

    private static int exit(int signalled, StudyRun.Ended ended) {
        return signalled != 0 ? signalled : exit(ended.ranking());
    }

    /** Of a run that nobody interrupted. */
    static int exit(Ranking ranking) {
        if (ranking.winner() == null) return ExitCode.NO_TRIAL_SUCCEEDED;
        SearchEnding ending = ranking.ending();
        return ending != null && ending.failures() ? ExitCode.TOO_MANY_FAILED : ExitCode.DONE;
    }

    private void show(
            StudyFile study,
            StudyRun.Ended ended,
            int exit,
            List<Requirement.Finding> found,
            RunDirectory directory,
            @Nullable EventLines lines) {
        if (lines != null)
            lines.finished(
                    ended.ending().name(),
                    exit,
                    directory.path().toString(),
                    Requirement.json(found),
                    JsonReport.write(ended.ranking()));
        else console.out().print(table(console, study, ended.ranking()));
        console.out().flush();
    }

    static String table(Console console, StudyFile study, Ranking ranking) {
        FoundRates found = study.found();
        return console.colors().table(TextReport.write(ranking, found == null ? "" : found.text(), console.columns()));
    }

    private static String tooManyFailed(Ranking ranking) {
        SearchEnding ending = ranking.ending();
        return "the search was ended: " + (ending == null ? "" : ending.reason());
    }

    private void say(RunDirectory directory, LocalStudy.Ending ending, Limits limits) {
        switch (ending) {
            case FINISHED -> console.err().println("report: " + directory.page());
            case STOPPED -> console.err().println("stopped; to go on type: sextant resume " + directory.path());
            case OUT_OF_TIME ->
                console.err()
                        .println("stopped by its limit of time; to go on type: sextant resume " + directory.path()
                                + more(limits));
        }
    }

    /** With twice the time, which is in the run's own words. */
    private static String more(Limits limits) {
        Duration limit = limits.studyTime();
        return limit == null
                ? ""
                : " --set " + LimitsReader.LIMITS + "." + LimitsReader.STUDY_TIME + "="
                        + Limits.text(limit.multipliedBy(2));
    }

    private static String noneSucceeded(StudyRun.Ended ended) {
        Feasibility feasibility = ended.ranking().feasibility();
        if (feasibility.broken().stream().anyMatch(broken -> broken.trials() > 0))
            return "no trial succeeded: " + Figures.count(feasibility.completed(), "trial")
                    + " completed, and none kept every constraint";
        int failed = 0;
        int diverged = 0;
        int stopped = 0;
        int unfinished = 0;
        String first = "";
        for (Trial trial : ended.trials()) {
            if (trial.outcome() == null) unfinished++;
            if (trial.outcome() instanceof Outcome.Pruned) stopped++;
            if (trial.outcome() instanceof Outcome.Diverged) diverged++;
            if (!(trial.outcome() instanceof Outcome.Failed(String message, var _))) continue;
            if (failed++ == 0) first = "\n  the first failure, trial " + trial.number() + ": " + message;
        }
        return "no trial succeeded: " + failed + " failed, " + diverged + " diverged"
                + (stopped > 0 ? ", " + stopped + " pruned" : "")
                + (unfinished > 0 ? ", " + unfinished + " not finished" : "") + first
                + (diverged > 0 ? "\n  Trials that diverge usually need a smaller learning rate." : "");
    }
}
