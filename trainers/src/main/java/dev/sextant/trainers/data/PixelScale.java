// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/**
 * How the numbers of an image's channel are read.
 *
 * @param offset (number − offset) / divisor is what the network reads
 * @param divisor above 0
 * @param fill takes the place of no number; NaN where every pixel must have one
 */
public record PixelScale(double offset, double divisor, double fill) {
    public PixelScale {
        if (!(divisor > 0)) throw new IllegalArgumentException("divisor (%s) must be above 0".formatted(divisor));
    }

    /**
     * What a network reads; not finite where the number is too far from those that were fitted on.
     *
     * @param number NaN for an empty pixel
     */
    public float scaled(double number) {
        return (float) (((Double.isNaN(number) ? fill : number) - offset) / divisor);
    }
}
