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
        float bounded = Math.max(-7.90531110763549805f, Math.min(7.90531110763549805f, x));
        float s = bounded * bounded;
        float p = Math.fma(s, -2.76076847742355e-16f, 2.00018790482477e-13f);
        p = Math.fma(p, s, -8.60467152213735e-11f);
        p = Math.fma(p, s, 5.12229709037114e-08f);
        p = Math.fma(p, s, 1.48572235717979e-05f);
        p = Math.fma(p, s, 6.37261928875436e-04f);
        p = Math.fma(p, s, 4.89352455891786e-03f);
        float q = Math.fma(s, 1.19825839466702e-06f, 1.18534705686654e-04f);
        q = Math.fma(q, s, 2.26843463243900e-03f);
        q = Math.fma(q, s, 4.89352518554385e-03f);
        return bounded * p / q;
    }

    /** 1 / (1 + e^-x) as (1 + tanh(x/2)) / 2: absolute error below 2e-7. */
    public static float sigmoid(float x) {
        return Math.fma(0.5f, tanh(0.5f * x), 0.5f);
    }
}
