// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import java.util.List;

/**
 * What one generation does to the normal distribution: mean, step size, covariance and both paths.
 *
 * <p>Source: Hansen 2016, "The CMA evolution strategy: a tutorial", equations (38) to (47). Departures: a number whose
 * parameter was inactive in a member does not move the mean; steps of members of older generations are cut (see
 * {@link Generations}); no deviation grows beyond the width of the cube.
 *
 * <p>Cost: O(λ d²). Threads: immutable once made.
 */
final class Step {
    private final double[] mean;
    private final double sigma;
    private final double[][] covariance;
    private final double[] pathSigma;
    private final double[] pathCovariance;

    /** @param weights of the members */
    Step(State state, Strategy strategy, List<Member> members, double[] weights) {
        int d = strategy.dimensions();
        Ellipsoid ellipsoid = new Ellipsoid(state.covariance());
        double[][] steps = new double[members.size()][d];
        double[] lengths = new double[members.size()];
        double[] move = new double[d]; // <y>_w
        double longest = strategy.normalLength() + 2.0 * d / (d + 2);
        for (int i = 0; i < steps.length; i++) {
            Member member = members.get(i);
            for (int j = 0; j < d; j++)
                steps[i][j] = (member.places()[j] - state.mean()[j]) / (state.sigma() * state.margins()[j]);
            lengths[i] = Ellipsoid.length(ellipsoid.whiten(steps[i]));
            if (member.generation() < state.generation() && lengths[i] > longest) {
                for (int j = 0; j < d; j++) steps[i][j] *= longest / lengths[i];
                lengths[i] = longest;
            }
            if (weights[i] > 0)
                for (int j = 0; j < d; j++)
                    if (member.active()[j]) move[j] = Math.fma(weights[i], steps[i][j], move[j]); // eq. (41)
        }
        mean = state.mean().clone();
        for (int j = 0; j < d; j++) mean[j] += state.sigma() * state.margins()[j] * move[j]; // eq. (42)

        double[] white = ellipsoid.whiten(move);
        double keep = 1 - strategy.pathSigma();
        double gain = Math.sqrt(strategy.pathSigma() * (2 - strategy.pathSigma()) * strategy.effective());
        pathSigma = new double[d];
        for (int j = 0; j < d; j++) pathSigma[j] = keep * state.pathSigma()[j] + gain * white[j]; // eq. (43)
        double length = Ellipsoid.length(pathSigma);
        double grown = state.sigma()
                * StrictMath.exp(
                        strategy.pathSigma() / strategy.damping() * (length / strategy.normalLength() - 1)); // eq. (44)

        int age = state.generation() - state.begun() + 1;
        double expected = Math.sqrt(1 - StrictMath.pow(keep, 2 * age)) * strategy.normalLength();
        boolean steady = length < (1.4 + 2.0 / (d + 1)) * expected;
        double keepCovariance = 1 - strategy.pathCovariance();
        double gainCovariance =
                Math.sqrt(strategy.pathCovariance() * (2 - strategy.pathCovariance()) * strategy.effective());
        pathCovariance = new double[d];
        for (int j = 0; j < d; j++)
            pathCovariance[j] =
                    keepCovariance * state.pathCovariance()[j] + (steady ? gainCovariance * move[j] : 0); // eq. (45)

        double sum = 0;
        for (double weight : weights) sum += weight;
        double lost = steady ? 0 : strategy.pathCovariance() * (2 - strategy.pathCovariance());
        double old = 1 + strategy.rankOne() * lost - strategy.rankOne() - strategy.rankMany() * sum;
        boolean full = Strategy.full(d);
        covariance = new double[d][d];
        for (int j = 0; j < d; j++)
            for (int k = full ? 0 : j; k <= j; k++) {
                double many = 0;
                for (int i = 0; i < steps.length; i++) {
                    // eq. (46)
                    double weight = weights[i] >= 0
                            ? weights[i]
                            : weights[i] * d / Math.max(lengths[i] * lengths[i], Double.MIN_NORMAL);
                    many = Math.fma(weight * steps[i][j], steps[i][k], many);
                }
                covariance[j][k] = old * state.covariance()[j][k]
                        + strategy.rankOne() * pathCovariance[j] * pathCovariance[k]
                        + strategy.rankMany() * many; // eq. (47)
                covariance[k][j] = covariance[j][k];
            }
        sigma = bounded(grown, state.margins());
    }

    /** The step size, less where a deviation would be wider than the cube. */
    private double bounded(double grown, double[] margins) {
        double widest = 0;
        for (int j = 0; j < margins.length; j++)
            widest = Math.max(widest, grown * margins[j] * Math.sqrt(Math.max(0, covariance[j][j])));
        return widest > 1 ? grown / widest : grown;
    }

    double[] mean() {
        return mean.clone();
    }

    double sigma() {
        return sigma;
    }

    double[][] covariance() {
        return covariance;
    }

    double[] pathSigma() {
        return pathSigma;
    }

    double[] pathCovariance() {
        return pathCovariance;
    }
}
