// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a loss answers to learning rate, schedule and warm-up: every schedule has its own best rate, its own best loss
 * and its own cliff, which a longer warm-up moves up.
 *
 * <p>The value is base + 0.12 (lg rate - best)², and 0.05 (lg gamma + 1)² more for step, 1.5 (warmup - 0.08)² more for
 * the cosine with warm-up; 0.25 at a cosine with warm-up 0.08 and rate 0.01. Ours. Made for rates in [1e-5, 1], gamma
 * in [0.01, 1] and warmup in [0, 0.3].
 */
final class LearningRateSchedule implements TestFunction {
    static final double MINIMUM = 0.25;

    private static final String STEP = "step";
    private static final String WARMUP_COSINE = "warmupCosine";

    /**
     * What makes a schedule.
     *
     * @param base the least value
     * @param best lg of the rate that has it
     * @param cliff decades above the best rate where training begins to diverge, without warm-up
     */
    private record Response(double base, double best, double cliff) {}

    private static final Map<String, Response> RESPONSES = new LinkedHashMap<>();

    static {
        RESPONSES.put("constant", new Response(0.35, -3, 0.9));
        RESPONSES.put(STEP, new Response(0.30, -2.7, 0.9));
        RESPONSES.put("cosine", new Response(0.27, -2.4, 1));
        RESPONSES.put(WARMUP_COSINE, new Response(MINIMUM, -2, 0.6));
    }

    private static final double BEST_WARMUP = 0.08;
    private static final double CLIFF_OF_WARMUP = 6;

    @Override
    public Schema.Section schema() {
        Map<String, Schema.Section> schedules = new LinkedHashMap<>();
        for (String name : RESPONSES.keySet()) schedules.put(name, new Schema.Section("A schedule.", List.of()));
        schedules.put(
                STEP, section("gamma", new Schema.Real("Factor of a step; in [0.01, 1].", Schema.Interval.POSITIVE)));
        schedules.put(
                WARMUP_COSINE,
                section("warmup", new Schema.Real("Share of warm-up; in [0, 0.3].", Schema.Interval.UNIT)));
        return new Schema.Section(
                "Four schedules, each with a learning rate and a cliff of its own.",
                List.of(
                        new Schema.Key(
                                "learningRate", new Schema.Real("In [1e-5, 1].", Schema.Interval.POSITIVE), true, null),
                        new Schema.Key("schedule", new Schema.Variants("The schedule.", schedules), true, null)));
    }

    private static Schema.Section section(String key, Schema schema) {
        return new Schema.Section("A schedule.", List.of(new Schema.Key(key, schema, true, null)));
    }

    @Override
    public double minimum(ObjectNode arguments) {
        return MINIMUM;
    }

    @Override
    public double at(ObjectNode arguments, Shift shift, int epoch) {
        String schedule = arguments.path("schedule").fieldNames().next();
        JsonNode own = arguments.path("schedule").path(schedule);
        Response response = RESPONSES.get(schedule);
        if (response == null) throw new IllegalStateException("the schema let through " + schedule);
        double away = StrictMath.log10(arguments.path("learningRate").doubleValue())
                - shift.along(0, LearningRateMomentum.DECADES)
                - response.best;
        double cliff = response.cliff;
        double value = response.base + 0.12 * away * away;
        if (schedule.equals(STEP)) {
            double gamma = StrictMath.log10(own.path("gamma").doubleValue()) + 1;
            value += 0.05 * gamma * gamma;
        }
        if (schedule.equals(WARMUP_COSINE)) {
            double warmup = own.path("warmup").doubleValue();
            cliff += CLIFF_OF_WARMUP * warmup;
            value += 1.5 * (warmup - BEST_WARMUP) * (warmup - BEST_WARMUP);
        }
        return away > cliff ? Double.NaN : value;
    }
}
