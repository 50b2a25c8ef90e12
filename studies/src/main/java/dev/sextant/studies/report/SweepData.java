// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.sweep.LearningRateSweep.Point;
import dev.sextant.engine.sweep.OptimizerSweep;
import dev.sextant.engine.sweep.RateSuggestions;
import dev.sextant.engine.sweep.SuggestedRange;
import dev.sextant.engine.sweep.SweepRange;
import java.util.List;

/** Sweeps of the learning rate for programs, in full precision. */
public final class SweepData {
    private static final int FORMAT = 1;

    private SweepData() {}

    /**
     * One JSON object, format 1: {@code study}, {@code from}, {@code to}, {@code steps}, {@code suggested} with
     * {@code low} and {@code high}, and {@code sweeps}, each with {@code optimizer}, {@code valley}, {@code steepest},
     * {@code minimumTenth}, {@code divergedAt} (null where there is none), {@code low}, {@code high}, and the arrays
     * {@code rates}, {@code losses} and {@code smoothed}.
     *
     * @param sweeps at least one, all of the same range
     */
    public static String json(String study, List<OptimizerSweep> sweeps) {
        SweepRange range = sweeps.getFirst().sweep().range();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT).put("study", study);
        json.put("from", range.from()).put("to", range.to()).put("steps", range.steps());
        range(
                json.putObject("suggested"),
                SuggestedRange.of(sweeps.stream().map(OptimizerSweep::sweep).toList()));
        ArrayNode array = json.putArray("sweeps");
        for (OptimizerSweep each : sweeps) {
            RateSuggestions found = RateSuggestions.of(each.sweep());
            ObjectNode sweep = array.addObject().put("optimizer", each.optimizer());
            number(sweep, "valley", found.valley());
            number(sweep, "steepest", found.steepest());
            number(sweep, "minimumTenth", found.minimumTenth());
            number(sweep, "divergedAt", each.sweep().divergedAt());
            range(sweep, SuggestedRange.of(List.of(each.sweep())));
            ArrayNode rates = sweep.putArray("rates");
            ArrayNode losses = sweep.putArray("losses");
            ArrayNode smoothed = sweep.putArray("smoothed");
            for (Point point : each.sweep().points()) {
                rates.add(point.rate());
                losses.add(point.loss());
                smoothed.add(point.smoothed());
            }
        }
        return json.toPrettyString() + "\n";
    }

    private static void range(ObjectNode json, SuggestedRange range) {
        json.put("low", range.low()).put("high", range.high());
    }

    private static void number(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) json.put(key, value);
        else json.putNull(key);
    }

    /** A line for each step of each sweep. */
    public static String csv(List<OptimizerSweep> sweeps) {
        StringBuilder csv = new StringBuilder();
        CsvReport.line(csv, List.of("optimizer", "step", "learningRate", "loss", "smoothed"));
        for (OptimizerSweep each : sweeps)
            for (int i = 0; i < each.sweep().points().size(); i++) {
                Point point = each.sweep().points().get(i);
                CsvReport.line(
                        csv,
                        List.of(
                                CsvReport.text(each.optimizer()),
                                Integer.toString(i),
                                Double.toString(point.rate()),
                                Double.toString(point.loss()),
                                Double.toString(point.smoothed())));
            }
        return csv.toString();
    }
}
