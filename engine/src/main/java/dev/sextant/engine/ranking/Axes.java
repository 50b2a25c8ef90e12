// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import org.jspecify.annotations.Nullable;

/**
 * The two things a ranking is about: which schedule, and which learning rate. Either may be a parameter, fixed in the
 * document, or absent (a trainer that has none).
 *
 * @param fixedSchedule the schedule's name where it does not vary, or null
 * @param fixedRate the learning rate where it does not vary, or NaN
 */
public record Axes(@Nullable String fixedSchedule, double fixedRate) {
    /** Where a trainer's document holds its schedule. */
    public static final String SCHEDULE = "schedule";

    /** Where a trainer's document holds its learning rate. */
    public static final String RATE = "learningRate";

    /** Where a trainer's document holds its optimizer, by which a learning rate means what it means. */
    public static final String OPTIMIZER = "optimizer";

    public static Axes of(Template template) {
        JsonNode document = template.document();
        Parameter schedule = template.space().find(SCHEDULE);
        Parameter rate = template.space().find(RATE);
        return new Axes(
                schedule == null ? nameOf(document.get(SCHEDULE)) : null,
                rate == null && document.path(RATE).isNumber()
                        ? document.get(RATE).doubleValue()
                        : Double.NaN);
    }

    /** Whether learning rates are equally far apart where their ratios are equal: always, but on a linear range. */
    static boolean logarithmic(Template template) {
        Parameter rate = template.space().find(RATE);
        return rate == null
                || switch (rate.domain()) {
                    case Domain.Range range -> range.scale() == Scale.LOG;
                    case Domain.Whole whole -> whole.scale() == Scale.LOG;
                    case Domain.Choice _ -> true;
                };
    }

    private static @Nullable String nameOf(@Nullable JsonNode schedule) {
        if (schedule == null) return null;
        if (schedule.isTextual()) return schedule.textValue();
        return schedule.isObject() && schedule.size() == 1
                ? schedule.fieldNames().next()
                : null;
    }

    /** The schedule's name in this configuration, or null where the trainer has none. */
    public @Nullable String scheduleOf(Configuration configuration) {
        Value value = configuration.get(SCHEDULE);
        return value == null ? fixedSchedule : value.text();
    }

    /** The learning rate in this configuration, or NaN where the trainer has none. */
    public double rateOf(Configuration configuration) {
        return switch (configuration.get(RATE)) {
            case Value.Real real -> real.number();
            case Value.Whole whole -> whole.number();
            case Value.Chosen chosen -> parse(chosen.label());
            case null -> fixedRate;
        };
    }

    private static double parse(String label) {
        try {
            return Double.parseDouble(label);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
