// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

/**
 * What a trial's result must keep to be of use: one of the trainer's metrics, at most or at least a bound.
 *
 * @param metric its name in {@link Outcome.Completed#metrics}
 * @param side on which side of the bound good values lie
 * @param bound finite; itself good
 */
public record Constraint(String metric, Side side, double bound) {
    /** Where good values lie. */
    public enum Side {
        AT_MOST("at most"),
        AT_LEAST("at least");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    public Constraint {
        if (!Double.isFinite(bound))
            throw new IllegalArgumentException("the bound of %s (%s) must be finite".formatted(metric, bound));
    }

    /** How far the value lies beyond the bound: positive where it is violated, at most 0 where not; NaN for NaN. */
    public double excess(double value) {
        return side == Side.AT_MOST ? value - bound : bound - value;
    }

    /** How badly it is violated, in parts of the bound where that is not 0; 0 where it is kept, infinite for NaN. */
    public double violation(double value) {
        if (Double.isNaN(value)) return Double.POSITIVE_INFINITY;
        double excess = excess(value);
        return excess > 0 ? excess / (bound == 0 ? 1 : Math.abs(bound)) : 0;
    }

    /** What values must be, in words: {@code at most 5000}. */
    public String rule() {
        boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
        return side.words + " " + (whole ? Long.toString((long) bound) : Double.toString(bound));
    }
}
