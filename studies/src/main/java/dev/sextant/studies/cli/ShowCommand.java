// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.logging.PrintedLines;
import dev.sextant.studies.report.TrialReport;
import dev.sextant.studies.wiring.SavedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one trial of a run, epoch by epoch. */
@Command(
        name = "show",
        description =
                "Prints one trial of a run: its configuration, why it was proposed, how it ended and why it was pruned or"
                        + " not, its curve and its health; of a program the end of what it printed.",
        footer = {"", "Example:", "  sextant show latest 12"})
final class ShowCommand implements Callable<Integer> {
    /** The forms that a trial may be printed in; named as they are typed. */
    enum Format {
        table,
        csv,
        json
    }

    /** So much is shown of what a trial's program printed. */
    private static final int LINES = 20;

    private final Console console;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The trial's number.")
    private long number;

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of table (the default), csv, json.")
    private Format format = Format.table;

    ShowCommand(Console console) {
        this.console = console;
    }

    /** The end of what its program printed. */
    private void printed(Path log) {
        List<String> lines = PrintedLines.last(log, LINES);
        if (lines.isEmpty()) return;
        console.out().println("\nIts program printed (" + log + "):");
        for (String line : lines) console.out().println("  " + line);
    }

    @Override
    public Integer call() throws Exception {
        SavedRun saved = SavedRun.find(run, console.current());
        StudySpec spec = saved.file().spec();
        TrialReport report =
                new TrialReport(spec.space(), spec.goals(), spec.searcher().name(), saved.trial(number));
        console.out()
                .print(
                        switch (format) {
                            case table -> report.text(console.columns());
                            case csv -> report.csv();
                            case json -> report.json().toPrettyString() + "\n";
                        });
        if (format == Format.table) printed(saved.directory().printed(number));
        return ExitCode.DONE;
    }
}
