// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best response to be expected after so many trials of random search: random configurations, joint draws of the
 * model there, and from each draw the expected least of n of them. A configuration that is not expected to train counts
 * as the worst of its draw.
 *
 * <p>The expected least of n out of m values y₍₁₎ ≤ … ≤ y₍ₘ₎ is Σᵢ C(m − i, n − 1) y₍ᵢ₎ / C(m, n), which is unbiased:
 * Tang et al. 2020, "Showing your work doesn't always work".
 *
 * <p>Cost: a joint posterior at {@value #CONFIGURATIONS} points.
 */
final class SimulatedBest {
    /** Also the most trials that are foretold: beyond, too few configurations would decide. */
    private static final int CONFIGURATIONS = 256;

    private static final int RANK = 128;
    private static final int PAIRS = 24;

    /** Foretold even where the study is shorter. */
    private static final int LEAST_TRIALS = 10;

    private static final int MARKS = 24;

    private SimulatedBest() {}

    /** @param trials how many the study has */
    static ExpectedBest of(Surrogate surrogate, Space space, Units units, int trials, Normals normals, Draws draws) {
        DrawSequence sequence = draws.of("response.random");
        List<Configuration> points = new ArrayList<>();
        for (int i = 0; i < CONFIGURATIONS; i++) {
            double[] unit = new double[space.dimensions()];
            for (int d = 0; d < unit.length; d++) unit[d] = sequence.uniform();
            points.add(space.fromUnit(unit));
        }
        Candidates candidates = Candidates.of(surrogate, points);
        double[] sums = new double[CONFIGURATIONS];
        new JointDraws(surrogate.at(points), RANK).read(normals, PAIRS, (values, count) -> {
            double[] column = new double[CONFIGURATIONS];
            for (int j = 0; j < count; j++) {
                double worst = Double.NEGATIVE_INFINITY;
                for (double[] value : values) worst = Math.max(worst, value[j]);
                for (int i = 0; i < CONFIGURATIONS; i++) column[i] = candidates.trains()[i] ? values[i][j] : worst;
                Arrays.sort(column);
                for (int i = 0; i < CONFIGURATIONS; i++) sums[i] += units.value(column[i]) / (2 * PAIRS);
            }
        });
        int[] marks = marks(Math.clamp(trials, LEAST_TRIALS, CONFIGURATIONS));
        double[] value = new double[marks.length];
        for (int i = 0; i < marks.length; i++) value[i] = least(sums, marks[i]);
        return new ExpectedBest(ExpectedBest.Method.SIMULATED, marks, value);
    }

    /** The expected least of n out of all of these, which stand in the order in which they rank. */
    static double least(double[] ranked, int n) {
        int m = ranked.length;
        double weight = n / (double) m; // C(m − 1, n − 1) / C(m, n)
        double least = 0;
        for (int i = 0; i + n <= m; i++) {
            least = Math.fma(weight, ranked[i], least);
            weight *= (m - i - n) / (double) (m - i - 1);
        }
        return least;
    }

    /** Whole numbers from 1 to the last, evenly on a logarithmic scale. */
    private static int[] marks(int last) {
        double step = StrictMath.log(last) / (MARKS - 1);
        int[] marks = new int[MARKS];
        for (int i = 0; i < MARKS; i++) marks[i] = (int) Math.round(StrictMath.exp(i * step));
        return Arrays.stream(marks).distinct().toArray();
    }
}
