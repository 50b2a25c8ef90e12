// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

/**
 * The best value to be expected after so many trials of random search over the same space.
 *
 * @param method how that was found
 * @param trials ascending, from 1
 * @param value in the objective's units, one for each of {@code trials}
 */
public record ExpectedBest(Method method, int[] trials, double[] value) {
    /** Where the figures come from. */
    public enum Method {
        /** The unbiased estimator over trials that were proposed independently of one another. */
        UNBIASED,
        /** Simulated from draws of the surrogate. */
        SIMULATED
    }
}
