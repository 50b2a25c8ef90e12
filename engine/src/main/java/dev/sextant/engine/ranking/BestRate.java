// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/**
 * Which learning rate is the best with one option of a choice, everything else as suits that option.
 *
 * @param option its label
 * @param rate the best; NaN where its trials are too few, or have no learning rates
 * @param low lower end of its 95 % interval; NaN where nothing can be said of that
 * @param high upper end
 * @param trials how many completed trials with a learning rate there are with this option
 */
public record BestRate(String option, double rate, double low, double high, int trials) {
    /** Of fewer completed trials no best rate is told: they are too few to tell. */
    public static final int LEAST = 6;

    static BestRate none(String option, int trials) {
        return new BestRate(option, Double.NaN, Double.NaN, Double.NaN, trials);
    }

    /** Whether there is a figure at all. */
    public boolean told() {
        return Double.isFinite(rate);
    }
}
