// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.logging.LogConsole;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of commands that train. */
final class WorkerOptions {
    private static final int MOST_WORKERS = 4096;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Trainings at a time; changes nothing in the result. Default: one for each processor.")
    private @Nullable Integer workers;

    @Option(names = "--json", description = "Write events to standard output, one JSON object a line.")
    boolean json;

    @Option(
            names = "--quiet",
            description = "Write nothing but the result and errors; not with --verbose, but well with --json.")
    boolean quiet;

    @Option(names = "--verbose", description = "Show on standard error what is written to the run's log.")
    boolean verbose;

    int workers(@Nullable CommandSpec spec) {
        detail(quiet, verbose, spec);
        return checked(workers, spec);
    }

    /** Where other machines may train, 0 leaves all of it to them. */
    int workers(boolean cluster, @Nullable CommandSpec spec) {
        detail(quiet, verbose, spec);
        if (workers == null || workers != 0) return checked(workers, spec);
        if (cluster) return 0;
        throw new ParameterException(
                commandLine(spec), "--workers 0: nobody would train, unless --cluster has other machines do so");
    }

    /** @param workers null for one for each processor */
    static int checked(@Nullable Integer workers, @Nullable CommandSpec spec) {
        if (workers == null) return Runtime.getRuntime().availableProcessors();
        if (workers < 1 || workers > MOST_WORKERS)
            throw new ParameterException(
                    commandLine(spec), "--workers " + workers + ": must be from 1 to " + MOST_WORKERS);
        return workers;
    }

    LogConsole.Detail detail() {
        return detail(quiet, verbose, null);
    }

    static LogConsole.Detail detail(boolean quiet, boolean verbose, @Nullable CommandSpec spec) {
        if (quiet && verbose)
            throw new ParameterException(
                    commandLine(spec), "--quiet and --verbose contradict each other: give one of them");
        if (quiet) return LogConsole.Detail.NOTHING;
        return verbose ? LogConsole.Detail.EVERYTHING : LogConsole.Detail.WARNINGS;
    }

    /** An empty path would be the current folder; whoever types one has most likely an empty variable. */
    static void refuseEmpty(String option, @Nullable Path path, @Nullable CommandSpec spec) {
        if (path != null && path.toString().isBlank())
            throw new ParameterException(commandLine(spec), option + " \"" + path + "\": must name a directory");
    }

    static CommandLine commandLine(@Nullable CommandSpec spec) {
        if (spec == null) throw new IllegalStateException("picocli sets the command's own description");
        return spec.commandLine();
    }
}
