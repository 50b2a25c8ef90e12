// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.LimitsReader;
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
        return new Resumption(console, work, options, required, serve, database.standby, !changes.isEmpty(), spec)
                .go(saved);
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
}
