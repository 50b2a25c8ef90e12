// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import java.util.List;

/**
 * A model of a study's first objective over the space, for reports and rankings.
 *
 * <p>It believes in a Gaussian process on a scale of its own, the latent scale, on which smaller is better. Quantiles
 * and draws are made there and taken to the objective's units by {@link #value}, so that no interval is wider than the
 * objective can be.
 *
 * <p>Threads: confined to one.
 */
public interface Surrogate {
    /** What it believes, jointly, of the noise-free response at these points, each a configuration of the space. */
    Posterior at(List<Configuration> points);

    /**
     * The value of the objective that a latent one stands for: rising where the objective is minimized, falling where
     * it is maximized, finite.
     */
    double value(double latent);

    /** The variance of one training around the response, latent. */
    double noise();

    /** How probable it is that a training ends with a value at all, at each of these points. */
    double[] trains(List<Configuration> points);

    /** The completed trials that it was fitted to, each foretold by the model of the others; in order of number. */
    List<Foretold> leaveOneOut();

    /** A joint normal distribution, latent. */
    interface Posterior {
        /** One a point. Not copied: leave it as it is. */
        double[] mean();

        /** One a point, at least 0. Not copied. */
        double[] variance();

        /** Overwrites the first of row with the covariances of one point with every point. */
        void covariances(int point, double[] row);
    }

    /**
     * One trial, foretold by the model of all others.
     *
     * @param found its value, in the objective's units
     * @param mean latent, of a training there
     * @param variance latent, of a training there: the noise is in it
     */
    record Foretold(long trial, double found, double mean, double variance) {}

    /** Fits a surrogate; found by {@link java.util.ServiceLoader}. */
    interface Factory {
        /**
         * Pure; the view must hold at least three trials that completed with a finite value. Only the first objective
         * counts; constraints are not looked at.
         */
        Surrogate fit(View view);
    }
}
