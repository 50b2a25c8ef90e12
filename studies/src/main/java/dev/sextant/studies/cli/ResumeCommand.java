// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.LimitsReader;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.Provenance;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudyRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that was interrupted. */
@Command(
        name = "resume",
        description = "Goes on with a run that was interrupted; its ranking is the one it would have had.",
        exitCodeList = {
            ExitCode.SAYS_STUDY_INVALID,
            ExitCode.SAYS_NO_TRIAL_SUCCEEDED,
            ExitCode.SAYS_NOT_MET,
            ExitCode.SAYS_LOCKED,
            ExitCode.SAYS_TOO_MANY_FAILED,
            ExitCode.SAYS_INTERRUPTED,
            ExitCode.SAYS_TERMINATED
        },
        footer = {"", "Example:", "  sextant resume latest"})
final class ResumeCommand implements Callable<Integer> {
    private static final List<String> CHANGEABLE = List.of(
            LimitsReader.LIMITS + "." + LimitsReader.STUDY_TIME, LimitsReader.LIMITS + "." + LimitsReader.SLICE_TIME);

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Option(
            names = "--set",
            paramLabel = "path=value",
            description = {
                "Changes a limit that has no part in the result, as in",
                "--set limits.studyTime=4h; may be repeated."
            })
    private List<String> sets = new ArrayList<>();

    @Mixin
    private final WorkerOptions work = new WorkerOptions();

    @Mixin
    private final RequireOption require = new RequireOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final MetricsOptions metrics = new MetricsOptions();

    @Mixin
    private final StoreOptions database = new StoreOptions();

    @Mixin
    private final ServeOptions serve = new ServeOptions();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        int workers = work.workers(cluster.given(), spec);
        StudyRun.Options options = new StudyRun.Options(
                workers,
                metrics.port,
                cluster.settings(console, work.quiet, spec),
                database.passwordFile(console, spec));
        List<Argument> changes = changes();
        List<Requirement> required = require.requirements(spec);
        SavedRun saved = SavedRun.find(run, console.current(), changes);
        RequireOption.check(required, saved.file(), spec);
        if (saved.finished()) return showFinished(saved, required, workers);
        if (!work.quiet && !saved.version().equals(Provenance.version()))
            console.err()
                    .println("warning: the run was begun by Sextant " + saved.version() + " and goes on with "
                            + Provenance.version() + "; its result is that of neither");
        PreparedStudy prepared = saved.prepare()
                .trained("sextant ask-tell " + saved.directory().resolved() + " --dir "
                        + saved.directory().path());
        try (Audience audience = serve.audience(console, spec)) {
            Session session = new Session(console, work.json, work.detail(), required, audience);
            int code = Failures.logged(
                    saved.directory(),
                    () -> database.standby
                            ? session.standBy(prepared, saved.directory(), options, !changes.isEmpty())
                            : session.run(
                                    prepared,
                                    saved.directory(),
                                    options,
                                    listener -> StudyRun.resume(
                                            prepared, saved.directory(), options, !changes.isEmpty(), listener)));
            audience.stay(console, code);
            return code;
        }
    }

    private List<Argument> changes() {
        List<Argument> arguments = new ArrayList<>();
        for (String set : sets) {
            Argument argument;
            try {
                argument = Argument.set(set);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(WorkerOptions.commandLine(spec), e.getMessage(), e);
            }
            if (!CHANGEABLE.contains(argument.path()))
                throw new ParameterException(
                        WorkerOptions.commandLine(spec),
                        "--set " + set + ": of a run that has begun only " + String.join(" and ", CHANGEABLE)
                                + " can be changed, because nothing else leaves its result as it is");
            arguments.add(argument);
        }
        return arguments;
    }

    private int showFinished(SavedRun saved, List<Requirement> required, int workers) throws Exception {
        Ranking ranking = saved.analysed();
        List<Requirement.Finding> found =
                Requirement.find(required, ranking, required.isEmpty() ? List.of() : saved.trials());
        int exit = Session.exit(Session.exit(ranking), found);
        String directory = saved.directory().path().toString();
        if (!work.quiet) console.err().println(directory + " is finished already; nothing is left to run");
        if (work.json) {
            EventLines lines = new EventLines(console.out(), saved.file().spec().space(), System::nanoTime);
            lines.run(saved.file().spec().name(), directory, workers);
            lines.finished("finished", exit, directory, Requirement.json(found), JsonReport.write(ranking));
        } else console.out().print(Session.table(console, saved.file(), ranking));
        console.out().flush();
        Session.tell(found, console, work.quiet);
        return exit;
    }
}
