// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.searchers.random.RandomSearcherFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * How fast a search comes down: the mean over trials 10 … n of log10 of the regret relative to what random search has
 * left after five trials. Regret is the noise-free one of the trial that looks best; below a ten-thousandth it counts
 * as that.
 */
public final class Score {
    private static final double FLOOR = 1e-4;
    private static final int FROM = 10;

    private Score() {}

    /** The regret after each trial; infinite before the first that completed. */
    public static double[] regrets(SearcherFactory factory, Problem problem, int trials, int window, long seed) {
        int[] number = {0};
        Rehearsal rehearsal = new Rehearsal(
                        factory,
                        JsonNodeFactory.instance.objectNode(),
                        problem.space(),
                        Direction.MINIMIZE,
                        window,
                        seed)
                .run(trials, configuration -> problem.observed(configuration, seed, number[0]++));
        return regrets(problem, rehearsal.trials());
    }

    /** The regret after each of these trials. */
    public static double[] regrets(Problem problem, List<Observation> trials) {
        double[] regrets = new double[trials.size()];
        double seen = Double.POSITIVE_INFINITY;
        double regret = Double.POSITIVE_INFINITY;
        for (int i = 0; i < regrets.length; i++) {
            Observation trial = trials.get(i);
            if (trial.outcome() instanceof Outcome.Completed completed && completed.value() < seen) {
                seen = completed.value();
                regret = problem.truth().applyAsDouble(trial.configuration()) - problem.minimum();
            }
            regrets[i] = regret;
        }
        return regrets;
    }

    /** What random search has typically left after five trials. */
    public static double unit(String name, int seeds) {
        return unit(seed -> Problem.of(name, seed), seeds);
    }

    /** What random search has typically left after five trials. */
    public static double unit(LongFunction<Problem> problem, int seeds) {
        double[] left = LongStream.range(0, seeds)
                .mapToDouble(seed -> {
                    double[] regrets = regrets(new RandomSearcherFactory(), problem.apply(seed), 10, 1, seed);
                    return Double.isFinite(regrets[4]) ? regrets[4] : regrets[9];
                })
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return left[left.length / 2];
    }

    public static double of(double[] regrets, double unit) {
        return Arrays.stream(regrets, FROM - 1, regrets.length)
                .map(regret -> StrictMath.log10(Math.max(Double.isFinite(regret) ? regret / unit : 10, FLOOR)))
                .average()
                .orElseThrow();
    }
}
