// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

/** A rising map of objective values, smaller is better, to a scale on which a Gaussian process fits, and back. */
interface Warp {
    /** On the scale: about mean 0 and deviation 1 over the values that the warp was made of. */
    double apply(double value);

    /** The value that {@link #apply} takes to this; at most one range beyond the values seen. */
    double invert(double warped);
}
