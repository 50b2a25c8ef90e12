// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

/** The central 95 % of draws: order statistics, so that no interval is narrower for interpolating. */
final class Quantiles {
    private static final double TAIL = 0.025;

    private Quantiles() {}

    /** The 2.5 % quantile of ascending numbers. */
    static double low(double[] sorted) {
        return sorted[(int) (TAIL * (sorted.length - 1))];
    }

    /** The 97.5 % quantile. */
    static double high(double[] sorted) {
        return sorted[sorted.length - 1 - (int) (TAIL * (sorted.length - 1))];
    }
}
