// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/**
 * Fisher's F distribution for whole degrees of freedom, with the same bits on every machine.
 *
 * <p>Source: Abramowitz and Stegun 1964, "Handbook of Mathematical Functions", 26.6.2 for the incomplete beta function
 * that it is, 26.5.8 for the continued fraction, evaluated by the method of Thompson and Barnett 1986, "Coulomb and
 * Bessel functions of complex arguments and order". Relative error about 1e-13.
 */
final class FisherF {
    private static final double TINY = 1e-300;

    private FisherF() {}

    /** The probability that F exceeds {@code f}, which is at least 0; degrees at least 1. */
    static double beyond(double f, int numerator, int denominator) {
        if (numerator < 1 || denominator < 1)
            throw new IllegalArgumentException("degrees (%d, %d) must be at least 1".formatted(numerator, denominator));
        if (!(f >= 0)) throw new IllegalArgumentException("f (%s) must be at least 0".formatted(f));
        if (f == Double.POSITIVE_INFINITY) return 0;
        double x = denominator / (denominator + numerator * f);
        return beta(x, denominator / 2.0, numerator / 2.0);
    }

    /** The regularised incomplete beta function; a and b are halves of whole numbers. */
    private static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
        double front = StrictMath.exp(
                logGamma(a + b) - logGamma(a) - logGamma(b) + a * StrictMath.log(x) + b * StrictMath.log1p(-x));
        // The fraction converges fast on the near side of the mean alone.
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double product = d;
        for (int m = 1; m < 10_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            product *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            double factor = d * c;
            product *= factor;
            if (Math.abs(factor - 1) < 1e-15) break;
        }
        return product;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** ln Γ of half a whole number, by Γ(x + 1) = x Γ(x) down to Γ(1) = 1 or Γ(½) = √π. */
    private static double logGamma(double half) {
        double log = 0;
        double x = half;
        for (; x > 1; x--) log += StrictMath.log(x - 1);
        return x == 1 ? log : log + StrictMath.log(Math.PI) / 2;
    }
}
