// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.sweep.OptimizerSweep;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.report.SweepData;
import dev.sextant.studies.report.SweepPage;
import dev.sextant.studies.report.SweepText;
import dev.sextant.studies.wiring.RateSweeps;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for the learning rates that are worth searching. */
@Command(
        name = "lr-find",
        description = {
            "Trains the study's default configuration for a moment while its learning rate rises, once with each"
                    + " optimizer that it may choose, and prints the learning rates that this suggests.",
            "Where a study says \"learningRate\": {\"find\": {}}, a run does the same before its search."
        },
        exitCodeList = {ExitCode.SAYS_STUDY_INVALID},
        footer = {"", "Example:", "  sextant lr-find studies/digits.json --html rates.html"})
final class LrFindCommand implements Callable<Integer> {
    /** The forms that a sweep may be printed in; named as they are typed. */
    enum Format {
        table,
        json,
        csv
    }

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STUDY", description = "The study file.")
    private String study = "";

    @Option(names = "--from", paramLabel = "R", description = "The first learning rate. Default: the study's, or 1e-7.")
    private @Nullable Double from;

    @Option(
            names = "--to",
            paramLabel = "R",
            description = "The learning rate at which the sweep ends. Default: the study's, or 10.")
    private @Nullable Double to;

    @Option(names = "--steps", paramLabel = "N", description = "Mini-batches. Default: the study's, or 100.")
    private @Nullable Integer steps;

    @Option(names = "--seed", paramLabel = "S", description = "The study's seed. Default: the file's.")
    private @Nullable String seed;

    @Option(
            names = "--set",
            paramLabel = "path=value",
            description = {"Changes a value of the study, as in", "--set trainer.batchSize=64; may be repeated."})
    private List<String> sets = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of table (the default), json, csv.")
    private Format format = Format.table;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with the curves, too. Default: no page.")
    private @Nullable Path page;

    @Option(names = "--quiet", description = "Write nothing but the figures: no curves, no messages.")
    private boolean quiet;

    LrFindCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        StudyFile file = StudySource.read(console.current(), study, console.in(), arguments());
        String name = file.spec().name();
        List<OptimizerSweep> sweeps = RateSweeps.of(file, StudySource.folder(console.current(), study), range(file))
                .sweeps();
        console.out()
                .print(
                        switch (format) {
                            case table -> SweepText.write(name, sweeps, !quiet, console.columns());
                            case json -> SweepData.json(name, sweeps);
                            case csv -> SweepData.csv(sweeps);
                        });
        if (page != null) write(page, SweepPage.write(name, sweeps));
        return ExitCode.DONE;
    }

    /** What was typed, then what the study says, then what is usual. */
    private SweepRange range(StudyFile file) {
        SweepRange usual = file.wanted() == null ? SweepRange.DEFAULT : file.wanted();
        try {
            return new SweepRange(
                    from == null ? usual.from() : from,
                    to == null ? usual.to() : to,
                    steps == null ? usual.steps() : steps);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(WorkerOptions.commandLine(spec), e.getMessage(), e);
        }
    }

    private List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        try {
            for (String set : sets) arguments.add(Argument.set(set));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(WorkerOptions.commandLine(spec), e.getMessage(), e);
        }
        if (seed != null) arguments.add(Argument.option("--seed", "seed", seed));
        return arguments;
    }

    private void write(Path file, String text) throws RefusedException {
        try {
            Files.writeString(console.current().resolve(file), text);
        } catch (IOException e) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    "cannot write " + file + ": " + StudySource.reason(e),
                    "Name another file with --html.");
        }
        if (!quiet) console.err().println("page: " + file);
    }
}
