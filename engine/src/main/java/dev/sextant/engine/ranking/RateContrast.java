// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.util.Arrays;

/**
 * By how much the best learning rate with one option of a choice is larger than with another.
 *
 * @param larger the option whose best rate is larger in most draws
 * @param smaller the other
 * @param share of the draws in which it is larger, those in which both are equal counted by half; at least 1/2
 * @param draws how many there are
 * @param ratio larger over smaller: the median of the draws; NaN where a rate is not above 0
 * @param low the 2.5 % quantile of the ratio
 * @param high the 97.5 % quantile
 * @param sure whether the difference is sure at 5 % on both sides, all pairs that are compared taken together
 *     (Bonferroni)
 */
public record RateContrast(
        String larger, String smaller, double share, int draws, double ratio, double low, double high, boolean sure) {
    private static final double TAIL = 0.025;

    /**
     * Of rates drawn with one option and with another: draw by draw where they belong together, otherwise in any order.
     *
     * @param pairs how many pairs are compared
     */
    static RateContrast of(String one, double[] ones, String other, double[] others, int pairs) {
        int draws = ones.length;
        double larger = 0;
        double[] ratios = new double[draws];
        for (int i = 0; i < draws; i++) {
            larger += ones[i] > others[i] ? 1 : ones[i] == others[i] ? 0.5 : 0;
            ratios[i] = ones[i] > 0 && others[i] > 0 ? ones[i] / others[i] : Double.NaN;
        }
        if (larger < draws / 2.0) return of(other, others, one, ones, pairs);
        // NaN is sorted behind all numbers.
        Arrays.sort(ratios);
        boolean above = !Double.isNaN(ratios[draws - 1]);
        return new RateContrast(
                one,
                other,
                larger / draws,
                draws,
                above ? Math.sqrt(ratios[(draws - 1) / 2]) * Math.sqrt(ratios[draws / 2]) : Double.NaN,
                above ? ratios[low(draws)] : Double.NaN,
                above ? ratios[draws - 1 - low(draws)] : Double.NaN,
                draws - larger <= TAIL / pairs * draws);
    }

    /** Order statistics, so that no interval is narrower for interpolating. */
    static int low(int draws) {
        return (int) (TAIL * (draws - 1));
    }
}
