// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.report.RunLine;
import dev.sextant.studies.report.RunListReport;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.RunList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the runs in a folder. */
@Command(
        name = "list",
        description = {
            "Prints the runs in a folder: when each began, how it stands, how far it came, and what won.",
            "Looks on; a run that is going on is not disturbed."
        },
        footer = {"", "Examples:", "  sextant list", "  sextant list experiments --sort name --format json"})
final class ListCommand implements Callable<Integer> {
    /** The forms that the list may be printed in; named as they are typed. */
    enum Format {
        table,
        json,
        csv
    }

    /** What the list may be sorted by; named as they are typed. */
    enum Sort {
        newest,
        name
    }

    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,18})");

    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The folder in which the runs are. Default: " + RunDirectory.RUNS + ".")
    private @Nullable String folder;

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of table (the default), json, csv.")
    private Format format = Format.table;

    @Option(names = "--sort", paramLabel = "KEY", description = "One of newest (the default: newest first), name.")
    private Sort sort = Sort.newest;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String typed = folder == null ? RunDirectory.RUNS : folder;
        Path path = console.current().resolve(typed);
        RunList list =
                folder == null && !Files.exists(path) ? new RunList(List.of(), List.of()) : RunList.of(path, typed);
        List<RunLine> runs = new ArrayList<>(list.runs());
        runs.sort(
                switch (sort) {
                    case newest ->
                        Comparator.comparing(RunLine::begun).reversed().thenComparing(byName());
                    case name -> byName();
                });
        console.out()
                .print(
                        switch (format) {
                            case table -> RunListReport.text(runs, console.columns(), ZoneId.systemDefault());
                            case json -> RunListReport.json(runs);
                            case csv -> RunListReport.csv(runs);
                        });
        if (runs.isEmpty()) console.err().println("There is no run in " + typed + ". Begin one: sextant run STUDY");
        if (format == Format.table)
            for (RunLine run : runs)
                if (!run.problem().isEmpty()) console.err().println(run.name() + " is damaged: " + run.problem());
        if (!list.others().isEmpty())
            console.err().println("Folders that are no runs: " + String.join(", ", list.others()));
        return ExitCode.DONE;
    }

    /** digits-2 before digits-10. */
    private static Comparator<RunLine> byName() {
        return Comparator.<RunLine, String>comparing(run -> stem(run.name()))
                .thenComparingLong(run -> number(run.name()))
                .thenComparing(RunLine::name);
    }

    private static String stem(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    private static long number(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(2)) : -1;
    }
}
