// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Domains of a study. Where both ends are one number it comes out as a plain value; where the ends are no range, null,
 * which is told.
 */
final class Domains {
    /** A range stands for a normal distribution from so many deviations below its mean to so many above. */
    private static final double DEVIATIONS = 3;

    /** Whose ends need no more digits than these. */
    private static final int DIGITS = 4;

    /** Values that are no even steps are listed, unless there are more. */
    private static final int MOST_LISTED = 50;

    /** What differs by less is the same number after a power. */
    private static final double ROUNDING = 1e-12;

    /** The keys that make an object of a study a domain. */
    static final List<String> KINDS = List.of("log", "uniform", "int", "logInt", "choice", "find");

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final Target target;

    Domains(Target target) {
        this.target = target;
    }

    /** For messages that need no more than six digits. */
    static String brief(double value) {
        return shown(rounded(value, 6));
    }

    /** For messages. */
    static String shown(double value) {
        JsonNode number = number(value);
        return number.isIntegralNumber() ? number.toString() : Numbers.text(value);
    }

    static JsonNode number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p53;
        return whole ? MAKE.numberNode((long) value) : MAKE.numberNode(value);
    }

    @Nullable
    JsonNode uniform(double low, double high) {
        return range("uniform", low, high, 0);
    }

    /** On a logarithmic scale. */
    @Nullable
    JsonNode log(double low, double high) {
        return positive(low, high) ? range("log", low, high, 0) : null;
    }

    /** Whole numbers, both ends included. */
    @Nullable
    JsonNode whole(double low, double high) {
        return range("int", low, high, 0);
    }

    /** Whole numbers on a logarithmic scale. */
    @Nullable
    JsonNode logWhole(double low, double high) {
        return positive(low, high) ? range("logInt", low, high, 0) : null;
    }

    /** low, low + step … up to high. */
    @Nullable
    JsonNode stepped(double low, double high, double step) {
        if (!(step > 0)) {
            target.error("a step must be above 0, got " + shown(step), "");
            return null;
        }
        if (!ordered(low, high)) return null;
        if (step > high - low) return number(low);
        boolean whole = step == Math.rint(step) && low == Math.rint(low) && Math.abs(low) < 0x1p53;
        // A range of whole numbers ends where its last step does, so that its end is one of its values.
        double last = whole ? low + Math.floor((high - low) / step) * step : high;
        return range(whole ? "int" : "uniform", low, last, whole && step == 1 ? 0 : step);
    }

    /**
     * The multiples of q that numbers between the ends are rounded to.
     *
     * @param clipped whether what is rounded beyond an end becomes that end, which then is a value although it is no
     *     multiple
     */
    @Nullable
    JsonNode multiples(double low, double high, double q, boolean clipped) {
        if (!(q > 0)) {
            target.error("q must be above 0, got " + shown(q), "");
            return null;
        }
        if (!ordered(low, high)) return null;
        double first = times(Math.rint(low / q), q);
        double last = times(Math.rint(high / q), q);
        boolean even = first == low && last == high;
        if (!clipped || even) return first == last ? number(first) : stepped(first, last, q);
        double inner = first <= low ? times(Math.rint(low / q) + 1, q) : first;
        List<JsonNode> values = new ArrayList<>(List.of(number(low)));
        for (double value = inner; value < high && values.size() <= MOST_LISTED; ) {
            values.add(number(value));
            value = times(Math.rint(value / q) + 1, q);
        }
        if (high > low) values.add(number(high));
        if (values.size() <= MOST_LISTED) return choice(values);
        target.note(
                "the ends are no multiples of q: only its multiples between them are tried",
                "start at " + shown(inner) + ", or list the values");
        return stepped(inner, times(Math.floor(high / q), q), q);
    }

    /** The same of numbers on a logarithmic scale. A study has no steps on one: what is kept are the values. */
    @Nullable
    JsonNode logMultiples(double low, double high, double q, boolean clipped) {
        if (q > 0 && !positive(low, high)) return null;
        if (q != 1) {
            target.note(
                    "the multiples of q are kept, their logarithmic scale is not: a study has no steps on one",
                    "for the scale without the steps write {\"log\": [" + shown(low) + ", " + shown(high) + "]}");
            return multiples(low, high, q, clipped);
        }
        double first = Math.rint(low);
        if (first < 1)
            target.note("0 cannot stand on a logarithmic scale: the range starts at 1", "for 0 use {\"int\": [0, …]}");
        return logWhole(Math.max(1, first), Math.max(1, Math.rint(high)));
    }

    /** A range of three deviations to both sides of the mean. */
    @Nullable
    JsonNode normal(double mean, double deviation, double q) {
        if (!spread(deviation)) return null;
        double low = rounded(mean - DEVIATIONS * deviation, DIGITS);
        double high = rounded(mean + DEVIATIONS * deviation, DIGITS);
        if (deviation > 0) squared("normal", low, high);
        return q > 0 ? multiples(low, high, q, false) : uniform(low, high);
    }

    /** As {@link #normal}, of the logarithm. */
    @Nullable
    JsonNode logNormal(double mean, double deviation, double q) {
        if (!spread(deviation)) return null;
        double low = rounded(StrictMath.exp(mean - DEVIATIONS * deviation), DIGITS);
        double high = rounded(StrictMath.exp(mean + DEVIATIONS * deviation), DIGITS);
        if (deviation > 0) squared("log-normal", low, high);
        return q > 0 ? logMultiples(low, high, q, false) : log(low, high);
    }

    /** The value itself, in which nothing varies. */
    @Nullable
    JsonNode constant(JsonNode value) {
        String kind = kindIn(value);
        if (kind == null) return value;
        target.error(
                "a study would search this value: an object with the key \"" + kind + "\" is a domain there",
                "call the key otherwise, or give its value as a string");
        return null;
    }

    /** The key of a domain that stands in the value at any depth; null where none does. */
    private static @Nullable String kindIn(JsonNode value) {
        for (String kind : KINDS) if (value.has(kind)) return kind;
        for (JsonNode part : value) {
            String kind = kindIn(part);
            if (kind != null) return kind;
        }
        return null;
    }

    /** A choice of the values, each once. */
    @Nullable
    JsonNode choice(List<JsonNode> values) {
        List<JsonNode> different = new ArrayList<>();
        for (JsonNode value : values)
            if (different.stream().noneMatch(other -> same(other, value))) different.add(value);
        if (different.isEmpty()) {
            target.error("there is no value to choose from", "list one at least");
            return null;
        }
        if (different.size() < values.size())
            target.note("values that stand twice are listed once: in a study every value is equally likely", "");
        if (different.size() == 1) return constant(different.getFirst());
        ArrayNode options = MAKE.arrayNode().addAll(different);
        return MAKE.objectNode().set("choice", options);
    }

    /** A choice of values of the source. */
    @Nullable
    JsonNode choiceOf(List<Node> values) {
        return choice(values.stream().map(Node::json).toList());
    }

    private static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) return a.doubleValue() == b.doubleValue();
        return a.equals(b);
    }

    /** e to a power, without the last digits where they are rounding alone. */
    static double power(double exponent) {
        return tidy(StrictMath.exp(exponent));
    }

    /** The number with six digits where it is as good as that. */
    static double tidy(double number) {
        if (!Double.isFinite(number)) return number;
        double rounded = rounded(number, 6);
        return Math.abs(rounded - number) <= ROUNDING * Math.abs(number) ? rounded : number;
    }

    private static double rounded(double number, int digits) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(new MathContext(digits)).doubleValue()
                : number;
    }

    /** A multiple of q, as a person would write it: 3 times 0.1 is 0.3. */
    private static double times(double count, double q) {
        if (Math.abs(count) >= 0x1p53) return count * q;
        return BigDecimal.valueOf(q).multiply(BigDecimal.valueOf((long) count)).doubleValue();
    }

    private void squared(String distribution, double low, double high) {
        target.note(
                "a study has no " + distribution + " distribution: all of " + shown(low) + " … " + shown(high)
                        + ", three deviations to both sides of the mean, is equally likely",
                "narrow the range if the middle matters most");
    }

    private boolean spread(double deviation) {
        if (deviation >= 0) return true;
        target.error("a standard deviation must be at least 0, got " + shown(deviation), "");
        return false;
    }

    private boolean ordered(double low, double high) {
        if (low <= high && Double.isFinite(high - low)) return true;
        if (!(low > high)) target.error("the range is too wide: " + shown(low) + " … " + shown(high), "");
        else target.error("the lower end (" + shown(low) + ") is above the upper (" + shown(high) + ")", "swap them");
        return false;
    }

    private boolean positive(double low, double high) {
        if (low > 0) return true;
        target.error(
                "a logarithmic range must start above 0, got " + shown(low) + " … " + shown(high),
                "start at a small number, such as 1e-6");
        return false;
    }

    /** @param step 0 for none */
    private static ObjectNode object(String kind, double low, double high, double step) {
        ObjectNode domain = MAKE.objectNode();
        domain.putArray(kind).add(number(low)).add(number(high));
        if (step > 0) domain.set("step", number(step));
        return domain;
    }

    private @Nullable JsonNode range(String kind, double low, double high, double step) {
        if (!ordered(low, high)) return null;
        return low == high ? number(low) : object(kind, low, high, step);
    }
}
