// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.studies.report.CsvReport;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.report.MarkdownReport;
import dev.sextant.studies.wiring.SavedRun;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the ranking of a run, finished or not. */
@Command(
        name = "rank",
        description = "Prints the ranking of a run, also of one that is going on.",
        exitCodeList = {ExitCode.SAYS_NOT_MET},
        footer = {"", "Example:", "  sextant rank latest --format markdown"})
final class RankCommand implements Callable<Integer> {
    /** The forms that a ranking may be printed in; named as they are typed. */
    enum Format {
        table,
        csv,
        json,
        markdown
    }

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of table (the default), csv, json, markdown.")
    private Format format = Format.table;

    @Mixin
    private final RequireOption require = new RequireOption();

    RankCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<Requirement> required = require.requirements(spec);
        SavedRun saved = SavedRun.find(run, console.current());
        RequireOption.check(required, saved.file(), spec);
        Ranking ranking = saved.ranking();
        Writer out = new BufferedWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
        switch (format) {
            case table -> out.write(Session.table(console, saved.file(), ranking));
            case csv -> CsvReport.write(ranking, out);
            case json -> JsonReport.write(ranking, JsonNodeFactory.instance.objectNode(), out);
            case markdown -> out.write(MarkdownReport.write(ranking));
        }
        out.flush();
        List<Requirement.Finding> found =
                Requirement.find(required, ranking, required.isEmpty() ? List.of() : saved.trials());
        Session.tell(found, console, false);
        return Session.exit(ExitCode.DONE, found);
    }
}
