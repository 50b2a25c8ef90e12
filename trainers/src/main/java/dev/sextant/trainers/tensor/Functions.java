// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * Elementary functions in float arithmetic that is exact on every JVM, so that their bits are the same everywhere.
 * Written without branches, so that the compiler can turn a loop of them into vector instructions.
 */
public final class Functions {
    /** Where e^x stops following x and is 0. */
    static final float EXP_LOW = -88.03f;

    static final float LOG2_E = 1.44269504f;
    static final float ROUND = 12582912f; // 1.5 * 2^23: adding and taking away rounds to a whole number
    static final float LN2_HIGH = -0.693359375f;
    static final float LN2_LOW = 2.12194440e-4f;
    static final float EXP_5 = 1.9875691500e-4f;
    static final float EXP_4 = 1.3981999507e-3f;
    static final float EXP_3 = 8.3334519073e-3f;
    static final float EXP_2 = 4.1665795894e-2f;
    static final float EXP_1 = 1.6666665459e-1f;
    static final float EXP_0 = 5.0000001201e-1f;

    /** From here on tanh is 1 in floats. */
    static final float TANH_BOUND = 7.90531110763549805f;

    static final float TANH_ABOVE_6 = -2.76076847742355e-16f;
    static final float TANH_ABOVE_5 = 2.00018790482477e-13f;
    static final float TANH_ABOVE_4 = -8.60467152213735e-11f;
    static final float TANH_ABOVE_3 = 5.12229709037114e-08f;
    static final float TANH_ABOVE_2 = 1.48572235717979e-05f;
    static final float TANH_ABOVE_1 = 6.37261928875436e-04f;
    static final float TANH_ABOVE_0 = 4.89352455891786e-03f;
    static final float TANH_BELOW_3 = 1.19825839466702e-06f;
    static final float TANH_BELOW_2 = 1.18534705686654e-04f;
    static final float TANH_BELOW_1 = 2.26843463243900e-03f;
    static final float TANH_BELOW_0 = 4.89352518554385e-03f;

    private Functions() {}

    /**
     * e^x for x at most 88; relative error below 1.2e-7 from -87.3 on, 0 below -87.7. Range reduction by powers of two
     * and the degree-5 polynomial of Moshier's Cephes (expf).
     */
    public static float exp(float x) {
        float bounded = x < EXP_LOW ? EXP_LOW : x;
        float shifted = bounded * LOG2_E + ROUND;
        float n = shifted - ROUND;
        float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, bounded));
        float p = Math.fma(EXP_5, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, EXP_2);
        p = Math.fma(p, r, EXP_1);
        p = Math.fma(p, r, EXP_0);
        p = Math.fma(p, r * r, r) + 1f;
        // n stands in the low bits of the shifted float: from there into an exponent
        return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + 127) << 23);
    }

    /**
     * The hyperbolic tangent, relative error below 3e-7. A rational function of degrees 13 and 6, the one of the Eigen
     * library (its {@code ptanh_float}).
     */
    public static float tanh(float x) {
        float bounded = Math.max(-TANH_BOUND, Math.min(TANH_BOUND, x));
        float s = bounded * bounded;
        return bounded * tanhAbove(s) / tanhBelow(s);
    }

    /** tanh's numerator divided by x, in s = x². */
    private static float tanhAbove(float s) {
        float p = Math.fma(s, TANH_ABOVE_6, TANH_ABOVE_5);
        p = Math.fma(p, s, TANH_ABOVE_4);
        p = Math.fma(p, s, TANH_ABOVE_3);
        p = Math.fma(p, s, TANH_ABOVE_2);
        p = Math.fma(p, s, TANH_ABOVE_1);
        return Math.fma(p, s, TANH_ABOVE_0);
    }

    /** tanh's denominator, in s = x². */
    private static float tanhBelow(float s) {
        float q = Math.fma(s, TANH_BELOW_3, TANH_BELOW_2);
        q = Math.fma(q, s, TANH_BELOW_1);
        return Math.fma(q, s, TANH_BELOW_0);
    }

    /** 1 / (1 + e^-x) as (1 + tanh(x/2)) / 2: absolute error below 2e-7. */
    public static float sigmoid(float x) {
        return Math.fma(0.5f, tanh(0.5f * x), 0.5f);
    }

    /**
     * e^x − 1 for x at most 0, as 2t / (1 − t) with t = tanh(x/2), whose two divisions become one: relative error below
     * 1e-6 near 0, absolute error below 2e-7.
     */
    public static float expm1OfNegative(float x) {
        float half = Math.max(-TANH_BOUND, 0.5f * x);
        float s = half * half;
        float above = half * tanhAbove(s);
        return 2f * above / (tanhBelow(s) - above);
    }

    /**
     * e^x for x at most 0, as (1 + t) / (1 − t) with t = tanh(x/2): absolute error below 2e-7. Unlike {@link #exp} it
     * takes no bits apart, which the compiler does not turn into vector instructions.
     */
    public static float expOfNegative(float x) {
        float half = Math.max(-TANH_BOUND, 0.5f * x);
        float s = half * half;
        float above = half * tanhAbove(s);
        float below = tanhBelow(s);
        return (below + above) / (below - above);
    }

    /**
     * log(1 + e^x) without overflow, as max(x, 0) + log(1 + u) with u = e^-|x|; absolute error below 3e-7. The
     * logarithm is 2 artanh(u / (2 + u)), a polynomial here; coefficients by interpolation at Chebyshev's points,
     * relative error 4e-9.
     */
    public static float softplus(float x) {
        return Math.max(x, 0f) + softplusTail(x);
    }

    /** log(1 + e^-|x|): what softplus has above max(x, 0). */
    public static float softplusTail(float x) {
        return softplusTailOf(tanh(0.5f * x));
    }

    /** The same from tanh(x/2), which gives the slope of softplus too. */
    public static float softplusTailOf(float tanhOfHalf) {
        float t = Math.abs(tanhOfHalf);
        float s = (1f - t) / (3f + t); // u / (2 + u) for u = (1 - t) / (1 + t)
        float z = s * s;
        float p = Math.fma(z, 0.28157779574394226f, 0.27965158224105835f);
        p = Math.fma(p, z, 0.4002459645271301f);
        p = Math.fma(p, z, 0.6666632294654846f);
        p = Math.fma(p, z, 2f);
        return s * p;
    }

    /**
     * The error function, absolute error below 4e-7. A rational function of degrees 13 and 8, the one of the Eigen
     * library (its {@code generic_fast_erf_float}).
     */
    public static float erf(float x) {
        float bounded = Math.max(-4f, Math.min(4f, x));
        float s = bounded * bounded;
        float p = Math.fma(s, -2.72614225801306e-10f, 2.77068142495902e-08f);
        p = Math.fma(p, s, -2.10102402082508e-06f);
        p = Math.fma(p, s, -5.69250639462346e-05f);
        p = Math.fma(p, s, -7.34990630326855e-04f);
        p = Math.fma(p, s, -2.95459980854025e-03f);
        p = Math.fma(p, s, -1.60960333262415e-02f);
        float q = Math.fma(s, -1.45660718464996e-05f, -2.13374055278905e-04f);
        q = Math.fma(q, s, -1.68282697438203e-03f);
        q = Math.fma(q, s, -7.37332916720468e-03f);
        q = Math.fma(q, s, -1.42647390514189e-02f);
        return bounded * p / q;
    }
}
