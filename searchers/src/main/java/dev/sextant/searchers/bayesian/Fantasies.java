// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Normal;
import dev.sextant.searchers.math.Sobol;

/**
 * Possible results of the trials under way: standard normal base samples, from scrambled Sobol points, one row a
 * fantasy.
 *
 * <p>In the whitened coordinates of the process that is conditioned on data and pending points, the fantasy's mean at x
 * is the mean given the data plus the pending part of L⁻¹k(x) times the base sample, and the variance is the same in
 * every fantasy. So the improvement beyond all pending results is averaged with the new point integrated exactly.
 *
 * @param samples fantasies × pending
 * @param best the best value in each fantasy: the incumbent, or a pending result that is better
 */
record Fantasies(double[][] samples, double[] best) {
    private static final int FEW = 32;
    private static final int MANY = 64;
    private static final int MANY_FROM = 9;

    /**
     * @param process conditioned on {@code data} observations, then on the pending points
     * @param means of the pending points given the data
     * @param incumbent the best value so far
     */
    static Fantasies of(GaussianProcess process, int data, double[] means, double incumbent, DrawSequence draws) {
        int pending = means.length;
        if (pending == 0) return new Fantasies(new double[1][0], new double[] {incumbent});
        Sobol sobol = Sobol.scrambled(pending, draws);
        double[][] samples = new double[pending < MANY_FROM ? FEW : MANY][];
        double[] best = new double[samples.length];
        for (int s = 0; s < samples.length; s++) {
            double[] z = sobol.point(s);
            best[s] = incumbent;
            for (int r = 0; r < pending; r++) z[r] = Normal.quantile(z[r] + 0x1p-33); // the middle of the Sobol cell
            for (int r = 0; r < pending; r++) {
                double value = means[r];
                for (int c = 0; c <= r; c++) value += process.factor[(data + r) * process.size + data + c] * z[c];
                best[s] = Math.min(best[s], value);
            }
            samples[s] = z;
        }
        return new Fantasies(samples, best);
    }
}
