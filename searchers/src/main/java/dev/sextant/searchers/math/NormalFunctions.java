// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/**
 * Functions of the normal distribution that stay exact far in the tails.
 *
 * <p>Source: Cody 1969, "Rational Chebyshev approximations for the error function", for erfc and its scaled form.
 * Relative error below 1e-15.
 */
public final class NormalFunctions {
    private static final double SQRT_HALF = 0.70710678118654752440;
    private static final double SQRT_HALF_PI = 1.25331413731550025121;
    private static final double SQRT_PI = 1.77245385090551602730;
    private static final double LN_SQRT_2PI = 0.91893853320467274178;
    private static final double INVERSE_SQRT_2PI = 0.39894228040143267794;
    private static final double INVERSE_SQRT_PI = 0.56418958354775628695;

    private static final double[] A = {
        3.16112374387056560, 1.13864154151050156E2, 3.77485237685302021E2, 3.20937758913846947E3, 1.85777706184603153E-1
    };
    private static final double[] B = {
        2.36012909523441209E1, 2.44024637934444173E2, 1.28261652607737228E3, 2.84423683343917062E3
    };
    private static final double[] C = {
        5.64188496988670089E-1,
        8.88314979438837594,
        6.61191906371416295E1,
        2.98635138197400131E2,
        8.81952221241769090E2,
        1.71204761263407058E3,
        2.05107837782607147E3,
        1.23033935479799725E3,
        2.15311535474403846E-8
    };
    private static final double[] D = {
        1.57449261107098347E1,
        1.17693950891312499E2,
        5.37181101862009858E2,
        1.62138957456669019E3,
        3.29079923573345963E3,
        4.36261909014324716E3,
        3.43936767414372164E3,
        1.23033935480374942E3
    };
    private static final double[] P = {
        3.05326634961232344E-1,
        3.60344899949804439E-1,
        1.25781726111229246E-1,
        1.60837851487422766E-2,
        6.58749161529837803E-4,
        1.63153871373020978E-2
    };
    private static final double[] Q = {
        2.56852019228982242, 1.87295284992346725, 5.27905102951428412E-1, 6.05183413124413191E-2, 2.33520497626869185E-3
    };

    private NormalFunctions() {}

    /** exp(x²) erfc(x), for x at least 0. */
    static double erfcx(double x) {
        if (x > 4) return (INVERSE_SQRT_PI - tail(x)) / x;
        if (x >= 0.46875) return middle(x);
        return Exponential.exp(x * x) * (1 - x * small(x));
    }

    /** The complementary error function. */
    static double erfc(double x) {
        double size = Math.abs(x);
        if (size < 0.46875) return 1 - x * small(size);
        double tail = Exponential.exp(-x * x) * erfcx(size);
        return x > 0 ? tail : 2 - tail;
    }

    /** erf(x)/x for 0 ≤ x ≤ 0.46875. */
    private static double small(double x) {
        double y = x * x;
        double n = A[4] * y;
        double d = y;
        for (int i = 0; i < 3; i++) {
            n = (n + A[i]) * y;
            d = (d + B[i]) * y;
        }
        return (n + A[3]) / (d + B[3]);
    }

    private static double middle(double x) {
        double n = C[8] * x;
        double d = x;
        for (int i = 0; i < 7; i++) {
            n = (n + C[i]) * x;
            d = (d + D[i]) * x;
        }
        return (n + C[7]) / (d + D[7]);
    }

    /** 1/√π − x erfcx(x) for x above 4, without cancellation. */
    private static double tail(double x) {
        double y = 1 / (x * x);
        double n = P[5] * y;
        double d = y;
        for (int i = 0; i < 4; i++) {
            n = (n + P[i]) * y;
            d = (d + Q[i]) * y;
        }
        return y * (n + P[4]) / (d + Q[4]);
    }

    /** ln Φ(z). */
    public static double logCdf(double z) {
        double t = -z * SQRT_HALF;
        return z < -1 ? StrictMath.log(erfcx(t) / 2) - z * z / 2 : StrictMath.log(erfc(t) / 2);
    }

    /** Φ(z). */
    public static double cdf(double z) {
        return erfc(-z * SQRT_HALF) / 2;
    }

    /** φ(z)/Φ(z), the derivative of {@link #logCdf}. */
    public static double hazard(double z) {
        double t = -z * SQRT_HALF;
        return z < -1 ? 1 / (SQRT_HALF_PI * erfcx(t)) : 2 * INVERSE_SQRT_2PI * Exponential.exp(-z * z / 2) / erfc(t);
    }

    /**
     * h(u) = φ(u) + u Φ(u), exact as long as it is no smaller than 1e-300; see {@link #logImprovement}.
     *
     * @param parts overwritten with Φ(u) and φ(u), the derivatives of the improvement by mean and deviation
     */
    public static double improvement(double u, double[] parts) {
        double power = Exponential.exp(-u * u / 2);
        double density = INVERSE_SQRT_2PI * power;
        double t = -u * SQRT_HALF;
        parts[1] = density;
        if (u >= -1) {
            double size = Math.abs(t);
            double complement;
            if (size < 0.46875) complement = 1 - t * small(size);
            else {
                double tail = power * erfcx(size);
                complement = t > 0 ? tail : 2 - tail;
            }
            parts[0] = complement / 2;
            return Math.fma(u, parts[0], density);
        }
        double mills = SQRT_HALF_PI * erfcx(t);
        parts[0] = density * mills;
        return density * (t <= 4 ? 1 + u * mills : SQRT_PI * tail(t));
    }

    /**
     * ln h(u) for h = φ(u) + u Φ(u): the logarithm of the expected improvement in units of the deviation, where u is
     * the improvement of the mean in the same units.
     *
     * @param ratios overwritten with Φ/h and φ/h, of which the derivatives are made
     */
    public static double logImprovement(double u, double[] ratios) {
        if (u >= -1) {
            double density = INVERSE_SQRT_2PI * Exponential.exp(-u * u / 2);
            double distribution = erfc(-u * SQRT_HALF) / 2;
            double h = Math.fma(u, distribution, density);
            ratios[0] = distribution / h;
            ratios[1] = density / h;
            return StrictMath.log(h);
        }
        double t = -u * SQRT_HALF;
        double mills = SQRT_HALF_PI * erfcx(t); // Φ/φ
        double q = t <= 4 ? 1 + u * mills : SQRT_PI * tail(t); // h/φ
        ratios[0] = mills / q;
        ratios[1] = 1 / q;
        return -u * u / 2 - LN_SQRT_2PI + StrictMath.log(q);
    }
}
