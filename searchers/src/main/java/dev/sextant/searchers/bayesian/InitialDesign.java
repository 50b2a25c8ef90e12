// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.View;
import dev.sextant.searchers.math.Sobol;

/**
 * The trials before there is enough to fit: points of one scrambled Sobol sequence for the whole study, by the trial's
 * number. Trial 0 is the default configuration and needs no proposal; if it is asked for, it is the centre.
 *
 * <p>It lasts for clamp(d + 1, 4, 10) trials; on to twice as many observed ones while fewer than three completed; and
 * always while fewer than two completed.
 */
final class InitialDesign {
    private static final int LEAST = 4;
    private static final int MOST = 10;
    private static final int ENOUGH_COMPLETED = 3;

    private final int dimensions;
    private final long trials;
    private final Sobol sobol;

    /** @param trials how many trials it lasts, or 0 for the rule above */
    InitialDesign(int dimensions, int trials, long seed) {
        this.dimensions = dimensions;
        this.trials = trials > 0 ? trials : Math.clamp(dimensions + 1, LEAST, MOST);
        this.sobol = Sobol.scrambled(dimensions, new Draws(seed, 0).of("bayesian.initial"));
    }

    boolean lasts(View view, long trial) {
        int completed = Evidence.completed(view);
        return trial < trials
                || completed < 2
                || (completed < ENOUGH_COMPLETED && view.observed().size() < 2 * trials);
    }

    /** A place in the unit cube. */
    double[] point(long index) {
        if (index == 0) {
            double[] centre = new double[dimensions];
            java.util.Arrays.fill(centre, 0.5);
            return centre;
        }
        return sobol.point((int) index);
    }
}
