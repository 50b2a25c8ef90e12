// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.random.Normal;

/**
 * How probable each cell of a parameter is, estimated from how many trials lie in it.
 *
 * <p>Source: the one-dimensional Parzen estimators of PED-ANOVA (Watanabe, Bansal and Hutter 2023, and the authors'
 * implementation): cells in an order are smoothed by normal kernels that end at the domain's ends, their width by
 * Scott's rule (Scott 1992, "Multivariate density estimation"), with one more kernel as wide as the domain. Departure:
 * cells without an order are their counts, with one more trial spread evenly over all.
 *
 * <p>Cost: O(cells²).
 */
final class ParzenDensity {
    /** A kernel is at least so wide, in cells: 90 % of it then lies in its own cell. */
    private static final double LEAST_WIDTH = 0.5 / 1.64;

    private ParzenDensity() {}

    /** One probability a cell, which add up to 1; at least one trial. */
    static double[] of(int[] counts, boolean ordered) {
        int trials = 0;
        for (int count : counts) trials += count;
        double[] density = new double[counts.length];
        if (ordered) smooth(counts, trials, density);
        else for (int i = 0; i < counts.length; i++) density[i] = (counts[i] + 1.0 / counts.length) / (trials + 1);
        return density;
    }

    private static void smooth(int[] counts, int trials, double[] density) {
        int cells = counts.length;
        double width = width(counts, trials);
        // below[m]: the share of a kernel that lies below the upper edge of the cell m − cells places above its own.
        double[] below = new double[2 * cells];
        for (int m = 0; m < cells; m++) {
            below[cells + m] = Normal.below((m + 0.5) / width);
            below[cells - 1 - m] = 1 - below[cells + m];
        }
        for (int i = 0; i < cells; i++) {
            if (counts[i] == 0) continue;
            double inside = below[2 * cells - 1 - i] - below[cells - 1 - i];
            double weight = counts[i] / (trials + 1.0) / inside;
            for (int j = 0; j < cells; j++) density[j] += weight * (below[cells + j - i] - below[cells + j - i - 1]);
        }
        double centre = (cells - 1) / 2.0;
        double inside = 2 * Normal.below(0.5) - 1;
        for (int j = 0; j < cells; j++)
            density[j] += (Normal.below((j + 0.5 - centre) / cells) - Normal.below((j - 0.5 - centre) / cells))
                    / inside
                    / (trials + 1);
    }

    private static double width(int[] counts, int trials) {
        double mean = 0;
        for (int i = 0; i < counts.length; i++) mean += (double) i * counts[i] / trials;
        double squares = 0;
        for (int i = 0; i < counts.length; i++) squares += counts[i] * (i - mean) * (i - mean);
        double deviation = Math.sqrt(squares / Math.max(1, trials - 1));
        int lower = -1;
        int upper = -1;
        int last = 0;
        int seen = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) continue;
            seen += counts[i];
            last = i;
            if (lower < 0 && seen >= trials / 4) lower = i;
            if (upper < 0 && seen > trials * 3L / 4) upper = i;
        }
        double middleHalf = (upper < 0 ? last : upper) - lower;
        double scott = 1.059 * Math.min(middleHalf / 1.34, deviation) * StrictMath.pow(trials, -0.2);
        return Math.max(scott, LEAST_WIDTH);
    }
}
