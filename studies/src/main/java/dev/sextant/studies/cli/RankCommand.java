// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.studies.report.CsvReport;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.report.MarkdownReport;
import dev.sextant.studies.report.ResponsePlot;
import dev.sextant.studies.wiring.RefusedException;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the ranking of a run, finished or not. */
@Command(
        name = "rank",
        description = "Prints the ranking of a run, also of one that is going on.",
        exitCodeList = {ExitCode.SAYS_NOT_MET},
        footer = {
            "",
            "Examples:",
            "  sextant rank latest --format markdown",
            "  sextant rank latest --by batchNorm",
            "  sextant rank latest --plot",
        })
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
    private @Nullable Format format;

    @Option(
            names = "--plot",
            description = "Draw how the objective answers to the learning rate, or to the first range that varies.")
    private boolean plot;

    @Mixin
    private final ByOption by = new ByOption();

    @Mixin
    private final RequireOption require = new RequireOption();

    RankCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (plot && format != null && format != Format.table)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec), "--plot draws a picture; it does not go with --format " + format);
        if (plot && !by.names().isEmpty())
            throw new ParameterException(
                    WorkerOptions.commandLine(spec), "--plot draws a picture; it does not go with --by");
        List<Requirement> required = require.requirements(spec);
        SavedRun saved = SavedRun.find(run, console.current());
        RequireOption.check(required, saved.file(), spec);
        boolean shown = !plot && (format != Format.csv || !by.names().isEmpty());
        Ranking ranking = shown ? saved.analysedBy(by.names()) : saved.ranking();
        Writer out = new BufferedWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
        switch (format == null ? Format.table : format) {
            case table -> out.write(plot ? picture(ranking) : Session.table(console, saved.file(), ranking));
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

    private String picture(Ranking ranking) throws RefusedException {
        String picture = ResponsePlot.write(
                ranking, console.columns(), console.screen().size().rows(), console.glyphs());
        if (picture != null) return picture;
        throw new RefusedException(
                RefusedException.Reason.USAGE,
                "the study " + ranking.study() + " has no range of numbers to draw its objective over: it varies "
                        + (ranking.template().space().dimensions() == 0 ? "nothing" : "choices only"),
                "Its ranking as a table: sextant rank " + run);
    }
}
