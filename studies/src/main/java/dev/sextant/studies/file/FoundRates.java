// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.sweep.RateSuggestions;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.studies.tree.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The range of learning rates that a sweep found for a study, and how: kept in the resolved study, so that nothing is
 * swept again.
 *
 * @param swept what the sweeps went through
 * @param low smallest rate searched
 * @param high largest rate searched
 * @param sweeps one for each optimizer that the study may choose
 */
public record FoundRates(SweepRange swept, double low, double high, List<Sweep> sweeps) {
    /** Under this key of a resolved study it stands; readers of other studies skip it. */
    static final String KEY = "x-found";

    private static final String LOW = "low";
    private static final String HIGH = "high";
    private static final String SWEEPS = "sweeps";
    private static final String OPTIMIZER = "optimizer";
    private static final String VALLEY = "valley";
    private static final String STEEPEST = "steepest";
    private static final String MINIMUM_TENTH = "minimumTenth";
    private static final String DIVERGED_AT = "divergedAt";

    /**
     * One sweep in short.
     *
     * @param optimizer its name; empty where the trainer has none
     * @param divergedAt the rate that ended the sweep before its last step, or NaN
     */
    public record Sweep(String optimizer, RateSuggestions suggestions, double divergedAt) {}

    public FoundRates {
        sweeps = List.copyOf(sweeps);
    }

    /** In one line for people: {@code 2.5e-4 … 1.6, found by sweeps of 1e-7 … 10 with sgd, adam}. */
    public String text() {
        List<String> names = new ArrayList<>();
        for (Sweep sweep : sweeps) if (!sweep.optimizer().isEmpty()) names.add(sweep.optimizer());
        return number(low) + " … " + number(high) + ", found by "
                + (sweeps.size() == 1 ? "a sweep" : sweeps.size() + " sweeps") + " of " + number(swept.from())
                + " … " + number(swept.to()) + (names.isEmpty() ? "" : " with " + String.join(", ", names));
    }

    private static String number(double rate) {
        String text = Numbers.text(rate);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** As it stands in a resolved study. */
    ObjectNode write() {
        ObjectNode found = JsonNodeFactory.instance
                .objectNode()
                .put(FindReader.FROM, swept.from())
                .put(FindReader.TO, swept.to())
                .put(FindReader.STEPS, swept.steps())
                .put(LOW, low)
                .put(HIGH, high);
        ArrayNode array = found.putArray(SWEEPS);
        for (Sweep sweep : sweeps) {
            ObjectNode each = array.addObject().put(OPTIMIZER, sweep.optimizer());
            number(each, VALLEY, sweep.suggestions().valley());
            number(each, STEEPEST, sweep.suggestions().steepest());
            number(each, MINIMUM_TENTH, sweep.suggestions().minimumTenth());
            number(each, DIVERGED_AT, sweep.divergedAt());
        }
        return found;
    }

    /** What was written; null where it is something else, since any {@code x-} key may stand in a study. */
    static @Nullable FoundRates read(JsonNode written) {
        if (!written.path(LOW).isNumber()
                || !written.path(HIGH).isNumber()
                || !written.path(SWEEPS).isArray()) return null;
        List<Sweep> sweeps = new ArrayList<>();
        for (JsonNode each : written.path(SWEEPS))
            sweeps.add(new Sweep(
                    each.path(OPTIMIZER).asText(),
                    new RateSuggestions(
                            number(each.path(VALLEY)), number(each.path(STEEPEST)), number(each.path(MINIMUM_TENTH))),
                    number(each.path(DIVERGED_AT))));
        try {
            SweepRange swept = new SweepRange(
                    number(written.path(FindReader.FROM)),
                    number(written.path(FindReader.TO)),
                    written.path(FindReader.STEPS).intValue());
            return new FoundRates(
                    swept, written.path(LOW).doubleValue(), written.path(HIGH).doubleValue(), sweeps);
        } catch (IllegalArgumentException noSweep) {
            return null;
        }
    }

    private static void number(ObjectNode object, String key, double value) {
        if (Double.isFinite(value)) object.put(key, value);
        else object.putNull(key);
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }
}
