// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.Draws;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a proposal is made with: hyperparameters, the landscape that they give, and where in it to look.
 *
 * @param theta the hyperparameters as a note holds them
 * @param best trials whose neighbours are looked at, best first
 * @param back takes a value of the landscape back to the objective, smaller is better
 * @param region whose model it is; null for the whole space's
 */
record Model(
        double[] theta,
        Landscape landscape,
        double[][] best,
        Box box,
        DoubleUnaryOperator back,
        @Nullable TrustRegion region) {
    /**
     * The model of the whole space.
     *
     * @param last theta of the last fit, or null
     */
    static Model whole(Evidence evidence, Encoding encoding, double @Nullable [] last, long trial, Draws draws) {
        boolean[] categorical = encoding.categorical();
        double[] theta = Fitting.theta(evidence, categorical, last, trial);
        Hyperparameters hyperparameters = Hyperparameters.of(theta);
        Landscape landscape = Fitting.fitsOneProcess(evidence)
                ? new Acquisition(evidence, categorical, hyperparameters, draws.of("bayesian.fantasies"))
                : new LocalModels(evidence, categorical, hyperparameters, draws);
        return new Model(
                theta, landscape, Pool.best(evidence), Box.whole(encoding.dimensions()), evidence.warp()::invert, null);
    }

    Hyperparameters hyperparameters() {
        return Hyperparameters.of(theta);
    }
}
