// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

/**
 * A figure that a model believes in, with its central 95 % interval.
 *
 * @param mean in the units of what is estimated
 * @param low the 2.5 % quantile
 * @param high the 97.5 % quantile
 */
public record Estimate(double mean, double low, double high) {
    /** The ends in either order; a mean that a few wild draws, or rounding, carried beyond them is drawn back. */
    static Estimate of(double mean, double one, double other) {
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        return new Estimate(Math.clamp(mean, low, high), low, high);
    }
}
