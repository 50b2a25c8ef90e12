// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.WinnerFigure;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a winner has to reach, as in {@code accuracy>=0.95}: a figure of {@link WinnerFigure}, a comparison, a number.
 *
 * @param metric as typed
 * @param bound finite
 */
record Requirement(String metric, Comparison comparison, double bound) {
    /** How a value is compared; NaN never holds. */
    enum Comparison {
        AT_LEAST(">=") {
            @Override
            boolean holds(double value, double bound) {
                return value >= bound;
            }
        },
        AT_MOST("<=") {
            @Override
            boolean holds(double value, double bound) {
                return value <= bound;
            }
        },
        ABOVE(">") {
            @Override
            boolean holds(double value, double bound) {
                return value > bound;
            }
        },
        BELOW("<") {
            @Override
            boolean holds(double value, double bound) {
                return value < bound;
            }
        };

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        abstract boolean holds(double value, double bound);
    }

    private static final String EXAMPLE = "--require \"accuracy>=0.95\"";

    /** A requirement and what the winner comes to; {@code figure} is null where nothing has won. */
    record Finding(Requirement requirement, @Nullable WinnerFigure figure, long winner) {
        boolean met() {
            return figure != null && requirement.comparison.holds(figure.value(), requirement.bound);
        }

        /** In a sentence. */
        String text() {
            String before = "--require \"" + requirement.text() + "\" " + (met() ? "holds: " : "does not hold: ");
            if (figure == null) return before + "no trial has won";
            String value = Double.isNaN(figure.value())
                    ? " is not told by trial " + winner + ", the winner"
                    : " is " + number(figure.value()) + ", " + source(figure);
            return before + figure.metric() + value;
        }

        private String source(WinnerFigure found) {
            return switch (found.evidence()) {
                case TEST -> "of trial " + winner + ", the winner, on the test rows";
                case CONFIRMATION ->
                    "of trial " + winner + ", the winner, over " + Figures.count(found.trainings(), "fresh seed");
                case SEARCH -> "of trial " + winner + ", the winner, in one training, not confirmed";
                case COMPARISON -> "by which trial " + winner + ", the winner, is better than the default";
            };
        }

        /** Four digits, unless they would make it look as if it were on the other side. */
        private String number(double value) {
            String four = Figures.number(value);
            return requirement.comparison.holds(Double.parseDouble(four), requirement.bound) == met()
                    ? four
                    : Double.toString(value);
        }

        private ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("rule", requirement.text()).put("met", met());
            if (figure == null) return json.putNull("metric").putNull("value").putNull("trial");
            json.put("metric", figure.metric());
            if (Double.isFinite(figure.value())) json.put("value", figure.value());
            else json.putNull("value");
            return json.put("trial", winner);
        }
    }

    /** Reads one. Throws IllegalArgumentException, in words for a person, where it is none. */
    static Requirement of(String typed) {
        for (int i = 0; i < typed.length(); i++)
            for (Comparison comparison : Comparison.values())
                if (typed.startsWith(comparison.sign, i)) return of(typed, i, comparison);
        throw new IllegalArgumentException(
                typed.contains("=")
                        ? "two numbers are hardly ever equal: write >=, <=, > or <, as in " + EXAMPLE
                        : "expected a metric, one of >=, <=, > and <, and a number, in quotes: " + EXAMPLE);
    }

    private static Requirement of(String typed, int sign, Comparison comparison) {
        String metric = typed.substring(0, sign).strip();
        String number = typed.substring(sign + comparison.sign.length()).strip();
        if (metric.isEmpty())
            throw new IllegalArgumentException("expected a metric before " + comparison.sign + ": " + EXAMPLE);
        double bound;
        try {
            bound = Double.parseDouble(number);
        } catch (NumberFormatException notANumber) {
            bound = Double.NaN;
        }
        if (!Double.isFinite(bound))
            throw new IllegalArgumentException("expected a number after " + comparison.sign
                    + (number.isEmpty() ? "" : ", got " + UsageErrors.shown(number)) + ": " + EXAMPLE);
        return new Requirement(metric, comparison, bound);
    }

    Finding find(Ranking ranking, List<Trial> trials) {
        RankedTrial winner = ranking.winner();
        return new Finding(this, WinnerFigure.of(metric, ranking, trials), winner == null ? -1 : winner.trial());
    }

    /** As it might have been typed. */
    String text() {
        boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
        return metric + comparison.sign + (whole ? Long.toString((long) bound) : Double.toString(bound));
    }

    /** All of them, for programs. */
    static ArrayNode json(List<Finding> findings) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : findings) json.add(finding.json());
        return json;
    }

    static List<Finding> find(List<Requirement> requirements, Ranking ranking, List<Trial> trials) {
        List<Finding> findings = new ArrayList<>();
        for (Requirement requirement : requirements) findings.add(requirement.find(ranking, trials));
        return findings;
    }
}
