// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Normal;
import dev.sextant.searchers.math.Sobol;

/**
 * Possible results of the trials under way: standard normal base samples, from scrambled Sobol points, one column a
 * fantasy.
 *
 * <p>In the whitened coordinates of the process that is conditioned on data and pending points, the fantasy's mean at x
 * is the mean given the data plus the pending part of L⁻¹k(x) times the base sample, and the variance is the same in
 * every fantasy. So the improvement beyond all pending results is averaged with the new point integrated exactly.
 *
 * @param samples pending × fantasies
 * @param best the best value in each fantasy: the incumbent, or a pending result that is better
 */
record Fantasies(double[][] samples, double[] best) {
    private static final int FEW = 32;
    private static final int MANY = 64;
    private static final int MANY_FROM = 9;

    /**
     * @param process conditioned on {@code certain} trials, then on the pending points
     * @param means of the pending points given the data
     * @param incumbent the best value so far
     */
    static Fantasies of(GaussianProcess process, int certain, double[] means, double incumbent, DrawSequence draws) {
        int pending = means.length;
        if (pending == 0) return new Fantasies(new double[0][], new double[] {incumbent});
        Sobol sobol = Sobol.scrambled(pending, draws);
        int count = pending < MANY_FROM ? FEW : MANY;
        double[][] samples = new double[pending][count];
        double[] best = new double[count];
        for (int s = 0; s < count; s++) {
            double[] z = sobol.point(s);
            best[s] = incumbent;
            for (int r = 0; r < pending; r++) {
                samples[r][s] = Normal.quantile(z[r] + 0x1p-33); // the middle of the Sobol cell
                double value = means[r];
                for (int c = 0; c <= r; c++) value += process.factor[certain + c][certain + r] * samples[c][s];
                best[s] = Math.min(best[s], value);
            }
        }
        return new Fantasies(samples, best);
    }
}
