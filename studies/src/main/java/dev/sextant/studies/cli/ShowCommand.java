// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.report.TrialReport;
import dev.sextant.studies.wiring.SavedRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one trial of a run, epoch by epoch. */
@Command(
        name = "show",
        description =
                "Prints one trial of a run: its configuration, why it was proposed, how it ended and why it was pruned or"
                        + " not, its curve and its health.",
        footer = {"", "Example:", "  sextant show latest 12"})
final class ShowCommand implements Callable<Integer> {
    /** The forms that a trial may be printed in; named as they are typed. */
    enum Format {
        table,
        csv,
        json
    }

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
        return ExitCode.DONE;
    }
}
