// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Whether contenders that meet on many problems differ: the Friedman test, and the Nemenyi critical difference of mean
 * ranks.
 *
 * <p>Source: Demšar 2006, "Statistical Comparisons of Classifiers over Multiple Data Sets", section 3.2.2, with the
 * usual correction for ties (Conover 1999, section 5.8).
 *
 * @param ranks mean rank of each contender over the problems, 1 the best
 * @param chiSquare the statistic, with one degree of freedom less than there are contenders
 * @param p its probability where nobody differs
 * @param criticalDifference of two mean ranks at the 5 % level
 */
record Friedman(double[] ranks, double chiSquare, double p, double criticalDifference) {
    static final double LEVEL = .05;

    /** @param scores one row a problem, one column a contender; smaller is better */
    static Friedman of(double[][] scores) {
        int problems = scores.length;
        int contenders = scores[0].length;
        double[] sums = new double[contenders];
        double squares = 0;
        for (double[] row : scores) {
            double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).rank(row);
            for (int i = 0; i < contenders; i++) {
                sums[i] += ranks[i];
                squares += ranks[i] * ranks[i];
            }
        }
        double expected = problems * (contenders + 1) / 2.0;
        double between = Arrays.stream(sums)
                .map(sum -> (sum - expected) * (sum - expected))
                .sum();
        // Without ties the denominator is problems · contenders · (contenders + 1) / 12.
        double within = squares - problems * contenders * (contenders + 1.0) * (contenders + 1) / 4;
        double chiSquare = within > 0 ? (contenders - 1) * between / within : 0;
        return new Friedman(
                Arrays.stream(sums).map(sum -> sum / problems).toArray(),
                chiSquare,
                // The upper tail itself: one less the distribution function would lose what lies below 1e-16.
                contenders < 2 ? 1 : Gamma.regularizedGammaQ((contenders - 1) / 2.0, chiSquare / 2),
                contenders < 2
                        ? 0
                        : StudentizedRange.quantile(1 - LEVEL, contenders)
                                / StrictMath.sqrt(2)
                                * StrictMath.sqrt(contenders * (contenders + 1) / (6.0 * problems)));
    }
}
