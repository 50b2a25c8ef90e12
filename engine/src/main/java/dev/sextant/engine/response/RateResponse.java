// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

/**
 * How the response of one schedule goes with the learning rate, everything else at the best that the model knows for
 * that schedule.
 *
 * @param rates ascending, even on the domain's scale
 * @param band one figure a rate
 * @param best where the response is expected to be best, with the 95 % interval of the draws' optima: a learning rate
 * @param goodLow the smallest rate of the stretch around {@code best} whose mean lies within {@link #NEAR} of the best
 *     mean
 * @param goodHigh its largest rate
 */
public record RateResponse(double[] rates, Band band, Estimate best, double goodLow, double goodHigh) {
    /** Share of the |best mean| that a mean may be worse and its rate still count as good. */
    public static final double NEAR = 0.05;

    /** How wide the good region is, in decades. */
    public double decades() {
        return StrictMath.log10(goodHigh / goodLow);
    }
}
