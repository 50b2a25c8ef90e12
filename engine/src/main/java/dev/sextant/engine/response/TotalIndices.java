// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Total Sobol indices: the share of the response's variance over the space that would be left if all parameters but one
 * were known. Every joint draw of the model gives one set of indices; reported are their means and central 95 %.
 *
 * <p>The variance is that of the latent response, so that a few terrible values do not decide. Parameters are uniform
 * on their scales. One that is inactive changes nothing, so its share is what it does in the part of the space where it
 * is active.
 *
 * <p>Source: Jansen 1999, "Analysis of variance designs for model output", and Saltelli et al. 2010, "Variance based
 * sensitivity analysis of model output", table 2 (f), over a Latin hypercube of twice the dimensions. The variance is
 * that over all points of the design.
 *
 * <p>Cost: a joint posterior at n (d + 1) points, of rank {@value #RANK} at most: what that leaves out is fine detail
 * far from all trials.
 */
final class TotalIndices {
    /** Points in the whole design, and base points at least and at most. */
    private static final int POINTS = 768;

    private static final int LEAST_BASE = 24;
    private static final int MOST_BASE = 192;
    private static final int RANK = 96;

    /** Twice so many draws. */
    private static final int PAIRS = 100;

    /** Of all parameters of more than one value; the most important first, among equals in the space's order. */
    static Importance of(Surrogate surrogate, Space space, Normals normals, Draws draws) {
        List<Parameter> varying = space.parameters().stream()
                .filter(parameter -> !(parameter.domain() instanceof Domain.Choice choice)
                        || choice.options().size() > 1)
                .toList();
        int d = varying.size();
        int base = Math.clamp(POINTS / (d + 1), LEAST_BASE, MOST_BASE);
        List<Configuration> points = new ArrayList<>();
        double[][] design = LatinHypercube.of(base, 2 * space.dimensions(), draws.of("response.indices"));
        for (double[] both : design) points.add(space.fromUnit(Arrays.copyOf(both, space.dimensions())));
        for (Parameter parameter : varying)
            for (double[] both : design) {
                double[] unit = Arrays.copyOf(both, space.dimensions());
                int at = space.indexOf(parameter.path());
                unit[at] = both[space.dimensions() + at];
                points.add(space.fromUnit(unit));
            }
        double[][] indices = new double[d][2 * PAIRS];
        int[] done = {0};
        new JointDraws(surrogate.at(points), RANK).read(normals, PAIRS, (values, count) -> {
            for (int j = 0; j < count; j++) indices(values, j, base, indices, done[0] + j);
            done[0] += count;
        });
        List<Importance.Share> shares = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            double[] sorted = indices[i];
            Arrays.sort(sorted);
            double mean = 0;
            for (double one : sorted) mean += one / sorted.length;
            shares.add(new Importance.Share(
                    varying.get(i).path(), Estimate.of(mean, Quantiles.low(sorted), Quantiles.high(sorted))));
        }
        shares.sort(Comparator.comparingDouble(share -> -share.share().mean()));
        return new Importance(Importance.Method.SOBOL, shares);
    }

    private static void indices(double[][] values, int draw, int base, double[][] indices, int at) {
        double mean = 0;
        for (double[] point : values) mean += point[draw] / values.length;
        double variance = 0;
        for (double[] point : values) {
            double off = point[draw] - mean;
            variance = Math.fma(off, off, variance);
        }
        variance /= values.length;
        for (int i = 0; i < indices.length; i++) {
            double sum = 0;
            for (int j = 0; j < base; j++) {
                double change = values[(i + 1) * base + j][draw] - values[j][draw];
                sum = Math.fma(change, change, sum);
            }
            indices[i][at] = variance > 0 ? Math.min(1, sum / (2 * base * variance)) : 0;
        }
    }

    private TotalIndices() {}
}
