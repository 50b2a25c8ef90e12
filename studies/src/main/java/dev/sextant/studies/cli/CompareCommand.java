// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.report.ComparedRuns;
import dev.sextant.studies.report.ComparisonReport;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunComparison;
import dev.sextant.studies.wiring.SavedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows several runs side by side. */
@Command(
        name = "compare",
        description = {
            "Prints several runs side by side: in what their studies differ, what won in each, and by how much it is"
                    + " better than what won in the first.",
            "Runs with another objective, other data, other divisions or another seed are shown and not ranked."
        },
        footer = {
            "",
            "Examples:",
            "  sextant compare digits-1 digits-2",
            "  sextant compare runs/before latest --format markdown"
        })
final class CompareCommand implements Callable<Integer> {
    /** The forms that the comparison may be printed in; named as they are typed. */
    enum Format {
        table,
        json,
        csv,
        markdown
    }

    private final Console console;

    @Parameters(
            paramLabel = "RUN",
            arity = "2..*",
            description = "The runs' directories, their names under runs/, or latest; the first is what the others are"
                    + " held against.")
    private List<String> runs = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of table (the default), json, csv, markdown.")
    private Format format = Format.table;

    @Option(
            names = "--no-time",
            description = "Leave out how long the runs took, so that the same results print the same bytes.")
    private boolean timeless;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<SavedRun> saved = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (String run : runs) {
            SavedRun found = SavedRun.find(run, console.current());
            Path path = found.directory().path().toAbsolutePath().normalize();
            if (!taken.add(path))
                throw new RefusedException(
                        RefusedException.Reason.USAGE, "the run " + run + " is named twice", "Name each run once.");
            saved.add(found);
            Path name = path.getFileName();
            names.add(name == null || names.contains(name.toString()) ? run : name.toString());
        }
        ComparedRuns compared = RunComparison.of(saved, names, !timeless);
        console.out()
                .print(
                        switch (format) {
                            case table -> ComparisonReport.text(compared, console.columns());
                            case json -> ComparisonReport.json(compared);
                            case csv -> ComparisonReport.csv(compared);
                            case markdown -> ComparisonReport.markdown(compared);
                        });
        return ExitCode.DONE;
    }
}
