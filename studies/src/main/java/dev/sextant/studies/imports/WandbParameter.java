// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a sweep as a domain or a plain value.
 *
 * <p>Source: W&amp;B's reference of sweep configurations, and the JSON schema of its package "sweeps" for defaults.
 */
final class WandbParameter {
    private static final double DEFAULT_MEAN = 0;
    private static final double DEFAULT_DEVIATION = 1;
    private static final double DEFAULT_STEP = 1;

    /** The keys that each distribution takes. */
    private static final Map<String, List<String>> DISTRIBUTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("constant", List.of("value")),
            Map.entry("categorical", List.of("values")),
            Map.entry("categorical_w_probabilities", List.of("values", "probabilities")),
            Map.entry("int_uniform", List.of("min", "max")),
            Map.entry("uniform", List.of("min", "max")),
            Map.entry("q_uniform", List.of("min", "max", "q")),
            Map.entry("log_uniform", List.of("min", "max")),
            Map.entry("log_uniform_values", List.of("min", "max")),
            Map.entry("q_log_uniform", List.of("min", "max", "q")),
            Map.entry("q_log_uniform_values", List.of("min", "max", "q")),
            Map.entry("inv_log_uniform", List.of("min", "max")),
            Map.entry("inv_log_uniform_values", List.of("min", "max")),
            Map.entry("normal", List.of("mu", "sigma")),
            Map.entry("q_normal", List.of("mu", "sigma", "q")),
            Map.entry("log_normal", List.of("mu", "sigma")),
            Map.entry("q_log_normal", List.of("mu", "sigma", "q")),
            Map.entry("beta", List.of("a", "b")),
            Map.entry("q_beta", List.of("a", "b", "q"))));

    private static final List<String> KEYS = List.of(
            "distribution",
            "value",
            "values",
            "probabilities",
            "min",
            "max",
            "mu",
            "sigma",
            "q",
            "a",
            "b",
            "parameters");

    private final SourceObject source;
    private final Target target;
    private final boolean grid;
    private final Domains domains;

    /** @param grid whether W&amp;B would try every value, which it counts otherwise than it draws them */
    WandbParameter(SourceObject source, Target target, boolean grid) {
        this.source = source;
        this.target = target;
        this.grid = grid;
        this.domains = new Domains(target);
    }

    /** Null where something is wrong with it, which is told. */
    @Nullable
    JsonNode read() {
        source.pass(KEYS.toArray(String[]::new));
        source.rest("W&B");
        String distribution = distribution();
        if (distribution == null) return null;
        List<String> keys = DISTRIBUTIONS.getOrDefault(distribution, List.of());
        for (String key : KEYS)
            if (!keys.contains(key) && !key.equals("distribution"))
                source.leave(
                        key,
                        distribution + " takes " + String.join(", ", keys),
                        key.equals("probabilities") ? "every value is equally likely in a study" : "",
                        target.about());
        return switch (distribution) {
            case "constant" -> constant();
            case "categorical", "categorical_w_probabilities" -> values();
            case "normal" -> normal(0);
            case "q_normal" -> normal(step());
            case "log_normal" -> logNormal(0);
            case "q_log_normal" -> logNormal(step());
            case "beta" -> beta(0);
            case "q_beta" -> beta(step());
            default -> between(distribution);
        };
    }

    private @Nullable String distribution() {
        String written = source.word("distribution");
        if (written != null) {
            if (DISTRIBUTIONS.containsKey(written)) return written;
            target.at(source.keyAt("distribution"), "distribution")
                    .error("unknown distribution \"" + written + "\"", Suggestion.of(written, DISTRIBUTIONS.keySet()));
            return null;
        }
        if (source.has("distribution")) return null;
        if (source.any("value") != null) return "constant";
        if (source.has("probabilities")) return "categorical_w_probabilities";
        if (source.has("values")) return "categorical";
        if (source.has("min") || source.has("max")) {
            Node low = source.get("min");
            Node high = source.get("max");
            boolean whole = low != null
                    && high != null
                    && low.json().isIntegralNumber()
                    && high.json().isIntegralNumber();
            return whole ? "int_uniform" : "uniform";
        }
        if (!source.has("mu") && !source.has("sigma"))
            target.error(
                    "the parameter says neither value, values nor min and max",
                    "say what it may be: {\"values\": [16, 32]}, {\"min\": 0.0, \"max\": 0.5}");
        else target.error("mu and sigma need a distribution", "add \"distribution\": \"normal\"");
        return null;
    }

    private boolean required(String key) {
        if (key.equals("value") ? source.any(key) != null : source.has(key)) return true;
        target.error("\"" + key + "\" is missing", "add it");
        return false;
    }

    private @Nullable JsonNode constant() {
        Node value = required("value") ? source.any("value") : null;
        return value == null ? null : domains.constant(value.json());
    }

    private @Nullable JsonNode values() {
        if (!required("values")) return null;
        List<Node> values = source.items("values");
        if (values == null) return null;
        if (source.has("probabilities")) {
            List<Node> probabilities = source.items("probabilities");
            if (probabilities != null && probabilities.size() != values.size())
                target.at(source.keyAt("probabilities"), "probabilities")
                        .error(
                                values.size() + " values have " + probabilities.size() + " probabilities",
                                "give each value one");
            else if (probabilities != null) unlikely(values, probabilities);
        }
        return domains.choiceOf(values);
    }

    private void unlikely(List<Node> values, List<Node> probabilities) {
        List<String> never = new ArrayList<>();
        for (int i = 0; i < probabilities.size(); i++)
            if (probabilities.get(i).json().asDouble() == 0)
                never.add(values.get(i).json().toString());
        target.at(source.keyAt("probabilities"), "probabilities")
                .note(
                        "not carried over: in a study every value is equally likely",
                        never.isEmpty() ? "" : "delete what is never to be tried: " + String.join(", ", never));
    }

    private @Nullable JsonNode between(String distribution) {
        Double low = end("min");
        Double high = end("max");
        if (low == null || high == null) return null;
        return switch (distribution) {
            case "int_uniform" -> whole(low, high);
            case "uniform" -> domains.uniform(low, high);
            case "q_uniform" -> grid ? counted(low, high, step()) : domains.multiples(low, high, step(), false);
            case "log_uniform" -> exponents(low, high, low, high);
            case "inv_log_uniform" -> exponents(low, high, -high, -low);
            case "log_uniform_values", "inv_log_uniform_values" -> domains.log(low, high);
            case "q_log_uniform" ->
                spans(low, high) ? domains.logMultiples(Domains.power(low), Domains.power(high), step(), false) : null;
            case "q_log_uniform_values" -> domains.logMultiples(low, high, step(), false);
            default -> throw new IllegalStateException("no distribution " + distribution);
        };
    }

    private @Nullable Double end(String key) {
        return required(key) ? source.number(key, false) : null;
    }

    private @Nullable JsonNode whole(double low, double high) {
        for (String key : List.of("min", "max")) {
            double end = key.equals("min") ? low : high;
            if (end == Math.rint(end)) continue;
            target.at(source.keyAt(key), key)
                    .error("int_uniform takes whole numbers, got " + Domains.shown(end), "use uniform");
            return null;
        }
        return domains.whole(low, high);
    }

    /** The lower end, and every step above it that is below the upper end. */
    private @Nullable JsonNode counted(double low, double high, double step) {
        if (!(step > 0) || !(low < high)) return domains.stepped(low, high, step);
        double steps = (high - low) / step;
        boolean even = Math.abs(steps - Math.rint(steps)) < 1e-9;
        double last = low + (even ? Math.rint(steps) - 1 : Math.floor(steps)) * step;
        if (even)
            target.note(
                    "a grid of W&B ends below max: " + Domains.shown(high) + " is not tried",
                    "end at " + Domains.shown(high) + " to try it, too");
        return domains.stepped(low, Math.min(Domains.tidy(last), high), step);
    }

    private boolean spans(double low, double high) {
        if (Domains.power(low) > 0 && Double.isFinite(Domains.power(high))) return true;
        target.error(
                "min and max are exponents of e here, and e to the power of " + Domains.shown(low) + " … "
                        + Domains.shown(high) + " is beyond what a number holds",
                "for the values themselves use log_uniform_values");
        return false;
    }

    /** People who mean the values themselves often take this distribution, and do not see what it gives. */
    private @Nullable JsonNode exponents(double low, double high, double from, double to) {
        if (!spans(from, to)) return null;
        JsonNode domain = domains.log(Domains.power(from), Domains.power(to));
        if (domain != null && low >= 0 && high <= 1 && low < high)
            target.note(
                    "min and max are exponents of e here: the range is " + Domains.brief(Domains.power(from)) + " … "
                            + Domains.brief(Domains.power(to)),
                    "if they were meant as values write {\"log\": [" + Domains.shown(low) + ", " + Domains.shown(high)
                            + "]}");
        return domain;
    }

    private double or(String key, double preset) {
        if (!source.has(key)) return preset;
        Double written = source.number(key, false);
        return written == null ? Double.NaN : written;
    }

    private double step() {
        return or("q", DEFAULT_STEP);
    }

    private @Nullable JsonNode normal(double step) {
        double mean = or("mu", DEFAULT_MEAN);
        double deviation = or("sigma", DEFAULT_DEVIATION);
        return known(mean, deviation, step) ? domains.normal(mean, deviation, step) : null;
    }

    private @Nullable JsonNode logNormal(double step) {
        double mean = or("mu", DEFAULT_MEAN);
        double deviation = or("sigma", DEFAULT_DEVIATION);
        return known(mean, deviation, step) ? domains.logNormal(mean, deviation, step) : null;
    }

    private @Nullable JsonNode beta(double step) {
        if (!known(or("a", 1), or("b", 1), step)) return null;
        if (or("a", 1) != 1 || or("b", 1) != 1)
            target.note("a study has no beta distribution: all of 0 … 1 is equally likely", "");
        return step > 0 ? domains.multiples(0, 1, step, false) : domains.uniform(0, 1);
    }

    /** Whether all are numbers; of what is none its reading has told. */
    private static boolean known(double... numbers) {
        for (double number : numbers) if (Double.isNaN(number)) return false;
        return true;
    }
}
