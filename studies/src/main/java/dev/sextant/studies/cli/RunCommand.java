// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.FoundRates;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.DatabaseStudies;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StoreFile;
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
import picocli.CommandLine.ParameterException;
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
            ExitCode.SAYS_LOCKED,
            ExitCode.SAYS_TOO_MANY_FAILED,
            ExitCode.SAYS_INTERRUPTED,
            ExitCode.SAYS_TERMINATED
        },
        footer = {
            "",
            "Examples:",
            "  sextant run studies/digits.json --workers 4 --set trainer.epochs=10",
            "  sextant run studies/iris.json --quiet --require \"accuracy>=0.9\" --require \"gain>0\"",
            "  sextant run studies/digits.json --store postgres://anna@db.example/search --study-key digits --standby"
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

    @Option(
            names = "--resume",
            description = "With --dir: go on with the run that is in this directory, where one of this very study is;"
                    + " otherwise begin it. For whatever starts the same command again after a crash.")
    private boolean resume;

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "Keep the trials in this PostgreSQL database instead of a file:"
                    + " postgres://[user@]host[:port]/database[?sslmode=...], without a password. The study is a new one"
                    + " there; the run's directory has its log and its reports. Default: a file in it.")
    private @Nullable String store;

    @Option(
            names = "--study-key",
            paramLabel = "KEY",
            description = "With --store: what the study is called in the database, where that must be new. Default:"
                    + " <name>-<n>. With --standby: the study that is stood by for, or begun where there is none, so that"
                    + " every machine may be given the same command. Default then: the one begun last of those with the"
                    + " same settings and data that is not finished.")
    private @Nullable String key;

    @Mixin
    private final StoreOptions database = new StoreOptions();

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
        refuseStray();
        if (resume && directory == null)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec), "--resume: go on with which run? Name its directory with --dir");
        int workers = work.workers(cluster.given(), spec);
        StudyRun.Options options = new StudyRun.Options(
                workers,
                metrics.port,
                cluster.settings(console, work.quiet, spec),
                database.passwordFile(console, spec));
        List<Requirement> required = require.requirements(spec);
        StudyFile file = StudySource.read(console.current(), study, console.in(), changes.arguments(spec));
        RequireOption.check(required, file, spec);
        // Before anything is made, and before the data is read, which may take longer.
        DatabaseStudies studies = store == null ? null : DatabaseStudies.at(store, options.passwordFile());
        PreparedStudy prepared = PreparedStudy.of(file, StudySource.folder(console.current(), study))
                .trained("sextant ask-tell " + study);
        if (!work.quiet)
            for (Problem warning : prepared.warnings())
                console.err().print(console.colors().problems(warning.text()));
        SavedRun begun = begun(prepared);
        if (begun != null)
            return new Resumption(console, work, options, required, serve, database.standby, false, spec).go(begun);
        FoundRates found = prepared.file().found();
        if (!work.quiet && found != null) console.err().println("learning rates: " + found.text());
        // Before the directory is made, so that none stays behind where the port is taken.
        try (Audience audience = serve.audience(console, spec)) {
            StoreFile joined = studies == null || !database.standby
                    ? null
                    : studies.join(prepared, key, warning -> console.err().println("warning: " + warning));
            RunDirectory run = directory == null
                    ? RunDirectory.create(
                            console.current().resolve(RunDirectory.RUNS),
                            file.spec().name())
                    : RunDirectory.claim(console.current().resolve(directory));
            if (joined != null) StudyRun.join(prepared, run, joined);
            Session session = new Session(console, work.json, work.detail(), required, audience);
            int code = Failures.logged(
                    run,
                    () -> joined != null
                            ? session.standBy(prepared, run, options, false)
                            : session.run(
                                    prepared,
                                    run,
                                    options,
                                    listener -> StudyRun.begin(prepared, run, options, studies, key, listener)));
            audience.stay(console, code);
            return code;
        }
    }

    /** The run to go on with; null where one is to be begun. */
    private @Nullable SavedRun begun(PreparedStudy study) throws RefusedException, StudyFileException {
        if (!resume || directory == null) return null;
        RunDirectory there = new RunDirectory(console.current().resolve(directory));
        if (!there.begun()) return null;
        SavedRun saved = SavedRun.of(there);
        if (saved.isOf(study)) return saved;
        throw new RefusedException(
                RefusedException.Reason.USAGE,
                "the run in " + directory + " is of another study than " + this.study + ": their settings differ",
                "Go on with it as it is: sextant resume " + directory + ". Or name another directory with --dir.");
    }

    /** What says something of a database says nothing without one. */
    private void refuseStray() {
        if (store != null) return;
        String stray = key != null
                ? "--study-key"
                : database.standby ? "--standby" : database.named() ? "--password-file" : null;
        if (stray != null)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec),
                    stray + ": says something of a database; name it with --store postgres://user@host/database");
    }
}
