// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Feasibility;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.FoundRates;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.report.TextReport;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudyRun;
import java.io.IOException;
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
 * @param quiet whether standard error gets nothing
 */
record Session(Console console, boolean json, boolean quiet, List<Trial> before) {
    /** Starts the study once somebody listens. */
    interface Starter {
        StudyRun start(Consumer<StudyEvent> listener) throws RefusedException, IOException;
    }

    /** Runs it; the exit code. */
    int run(PreparedStudy study, RunDirectory directory, int workers, Starter starter)
            throws RefusedException, IOException, ExecutionException, InterruptedException {
        StudySpec spec = study.file().spec();
        EventLines lines = json ? new EventLines(console.out(), spec.space()) : null;
        AtomicInteger signalled = new AtomicInteger();
        StudyRun.Ended ended;
        try (Progress progress = quiet ? null : new Progress(console, spec.goals(), before)) {
            if (lines != null) lines.run(spec.name(), directory.path().toString(), workers);
            if (progress != null)
                progress.line(spec.name() + ": " + Figures.count(spec.trials(), "trial") + ", "
                        + Figures.count(workers, "worker") + ", in " + directory.path());
            Consumer<StudyEvent> listener = event -> {
                if (progress != null) progress.accept(event);
                if (lines != null) lines.accept(event);
            };
            AtomicReference<StudyRun> running = new AtomicReference<>();
            // Before the study starts, so that there is no moment in which a signal would end the process.
            try (Interrupts.Listening _ =
                            console.interrupts().listen(code -> interrupt(running.get(), code, signalled, progress));
                    StudyRun run = starter.start(listener)) {
                running.set(run);
                if (signalled.get() != 0) run.finish();
                ended = run.await();
            }
        }
        int exit = exit(signalled.get(), ended);
        show(study.file(), ended, exit, directory, lines);
        if (exit == ExitCode.NO_TRIAL_SUCCEEDED) console.err().println(noneSucceeded(ended));
        if (!quiet) say(directory, ended.ending());
        return exit;
    }

    private static void interrupt(
            @Nullable StudyRun run, int code, AtomicInteger signalled, @Nullable Progress progress) {
        if (signalled.compareAndSet(0, code)) {
            if (progress != null)
                progress.line("stopping: the running trials end as they would, then the report is written"
                        + (code == ExitCode.INTERRUPTED ? " (Ctrl-C again to stop now)" : ""));
            if (run != null) run.finish();
        } else if (run != null) {
            run.stop();
        }
    }

    private static int exit(int signalled, StudyRun.Ended ended) {
        if (signalled != 0) return signalled;
        return ended.ranking().winner() == null ? ExitCode.NO_TRIAL_SUCCEEDED : ExitCode.DONE;
    }

    private void show(
            StudyFile study, StudyRun.Ended ended, int exit, RunDirectory directory, @Nullable EventLines lines) {
        if (lines != null)
            lines.finished(ended.ending().name(), exit, directory.path().toString(), JsonReport.write(ended.ranking()));
        else console.out().print(table(console, study, ended.ranking()));
        console.out().flush();
    }

    static String table(Console console, StudyFile study, Ranking ranking) {
        FoundRates found = study.found();
        return TextReport.write(ranking, found == null ? "" : found.text(), console.columns());
    }

    private void say(RunDirectory directory, LocalStudy.Ending ending) {
        switch (ending) {
            case FINISHED -> console.err().println("report: " + directory.page());
            case STOPPED -> console.err().println("stopped; to go on type: sextant resume " + directory.path());
        }
    }

    private static String noneSucceeded(StudyRun.Ended ended) {
        Feasibility feasibility = ended.ranking().feasibility();
        if (feasibility.broken().stream().anyMatch(broken -> broken.trials() > 0))
            return "no trial succeeded: " + Figures.count(feasibility.completed(), "trial")
                    + " completed, and none kept every constraint";
        int failed = 0;
        int diverged = 0;
        String first = "";
        for (Trial trial : ended.trials()) {
            if (trial.outcome() instanceof Outcome.Diverged) diverged++;
            if (!(trial.outcome() instanceof Outcome.Failed(String message, var _))) continue;
            if (failed++ == 0) first = "\n  the first failure, trial " + trial.number() + ": " + message;
        }
        return "no trial succeeded: " + failed + " failed, " + diverged + " diverged" + first
                + (diverged > 0 ? "\n  Trials that diverge usually need a smaller learning rate." : "");
    }
}
