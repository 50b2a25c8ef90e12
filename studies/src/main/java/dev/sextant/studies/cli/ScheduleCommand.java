// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.LearningRateSchedules;
import dev.sextant.engine.spi.LearningRateSchedules.Outline;
import dev.sextant.engine.spi.LearningRateSchedules.Plan;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.trial.Direction;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.file.TypedValue;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the learning rates of a schedule without training. */
@Command(
        name = "schedule",
        description = "Prints the learning rates that a schedule gives, and draws them on a terminal.",
        footer = {
            "",
            "Example:",
            "  sextant schedule cosine --learning-rate 0.1 --epochs 30",
            "  sextant schedule '{\"step\": {\"gamma\": 0.5, \"warmup\": 3}}' --epochs 30",
            "",
            "sextant schedule --list names every schedule with its keys and defaults."
        })
final class ScheduleCommand implements Callable<Integer> {
    /** The forms that the rates may be printed in; named as they are typed. */
    enum Format {
        table,
        json,
        csv
    }

    private static final Schema.Interval COUNT = Schema.Interval.closed(1, Plan.MOST_STEPS);

    private final Console console;

    @Parameters(
            paramLabel = "SCHEDULE",
            arity = "0..1",
            description = "A schedule as a study has it: its name, or JSON such as '{\"cosine\": {\"tMax\": 30}}'.")
    private @Nullable String schedule;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "The learning rate that the schedule modifies. Default: that of a network.")
    private @Nullable Double learningRate;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How many epochs. Default: as many as --metric has values, or those of a network.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batches",
            paramLabel = "B",
            description = "Mini-batches in an epoch, for schedules that change the rate with each. Default: 1.")
    private int batches = 1;

    @Option(
            names = "--metric",
            paramLabel = "A,B,C…",
            description = "The watched metric after each epoch, for reduceOnPlateau. The last value holds for the"
                    + " epochs that have none; values beyond the last epoch are not used. Default: it never improves.")
    private @Nullable String metric;

    @Option(names = "--maximize", description = "Large values of the metric are good.")
    private boolean maximize;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of table (the default), json (an array of the rates), csv.")
    private Format format = Format.table;

    @Option(names = "--list", description = "Print every schedule with its keys and defaults.")
    private boolean list;

    ScheduleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        LearningRateSchedules schedules = Services.schedules();
        if (list) {
            console.out().print(ScheduleList.text(schedules.schema(), console.columns()));
            return ExitCode.DONE;
        }
        if (schedule == null || schedule.isBlank())
            throw refused("a schedule is missing", "Try: sextant schedule cosine, or sextant schedule --list");
        JsonNode document;
        try {
            document = TypedValue.read("schedule", schedule, schedules.schema());
        } catch (StudyFileException invalid) {
            // An argument, not a study file.
            console.err().print(invalid.text());
            return ExitCode.USAGE;
        }
        Outline outline = outline();
        Plan plan;
        try {
            plan = schedules.plan(document, outline);
        } catch (IllegalArgumentException contradiction) {
            throw refused("schedule: " + contradiction.getMessage(), "");
        }
        if (plan.watchesMetric() && metric == null)
            console.err().println("This schedule watches a metric: without --metric it is taken never to improve.");
        print(document.fieldNames().next(), outline, plan);
        return ExitCode.DONE;
    }

    private void print(String name, Outline outline, Plan plan) {
        switch (format) {
            case json -> console.out().println(ScheduleRates.json(plan));
            case csv -> console.out().print(ScheduleRates.csv(plan, outline.batches()));
            case table -> {
                console.out().print(ScheduleRates.table(name, outline, plan));
                if (!console.live()) return;
                // Beside the result, as progress is: what goes into a file is the table alone.
                console.out().flush();
                console.err().print(RateCurve.text(plan.steps(), outline.epochs(), console.columns()));
            }
        }
    }

    private Outline outline() throws RefusedException {
        List<Double> metrics = metrics();
        double rate = learningRate == null ? preset("learningRate").doubleValue() : learningRate;
        if (!Schema.Interval.POSITIVE.contains(rate) || !Double.isFinite(rate))
            throw refused("--learning-rate " + rate + ": must be above 0", "");
        int length =
                epochs != null ? epochs : metrics.isEmpty() ? preset("epochs").intValue() : metrics.size();
        check("--epochs", length);
        check("--batches", batches);
        return new Outline(rate, length, batches, maximize ? Direction.MAXIMIZE : Direction.MINIMIZE, metrics);
    }

    private static void check(String option, int value) throws RefusedException {
        if (!COUNT.contains(value)) throw refused(option + " " + value + ": must be " + COUNT.text(), "");
    }

    private List<Double> metrics() throws RefusedException {
        List<Double> metrics = new ArrayList<>();
        if (metric == null) return metrics;
        for (String value : metric.split(",", -1))
            try {
                metrics.add(Double.valueOf(value.strip()));
            } catch (NumberFormatException notANumber) {
                throw refused(
                        "--metric: \"" + value.strip() + "\" is not a number", "write it as --metric 0.9,0.7,0.65");
            }
        return metrics;
    }

    /** What a network has where its study does not say. */
    private static JsonNode preset(String key) {
        TrainerFactory network = Services.catalog().trainer(StudyReader.DEFAULT_TRAINER);
        Schema.Key found = network == null ? null : network.schema().find(key);
        if (found == null || found.preset() == null)
            throw new IllegalStateException("the trainer of networks has no default for " + key);
        return found.preset();
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(RefusedException.Reason.USAGE, message, help);
    }
}
