// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;

/** The distribution of the range of independent standard normal deviates: Tukey's, with infinite degrees of freedom. */
final class StudentizedRange {
    private static final NormalDistribution NORMAL = new NormalDistribution();
    /** Beyond this many deviations the density is nothing. */
    private static final double FAR = 9;

    private StudentizedRange() {}

    /** P(range of {@code count} deviates ≤ q) = count ∫ φ(z) (Φ(z) − Φ(z − q))^(count − 1) dz, z being the largest. */
    static double probability(double q, int count) {
        return count
                * new SimpsonIntegrator(1e-9, 1e-12, 6, 30)
                        .integrate(
                                1_000_000,
                                z -> NORMAL.density(z)
                                        * StrictMath.pow(
                                                NORMAL.cumulativeProbability(z) - NORMAL.cumulativeProbability(z - q),
                                                count - 1),
                                -FAR,
                                FAR);
    }

    static double quantile(double probability, int count) {
        return new BrentSolver(1e-7).solve(200, q -> probability(q, count) - probability, 0, 20);
    }
}
