// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

/**
 * The constants of the strategy for one number of variables and one population.
 *
 * <p>Source: Hansen 2016, "The CMA evolution strategy: a tutorial" (arXiv:1604.00772v2), table 1, with negative
 * weights. In more than {@value #MOST_FULL} dimensions variances alone are learnt, (d + 2)/3 times as fast (Ros and
 * Hansen 2008, "A simple modification in CMA-ES achieving linear time and space complexity").
 *
 * @param dimensions d
 * @param population λ
 * @param weights of the λ ranks, best first; the positive ones sum to 1
 * @param effective µ_eff
 * @param pathSigma c_σ
 * @param damping d_σ
 * @param pathCovariance c_c
 * @param rankOne c_1
 * @param rankMany c_µ
 * @param normalLength the expected length of a standard normal vector
 */
record Strategy(
        int dimensions,
        int population,
        double[] weights,
        double effective,
        double pathSigma,
        double damping,
        double pathCovariance,
        double rankOne,
        double rankMany,
        double normalLength) {
    static final int MOST_FULL = 40;
    private static final double ALPHA_COVARIANCE = 2;

    /** eq. (48) with the number of all variables. */
    static int population(int variables) {
        return 4 + (int) StrictMath.floor(3 * StrictMath.log(Math.max(1, variables)));
    }

    static Strategy of(int dimensions, int population) {
        double d = Math.max(1, dimensions);
        double[] raw = new double[population];
        for (int i = 0; i < population; i++)
            raw[i] = StrictMath.log((population + 1) / 2.0) - StrictMath.log(i + 1); // eq. (49)
        int parents = population / 2;
        double effective = effective(raw, 0, parents);
        double effectiveNegative = effective(raw, parents, population);

        double pathSigma = (effective + 2) / (d + effective + 5); // eq. (55)
        double damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (d + 1)) - 1) + pathSigma;
        double pathCovariance = (4 + effective / d) / (d + 4 + 2 * effective / d); // eq. (56)
        double rankOne = ALPHA_COVARIANCE / ((d + 1.3) * (d + 1.3) + effective); // eq. (57)
        double rankMany = ALPHA_COVARIANCE
                * (0.25 + effective + 1 / effective - 2)
                / ((d + 2) * (d + 2) + ALPHA_COVARIANCE * effective / 2); // eq. (58)
        if (!full(dimensions)) {
            rankOne *= (d + 2) / 3;
            rankMany *= (d + 2) / 3;
        }
        rankOne = Math.min(rankOne, 1);
        rankMany = Math.min(1 - rankOne, rankMany);

        double negative = Math.min(
                Math.min(1 + rankOne / rankMany, 1 + 2 * effectiveNegative / (effective + 2)),
                (1 - rankOne - rankMany) / (d * rankMany)); // eqs. (50) to (53)
        double above = 0;
        double below = 0;
        for (double weight : raw)
            if (weight >= 0) above += weight;
            else below -= weight;
        double[] weights = new double[population];
        for (int i = 0; i < population; i++)
            weights[i] = raw[i] >= 0 ? raw[i] / above : Math.max(0, negative) * raw[i] / below;
        return new Strategy(
                dimensions,
                population,
                weights,
                effective,
                pathSigma,
                damping,
                pathCovariance,
                rankOne,
                rankMany,
                Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d)));
    }

    private static double effective(double[] weights, int from, int to) {
        double sum = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sum += weights[i];
            squares += weights[i] * weights[i];
        }
        return sum * sum / squares;
    }

    /** Whether the whole covariance is learnt, or variances alone. */
    static boolean full(int dimensions) {
        return dimensions <= MOST_FULL;
    }
}
