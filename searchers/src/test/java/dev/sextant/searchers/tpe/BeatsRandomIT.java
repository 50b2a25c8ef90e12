// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.searchers.problem.Problem;
import dev.sextant.searchers.problem.Score;
import dev.sextant.searchers.random.RandomSearcherFactory;
import java.util.List;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of every kind, twenty seeds each, 50 trials, compared seed by seed. */
class BeatsRandomIT {
    private static final List<String> FUNCTIONS =
            List.of("branin", "hartmann6", "ackley4", "step5", "lr11", "lr12", "lr13", "lr18");
    private static final int SEEDS = 20;
    private static final int TRIALS = 50;

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 8})
    void pairedBySeedTheEstimatorComesDownFaster(int window) {
        double[] tpe = new double[SEEDS];
        double[] random = new double[SEEDS];
        for (String function : FUNCTIONS) {
            double unit = Score.unit(function, 11);
            double ours = 0;
            double theirs = 0;
            for (int i = 0; i < SEEDS; i++) {
                long seed = 200L + i;
                Problem problem = Problem.of(function, seed);
                double one = Score.of(Score.regrets(new TpeSearcherFactory(), problem, TRIALS, window, seed), unit);
                double other =
                        Score.of(Score.regrets(new RandomSearcherFactory(), problem, TRIALS, window, seed), unit);
                tpe[i] += one / FUNCTIONS.size();
                random[i] += other / FUNCTIONS.size();
                ours += one / SEEDS;
                theirs += other / SEEDS;
            }
            assertTrue(ours < theirs, "%s: %s against random's %s".formatted(function, ours, theirs));
        }
        double p = new WilcoxonSignedRankTest().wilcoxonSignedRankTest(tpe, random, true);
        assertTrue(
                p < 1e-4,
                () -> "p = %s; tpe %s, random %s"
                        .formatted(p, java.util.Arrays.toString(tpe), java.util.Arrays.toString(random)));
    }
}
