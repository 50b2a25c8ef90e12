// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/**
 * The exponential function with the same bits on every machine, several times faster than StrictMath's.
 *
 * <p>Source: argument reduction by Cody and Waite 1980 (ln 2 in two parts, the first with trailing zeros), then the
 * Taylor polynomial of degree 13 on |r| ≤ ln(2)/2. Relative error below 4e-16.
 */
public final class Exponential {
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;

    /** Adding it rounds to a whole number and leaves that number in the low bits. */
    private static final double ROUND = 0x1.8p52;

    private static final double C2 = 1.0 / 2;
    private static final double C3 = 1.0 / 6;
    private static final double C4 = 1.0 / 24;
    private static final double C5 = 1.0 / 120;
    private static final double C6 = 1.0 / 720;
    private static final double C7 = 1.0 / 5040;
    private static final double C8 = 1.0 / 40320;
    private static final double C9 = 1.0 / 362880;
    private static final double C10 = 1.0 / 3628800;
    private static final double C11 = 1.0 / 39916800;
    private static final double C12 = 1.0 / 479001600;
    private static final double C13 = 1.0 / 6227020800.0;

    private Exponential() {}

    /** Below it everything is 0: results would be subnormal. */
    private static final double LEAST = -709;

    private static final double MOST = 709;

    /** e to the x; 0 where the result would be subnormal or less. NaN for NaN. */
    public static double exp(double x) {
        if (!(x < MOST)) return StrictMath.exp(x);
        double shifted = Math.fma(Math.max(x, LEAST), LOG2_E, ROUND);
        return fraction(Math.max(x, LEAST), shifted - ROUND) * power(shifted);
    }

    /**
     * Overwrites out[i] with e to the −x[i], i = from … to − 1, for x of at least 0: the bits of {@link #exp}. In three
     * loops, of which the compiler makes vectors of the first and the last.
     *
     * @param scratch overwritten
     */
    public static void ofNegative(double[] x, int from, int to, double[] out, double[] scratch) {
        for (int i = from; i < to; i++) {
            double y = Math.max(-x[i], LEAST);
            double shifted = Math.fma(y, LOG2_E, ROUND);
            scratch[i] = shifted;
            out[i] = fraction(y, shifted - ROUND);
        }
        for (int i = from; i < to; i++) scratch[i] = power(scratch[i]);
        for (int i = from; i < to; i++) out[i] *= scratch[i];
    }

    /** e to the x less k ln 2. */
    private static double fraction(double x, double k) {
        double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
        double r2 = r * r;
        double r4 = r2 * r2;
        // Four short chains (Estrin) instead of one long: they run side by side.
        double a = Math.fma(Math.fma(r, C3, C2), r2, 1 + r);
        double b = Math.fma(Math.fma(r, C7, C6), r2, Math.fma(r, C5, C4));
        double c = Math.fma(Math.fma(r, C11, C10), r2, Math.fma(r, C9, C8));
        double d = Math.fma(r, C13, C12);
        return Math.fma(Math.fma(Math.fma(d, r4, c), r4, b), r4, a);
    }

    /** Two to the whole number that stands in the low bits; 0 for −1023. */
    private static double power(double shifted) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
    }
}
