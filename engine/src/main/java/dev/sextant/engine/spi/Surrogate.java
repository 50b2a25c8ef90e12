// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import java.util.List;

/**
 * A model of the response over the space, for reports and rankings. Values are in the objective's units and direction.
 */
public interface Surrogate {
    Posterior at(List<Configuration> points);

    /**
     * The model's belief about the noise-free response.
     *
     * @param mean one a point
     * @param covariance row-major, points × points
     */
    record Posterior(double[] mean, double[] covariance) {}

    /** Fits a surrogate; found by {@link java.util.ServiceLoader}. */
    interface Factory {
        /** Pure; the view must hold at least three completed trials. */
        Surrogate fit(View view);
    }
}
