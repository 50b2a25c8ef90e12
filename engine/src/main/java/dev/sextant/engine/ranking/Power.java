// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/**
 * How many seeds it takes to tell two configurations apart, if they differ as much, and vary as much, as it seems.
 *
 * <p>Source: the usual sample size of a paired t-test, e.g. Cohen 1988, "Statistical power analysis for the behavioral
 * sciences", chapter 2, with the noncentral t distribution approximated by a shifted central one, and the variance
 * corrected for shared data as in {@link Interval#of(double[], double)}. What was measured on few seeds is itself
 * uncertain, and so is the answer.
 */
final class Power {
    /** How probable it is to be that the two are told apart. */
    static final double POWER = 0.8;

    private Power() {}

    /**
     * The least number of seeds that tells them apart with probability {@link #POWER}; 0 where it is more than
     * {@link Advice#MOST_SEEDS}, as where they do not differ, or where seeds share so much data that no number would.
     *
     * @param differences paired, at least two
     * @param level how probable it may be that equal ones are told apart
     */
    static int seeds(double[] differences, double overlap, double level) {
        double mean = Math.abs(Interval.mean(differences));
        if (!(mean > 0)) return 0;
        double deviation = Interval.error(differences, Interval.mean(differences), 0) * Math.sqrt(differences.length);
        for (int seeds = 2; seeds <= Advice.MOST_SEEDS; seeds++) {
            double critical = StudentT.quantile(1 - level, seeds - 1);
            double reserve = StudentT.quantile(2 * POWER - 1, seeds - 1);
            if ((critical + reserve) * deviation * Math.sqrt(1.0 / seeds + overlap) <= mean) return seeds;
        }
        return 0;
    }
}
