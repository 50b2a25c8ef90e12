// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Dots;
import java.util.List;

/**
 * The searcher's model for reports: the same warp, priors and kernel, fitted from the priors' middle; of more than
 * {@value #MOST} trials the best and such as are spread out.
 *
 * <p>Means are the warped means taken back; covariances are taken back along the slope there (to first order).
 *
 * <p>Cost: a fit, then n² multiply-adds a point and n a pair. Threads: immutable.
 */
public final class GaussianProcessSurrogate implements Surrogate {
    private static final int LEAST_COMPLETED = 3;

    /** Of more trials only so many are taken, and among them the best. */
    private static final int MOST = 1000;

    private static final int BEST = 250;

    private final Encoding encoding;
    private final Evidence evidence;
    private final Hyperparameters hyperparameters;
    private final GaussianProcess process;
    private final double[] alpha;
    private final Direction direction;

    private GaussianProcessSurrogate(View view) {
        int completed = Evidence.completed(view);
        if (completed < LEAST_COMPLETED)
            throw new IllegalArgumentException(
                    "a surrogate needs at least %d completed trials, got %d".formatted(LEAST_COMPLETED, completed));
        encoding = new Encoding(view.space());
        Evidence all = Evidence.of(view, encoding);
        evidence = all.points().length <= MOST
                ? all
                : new Subset(all, encoding.categorical())
                        .best(BEST)
                        .farthestUpTo(MOST)
                        .evidence();
        direction = view.direction();
        hyperparameters = Hyperparameters.of(Fitting.fit(evidence, encoding.categorical(), null, true));
        double[] diagonal = evidence.extra().clone();
        for (int i = 0; i < diagonal.length; i++) diagonal[i] += hyperparameters.noise();
        process = new GaussianProcess(
                Kernel.MATERN_52, evidence.points(), encoding.categorical(), hyperparameters, diagonal);
        alpha = process.solve(evidence.y());
    }

    @Override
    public Posterior at(List<Configuration> points) {
        int n = process.size;
        int p = points.size();
        double[][] x = points.stream().map(encoding::encode).toArray(double[][]::new);
        Inputs data = new Inputs(evidence.points(), encoding.categorical(), hyperparameters.weights());
        Inputs asked = new Inputs(x, encoding.categorical(), hyperparameters.weights());
        double[][] whitened = new double[p][n];
        double[] mean = new double[p];
        double[] slope = new double[p];
        double[] covariance = new double[p * p];
        double[] squared = new double[Math.max(n, p)];
        double[] ignored = new double[Math.max(n, p)];
        for (int i = 0; i < p; i++) {
            double[] k = new double[n];
            data.distances(x[i], squared);
            Kernel.MATERN_52.fill(squared, 0, n, k, ignored);
            for (int j = 0; j < n; j++) k[j] *= hyperparameters.signal();
            Cholesky.lowerTimes(process.upper, n, k, whitened[i]);
            double warped = Dots.dot(0, alpha, 0, k, 0, n);
            double explained = Dots.dot(0, whitened[i], 0, whitened[i], 0, n);
            double deviation =
                    Math.sqrt(Math.max(hyperparameters.signal() - explained, GaussianProcess.LEAST_VARIANCE));
            Warp warp = evidence.warp();
            mean[i] = direction.minimized(warp.invert(warped));
            slope[i] = (warp.invert(warped + deviation) / 2 - warp.invert(warped - deviation) / 2) / deviation;
        }
        for (int i = 0; i < p; i++) {
            double[] k = new double[p];
            asked.distances(x[i], squared);
            Kernel.MATERN_52.fill(squared, 0, p, k, ignored);
            for (int j = 0; j <= i; j++) {
                double shared = hyperparameters.signal() * k[j] - Dots.dot(0, whitened[i], 0, whitened[j], 0, n);
                if (i == j) shared = Math.max(shared, GaussianProcess.LEAST_VARIANCE);
                covariance[i * p + j] = slope[i] * slope[j] * shared;
                covariance[j * p + i] = covariance[i * p + j];
            }
        }
        return new Posterior(mean, covariance);
    }

    /** Fits the surrogate to a view. */
    public static final class Fit implements Surrogate.Factory {
        @Override
        public Surrogate fit(View view) {
            return new GaussianProcessSurrogate(view);
        }
    }
}
