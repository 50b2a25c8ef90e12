// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.SavedReports;
import dev.sextant.studies.wiring.SavedRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the reports of a run anew. */
@Command(
        name = "report",
        description = {
            "Writes the reports of a run anew (report.html, report.md, report.json, trials.csv) and prints"
                    + " where they are.",
            "Those of a run that is going on say what is known so far; they are put into so-far in its directory."
        },
        footer = {
            "",
            "Examples:",
            "  sextant report latest",
            "  sextant report digits-1 --dir site",
            "  sextant report latest --by batchNorm",
        })
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the reports are put, instead of those that are there. Default: the run's directory.")
    private @Nullable Path directory;

    @Mixin
    private final ByOption by = new ByOption();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        SavedRun saved = SavedRun.find(run, console.current());
        RunDirectory written = new SavedReports(saved)
                .write(directory == null ? null : console.current().resolve(directory), by.names());
        if (saved.goesOn()) console.err().println("the run is going on: the reports say what is known so far");
        for (Path file : new Path[] {written.page(), written.markdown(), written.report(), written.trials()})
            console.out().println(file);
        return ExitCode.DONE;
    }
}
