// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.random.DrawSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * A density over a space with conditions: a kernel around each of some trials, the product over all parameters, and one
 * even kernel over the whole space.
 *
 * <p>A parameter is modelled by the trials in which it was active. Around a trial of one branch, the parameters of
 * another are spread evenly; the kernel of the choice above makes them unlikely there. So every kernel is a density on
 * the whole tree, and points of different branches can be compared.
 *
 * <p>Cost: O(n d) a density, for n kernels and d parameters. Threads: confined to one; buffers are reused.
 */
final class Mixture {
    /** Products of so many densities can neither overflow nor vanish. */
    private static final int SCALED_AFTER = 16;

    private final Layout layout;
    private final List<Marginal> marginals = new ArrayList<>();

    /** Of the kernels; the even one's last. */
    private final double[] shares;

    private final double[] cumulated;
    private final double[] densities;
    private final double[][] scratch;

    /**
     * @param rows the trials, as {@link Layout} has them
     * @param weights of the trials, none negative; the even kernel weighs 1
     * @param least the least width of a kernel
     */
    Mixture(Layout layout, List<double[]> rows, double[] weights, double least) {
        this.layout = layout;
        int n = rows.size();
        shares = new double[n + 1];
        cumulated = new double[n + 1];
        densities = new double[n + 1];
        scratch = new double[2][n];
        double sum = 1;
        for (double weight : weights) sum += weight;
        double below = 0;
        for (int i = 0; i <= n; i++) {
            shares[i] = (i < n ? weights[i] : 1) / sum;
            below += shares[i];
            cumulated[i] = below;
        }
        Marginal.Bandwidth bandwidth = new Marginal.Bandwidth(layout.dimensions(), least);
        for (int d = 0; d < layout.dimensions(); d++) {
            double[] centres = new double[n];
            for (int i = 0; i < n; i++) centres[i] = rows.get(i)[d];
            marginals.add(Marginal.of(layout.axis(d), centres, bandwidth));
        }
    }

    /** The logarithm of the density at a row, against the even one. */
    double logDensity(double[] x) {
        System.arraycopy(shares, 0, densities, 0, shares.length);
        double log = 0;
        int since = 0;
        for (int d = 0; d < x.length; d++) {
            if (Double.isNaN(x[d])) continue;
            marginals.get(d).multiply(x[d], densities, scratch);
            if (++since < SCALED_AFTER) continue;
            double most = 0;
            for (double density : densities) most = Math.max(most, density);
            for (int i = 0; i < densities.length; i++) densities[i] /= most;
            log += StrictMath.log(most);
            since = 0;
        }
        double sum = 0;
        for (double density : densities) sum += density;
        return log + StrictMath.log(sum);
    }

    /** Which kernel a number in [0, 1) falls to; the number of trials where it is the even one. */
    int kernel(double uniform) {
        int low = 0;
        int high = cumulated.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulated[middle] > uniform) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    /** A draw from one kernel: takes a number for every parameter, active or not. */
    double[] sample(int kernel, DrawSequence draws) {
        double[] x = new double[layout.dimensions()];
        for (int d = 0; d < x.length; d++) {
            double uniform = draws.uniform();
            if (!layout.active(x, d)) x[d] = Double.NaN;
            else if (kernel < cumulated.length - 1 && marginals.get(d).centred(kernel))
                x[d] = marginals.get(d).sample(kernel, uniform);
            else x[d] = layout.axis(d).fromUnit(uniform);
        }
        return x;
    }
}
