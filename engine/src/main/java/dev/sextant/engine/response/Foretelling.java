// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.spi.Surrogate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Says of a model how well it foretells each trial from all others. */
final class Foretelling {
    /** Of more trials a picture shows no more; shares are of all. */
    private static final int MOST_SHOWN = 1000;

    private Foretelling() {}

    static Health of(Surrogate surrogate, Units units) {
        List<Surrogate.Foretold> foretold = surrogate.leaveOneOut();
        List<Health.Prediction> predictions = foretold.stream()
                .map(one -> {
                    double reach = Units.CENTRAL * Math.sqrt(one.variance());
                    Estimate predicted = units.estimate(one.mean(), one.mean() - reach, one.mean() + reach);
                    return new Health.Prediction(one.trial(), one.found(), predicted);
                })
                .toList();
        double inside = predictions.stream()
                        .filter(one -> one.predicted().low() <= one.found()
                                && one.found() <= one.predicted().high())
                        .count()
                / (double) predictions.size();
        double correlation = spearman(
                predictions.stream().mapToDouble(one -> one.predicted().mean()).toArray(),
                predictions.stream().mapToDouble(Health.Prediction::found).toArray());
        boolean trusted = predictions.size() >= Health.LEAST_TRIALS
                && inside >= Health.LEAST_INSIDE
                && correlation >= Health.LEAST_CORRELATION;
        int every = (predictions.size() - 1) / MOST_SHOWN + 1;
        List<Health.Prediction> shown = IntStream.range(0, predictions.size())
                .filter(i -> i % every == 0)
                .mapToObj(predictions::get)
                .toList();
        return new Health(shown, inside, correlation, trusted);
    }

    /** Pearson's correlation of the ranks, ties at their mean rank; NaN where either is constant. */
    static double spearman(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (a.length + 1) / 2.0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
            xy += (x[i] - mean) * (y[i] - mean);
        }
        return xx > 0 && yy > 0 ? Math.clamp(xy / Math.sqrt(xx * yy), -1, 1) : Double.NaN;
    }

    /** From 1. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) to++;
            for (int i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2.0;
            from = to;
        }
        return ranks;
    }
}
