// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * Elementary functions in float arithmetic that is exact on every JVM, so that their bits are the same everywhere.
 * Written without branches, so that the compiler can turn a loop of them into vector instructions.
 */
public final class Functions {
    private static final float LOG2_E = 1.44269504f;
    private static final float ROUND = 12582912f; // 1.5 * 2^23: adding and taking away rounds to a whole number
    private static final float LN2_HIGH = -0.693359375f;
    private static final float LN2_LOW = 2.12194440e-4f;

    private Functions() {}

    /**
     * e^x, relative error below 1e-7 for x in [-87, 88]; beyond, the value at the end of that range. Range reduction by
     * powers of two and the degree-5 polynomial of Moshier's Cephes (expf).
     */
    public static float exp(float x) {
        float bounded = Math.max(-87.33f, Math.min(88.02f, x));
        float n = (bounded * LOG2_E + ROUND) - ROUND;
        float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, bounded));
        float p = 1.9875691500e-4f;
        p = Math.fma(p, r, 1.3981999507e-3f);
        p = Math.fma(p, r, 8.3334519073e-3f);
        p = Math.fma(p, r, 4.1665795894e-2f);
        p = Math.fma(p, r, 1.6666665459e-1f);
        p = Math.fma(p, r, 5.0000001201e-1f);
        p = Math.fma(p, r * r, r) + 1f;
        return p * Float.intBitsToFloat(((int) n + 127) << 23);
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
