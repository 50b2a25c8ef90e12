// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.searchers.problem.Problem;
import dev.sextant.searchers.problem.Score;
import dev.sextant.searchers.random.RandomSearcherFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Six functions, five seeds each, 40 trials: smooth ones, learning-rate valleys with a cliff, conditional and mixed
 * spaces.
 */
class BeatsRandomIT {
    private static final List<String> FUNCTIONS = List.of("branin", "hartmann6", "lr11", "lr12", "lr13", "lr18");
    private static final int SEEDS = 5;
    private static final int TRIALS = 40;

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 8})
    void pairedBySeedTheBayesianSearcherComesDownFaster(int window) {
        List<Double> bayesian = new ArrayList<>();
        List<Double> random = new ArrayList<>();
        for (String function : FUNCTIONS) {
            double unit = Score.unit(function, 11);
            double ours = 0;
            double theirs = 0;
            for (long seed = 100; seed < 100 + SEEDS; seed++) {
                Problem problem = Problem.of(function, seed);
                bayesian.add(
                        Score.of(Score.regrets(new BayesianSearcherFactory(), problem, TRIALS, window, seed), unit));
                random.add(Score.of(Score.regrets(new RandomSearcherFactory(), problem, TRIALS, window, seed), unit));
                ours += bayesian.getLast() / SEEDS;
                theirs += random.getLast() / SEEDS;
            }
            assertTrue(ours < theirs, "%s: %s against random's %s".formatted(function, ours, theirs));
        }
        double p = new WilcoxonSignedRankTest()
                .wilcoxonSignedRankTest(
                        bayesian.stream().mapToDouble(Double::doubleValue).toArray(),
                        random.stream().mapToDouble(Double::doubleValue).toArray(),
                        false);
        assertTrue(p < 1e-4, "p = %s; bayesian %s, random %s".formatted(p, bayesian, random));
    }
}
