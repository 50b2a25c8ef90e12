// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Observation;
import dev.sextant.searchers.math.SymmetricEigen;
import java.util.Comparator;
import java.util.List;

/**
 * A first state from trials that are known already, whoever proposed them: the normal distribution nearest to an even
 * mixture of small ones around the best tenth.
 *
 * <p>Source: Nomura et al. 2021, "Warm starting CMA-ES for hyperparameter optimization", section 3: γ = 0.1, α = 0.1.
 * The odds of an option are its frequency among the best, with one more trial spread over all options.
 *
 * <p>Cost: O(n log n + d³).
 */
final class WarmStart {
    private static final double BEST_PART = 0.1;
    private static final double SMALL_DEVIATION = 0.1;

    private WarmStart() {}

    /** @param trials how many of the view's first trials are looked at; it must hold as many */
    static State of(View view, int trials, Variables variables, int population) {
        Goals goals = view.goals();
        List<Observation> best = view.observed().subList(0, trials).stream()
                .sorted(Comparator.comparing((Observation observation) -> Merit.of(observation.outcome(), goals)))
                .limit((long) StrictMath.ceil(BEST_PART * trials))
                .toList();
        int d = variables.numbers();
        double[][] places = best.stream()
                .map(observation -> variables.places(observation.configuration()))
                .toArray(double[][]::new);
        double[] mean = new double[d];
        for (int j = 0; j < d; j++) {
            int active = 0;
            for (double[] one : places)
                if (!Double.isNaN(one[j])) {
                    mean[j] += one[j];
                    active++;
                }
            mean[j] = active > 0 ? mean[j] / active : 0.5;
            for (double[] one : places) if (Double.isNaN(one[j])) one[j] = mean[j];
        }
        double[][] covariance = new double[d][d];
        for (int j = 0; j < d; j++)
            for (int k = 0; k <= j; k++) {
                if (!Strategy.full(d) && k < j) continue;
                double sum = 0;
                for (double[] one : places) sum = Math.fma(one[j] - mean[j], one[k] - mean[k], sum);
                covariance[j][k] = sum / places.length + (j == k ? SMALL_DEVIATION * SMALL_DEVIATION : 0);
                covariance[k][j] = covariance[j][k];
            }
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double logs = 0;
        for (int j = 0; j < d; j++) logs += StrictMath.log(eigen.value(j));
        double sigma = d == 0 ? State.FIRST_SIGMA : StrictMath.exp(logs / (2 * d));
        for (double[] row : covariance) for (int k = 0; k < d; k++) row[k] /= sigma * sigma;

        double[][] odds = State.evenOdds(variables);
        for (Observation observation : best) {
            int[] chosen = variables.chosen(observation.configuration());
            for (int c = 0; c < odds.length; c++) if (chosen[c] >= 0) odds[c][chosen[c]]++;
        }
        for (int c = 0; c < odds.length; c++) {
            double sum = 0;
            for (double one : odds[c]) sum += one;
            for (int option = 0; option < odds[c].length; option++) odds[c][option] /= sum;
            odds[c] = Odds.margined(odds[c], odds.length);
        }
        return State.begin(0, 0, 0, population, sigma, mean, covariance, odds);
    }
}
