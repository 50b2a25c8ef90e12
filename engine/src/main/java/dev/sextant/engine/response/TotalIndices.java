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
 * that over all points of the design. What the design's coarseness does to the indices of the model's mean, which
 * larger designs tell, is taken off those of every draw (a control variate).
 *
 * <p>Cost: a joint posterior at n (d + 1) points, of rank {@value #RANK} at most: what that leaves out is fine detail
 * far from all trials.
 */
final class TotalIndices {
    /** Points in the design for joint draws, and its base points at least and at most. */
    private static final int POINTS = 768;

    private static final int LEAST_BASE = 24;
    private static final int MOST_BASE = 192;

    /** So many times as many base points have the designs for the mean alone. */
    private static final int LARGER = 4;

    private static final int RANK = 96;

    /** Twice so many draws. */
    private static final int PAIRS = 100;

    private final Space space;
    private final List<Parameter> varying;
    private final int base;

    private TotalIndices(Space space) {
        this.space = space;
        varying = space.parameters().stream()
                .filter(parameter -> !(parameter.domain() instanceof Domain.Choice choice)
                        || choice.options().size() > 1)
                .toList();
        base = Math.clamp(POINTS / (varying.size() + 1), LEAST_BASE, MOST_BASE);
    }

    /** Of all parameters of more than one value; the most important first, among equals in the space's order. */
    static Importance of(Surrogate surrogate, Space space, Normals normals, Draws draws) {
        return new TotalIndices(space).of(surrogate, normals, draws);
    }

    private Importance of(Surrogate surrogate, Normals normals, Draws draws) {
        double[] precise = new double[varying.size()];
        double[][] rough = new double[varying.size()][1];
        Surrogate.Posterior posterior = surrogate.at(design(draws, 0));
        indices(column(posterior.mean()), 0, rough, 0);
        for (int part = 1; part <= LARGER; part++) {
            double[][] once = new double[varying.size()][1];
            indices(column(surrogate.at(design(draws, part)).mean()), 0, once, 0);
            for (int i = 0; i < precise.length; i++) precise[i] += once[i][0] / LARGER;
        }
        double[][] indices = new double[varying.size()][2 * PAIRS];
        int[] done = {0};
        new JointDraws(posterior, RANK).read(normals, PAIRS, (values, count) -> {
            for (int j = 0; j < count; j++) indices(values, j, indices, done[0] + j);
            done[0] += count;
        });
        List<Importance.Share> shares = new ArrayList<>();
        for (int i = 0; i < varying.size(); i++)
            shares.add(new Importance.Share(varying.get(i).path(), share(indices[i], precise[i] - rough[i][0])));
        shares.sort(Comparator.comparingDouble(share -> -share.share().mean()));
        return new Importance(Importance.Method.SOBOL, shares);
    }

    private static Estimate share(double[] drawn, double correction) {
        double mean = 0;
        for (int j = 0; j < drawn.length; j++) {
            drawn[j] = Math.clamp(drawn[j] + correction, 0, 1);
            mean += drawn[j] / drawn.length;
        }
        Arrays.sort(drawn);
        return Estimate.of(mean, Quantiles.low(drawn), Quantiles.high(drawn));
    }

    /** The base points, then for each parameter the same with that parameter anew. */
    private List<Configuration> design(Draws draws, int part) {
        int d = space.dimensions();
        List<Configuration> points = new ArrayList<>();
        double[][] design = LatinHypercube.of(base, 2 * d, draws.of("response.indices", part));
        for (double[] both : design) points.add(space.fromUnit(Arrays.copyOf(both, d)));
        for (Parameter parameter : varying) {
            int at = space.indexOf(parameter.path());
            for (double[] both : design) {
                double[] unit = Arrays.copyOf(both, d);
                unit[at] = both[d + at];
                points.add(space.fromUnit(unit));
            }
        }
        return points;
    }

    private static double[][] column(double[] values) {
        double[][] column = new double[values.length][1];
        for (int i = 0; i < values.length; i++) column[i][0] = values[i];
        return column;
    }

    private void indices(double[][] values, int draw, double[][] indices, int at) {
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
            indices[i][at] = variance > 0 ? sum / (2 * base * variance) : 0;
        }
    }
}
