// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.searchers.math.Exponential;
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
    private final Layout layout;
    private final List<Marginal> marginals = new ArrayList<>();

    /** Logarithms of the kernels' shares; the even one's last. */
    private final double[] logShares;

    private final double[] cumulated;
    private final double[] logs;
    private final double[] powers;
    private final double[] scratch;

    /**
     * @param rows the trials, as {@link Layout} has them
     * @param weights of the trials, none negative; the even kernel weighs 1
     * @param least the least width of a kernel
     */
    Mixture(Layout layout, List<double[]> rows, double[] weights, double least) {
        this.layout = layout;
        int n = rows.size();
        logShares = new double[n + 1];
        cumulated = new double[n + 1];
        logs = new double[n + 1];
        powers = new double[n + 1];
        scratch = new double[n + 1];
        double sum = 1;
        for (double weight : weights) sum += weight;
        double below = 0;
        for (int i = 0; i <= n; i++) {
            double share = (i < n ? weights[i] : 1) / sum;
            below += share;
            cumulated[i] = below;
            logShares[i] = StrictMath.log(share);
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
        System.arraycopy(logShares, 0, logs, 0, logs.length);
        for (int d = 0; d < x.length; d++)
            if (!Double.isNaN(x[d])) marginals.get(d).add(x[d], logs);
        double most = logs[0];
        for (double log : logs) most = Math.max(most, log);
        for (int i = 0; i < logs.length; i++) logs[i] = most - logs[i];
        Exponential.ofNegative(logs, 0, logs.length, powers, scratch);
        double sum = 0;
        for (double power : powers) sum += power;
        return most + StrictMath.log(sum);
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
