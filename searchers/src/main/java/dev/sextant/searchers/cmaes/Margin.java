// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import dev.sextant.engine.random.Normal;
import dev.sextant.engine.space.Domain;
import dev.sextant.searchers.math.NormalFunctions;

/**
 * Keeps discrete numbers from being stuck in one cell: a draw leaves the mean's cell with probability α = 1/(d λ) at
 * least, half of it to either side.
 *
 * <p>Source: Hamano et al. 2022, "CMA-ES with margin: lower-bounding marginal probability for mixed-integer black-box
 * optimization", section 4.
 */
final class Margin {
    private Margin() {}

    /**
     * Moves one axis.
     *
     * @param mean overwritten at the axis
     * @param margins overwritten at the axis
     * @param spread σ times the root of C's diagonal element, without the margin's factor
     * @param alpha the margin
     */
    static void correct(int axis, Domain.Share cell, double[] mean, double[] margins, double spread, double alpha) {
        double low = cell.from();
        double high = cell.to();
        double m = mean[axis];
        double deviation = spread * margins[axis];
        if (!(deviation > 0)) return;
        if (low <= 0 || high >= 1) {
            if (low <= 0 && high >= 1) return;
            double edge = low <= 0 ? high : low;
            double reach = -Normal.quantile(alpha) * deviation;
            mean[axis] = m < edge ? Math.max(m, edge - reach) : Math.min(m, edge + reach); // eq. (12)
            return;
        }
        double below = NormalFunctions.cdf((low - m) / deviation);
        double above = NormalFunctions.cdf((m - high) / deviation);
        if (below >= alpha / 2 && above >= alpha / 2) return;
        double within = 1 - below - above;
        below = Math.max(below, alpha / 2); // eqs. (13) to (17)
        above = Math.max(above, alpha / 2);
        double excess = (1 - below - above - within) / (below + above + within - 3 * alpha / 2);
        below += excess * (below - alpha / 2);
        above += excess * (above - alpha / 2);
        double left = -Normal.quantile(below);
        double right = -Normal.quantile(above);
        mean[axis] = (low * right + high * left) / (left + right); // eqs. (18) and (19)
        margins[axis] = (high - low) / (spread * (left + right));
    }
}
