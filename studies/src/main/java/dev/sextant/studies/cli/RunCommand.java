// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.FoundRates;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudyRun;
import dev.sextant.studies.wiring.StudySource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a study from its beginning. */
@Command(
        name = "run",
        description = "Runs the study and prints its ranking.",
        exitCodeList = {
            ExitCode.SAYS_STUDY_INVALID,
            ExitCode.SAYS_NO_TRIAL_SUCCEEDED,
            ExitCode.SAYS_NOT_MET,
            ExitCode.SAYS_TOO_MANY_FAILED,
            ExitCode.SAYS_INTERRUPTED,
            ExitCode.SAYS_TERMINATED
        },
        footer = {
            "",
            "Examples:",
            "  sextant run studies/digits.json --workers 4 --set trainer.epochs=10",
            "  sextant run studies/iris.json --quiet --require \"accuracy>=0.9\" --require \"gain>0\""
        })
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STUDY", description = "The study file.")
    private String study = "";

    @Mixin
    private final WorkerOptions work = new WorkerOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final MetricsOptions metrics = new MetricsOptions();

    @Mixin
    private final ServeOptions serve = new ServeOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the run is kept; must be empty or not exist. Default: runs/<name>-<n>.")
    private @Nullable Path directory;

    @Mixin
    private final RequireOption require = new RequireOption();

    @Mixin
    private final ChangeOptions changes = new ChangeOptions();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        WorkerOptions.refuseEmpty("--dir", directory, spec);
        int workers = work.workers(cluster.given(), spec);
        StudyRun.Options options =
                new StudyRun.Options(workers, metrics.port, cluster.settings(console, work.quiet, spec));
        List<Requirement> required = require.requirements(spec);
        StudyFile file = StudySource.read(console.current(), study, console.in(), changes.arguments(spec));
        RequireOption.check(required, file, spec);
        PreparedStudy prepared = PreparedStudy.of(file, StudySource.folder(console.current(), study))
                .trained("sextant ask-tell " + study);
        if (!work.quiet)
            for (Problem warning : prepared.warnings())
                console.err().print(console.colors().problems(warning.text()));
        FoundRates found = prepared.file().found();
        if (!work.quiet && found != null) console.err().println("learning rates: " + found.text());
        // Before the directory is made, so that none stays behind where the port is taken.
        try (Audience audience = serve.audience(console, spec)) {
            RunDirectory run = directory == null
                    ? RunDirectory.create(
                            console.current().resolve(RunDirectory.RUNS),
                            file.spec().name())
                    : RunDirectory.claim(console.current().resolve(directory));
            Session session = new Session(console, work.json, work.detail(), required, audience);
            int code = Failures.logged(
                    run,
                    () -> session.run(
                            prepared, run, options, listener -> StudyRun.begin(prepared, run, options, listener)));
            audience.stay(console, code);
            return code;
        }
    }
}
