// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

/**
 * The curved lines of schedules, the same on every machine and without garbage: {@link StrictMath#pow} and
 * {@link StrictMath#cos} allocate arrays in every call, which a mini-batch must not.
 */
final class Curves {
    /** 1/n!, n = 0 … 17. */
    private static final double[] INVERSE_FACTORIAL = new double[18];

    static {
        double factorial = 1; // exact: 17! is below 2^53
        for (int n = 0; n < INVERSE_FACTORIAL.length; n++) {
            factorial *= Math.max(n, 1);
            INVERSE_FACTORIAL[n] = 1 / factorial;
        }
    }

    private Curves() {}

    /** On half a cosine from one value to another, and back again after the length. */
    static double cosine(double from, double to, double passed, double length) {
        return to + (from - to) * (1 + cosPi(passed / length)) / 2;
    }

    /** cos(π x), x at least 0; error below 4e-16, and exactly 0 and ±1 where it should be. */
    static double cosPi(double x) {
        double turned = x - 2 * Math.floor(x / 2);
        double half = turned > 1 ? 2 - turned : turned;
        if (half <= 0.25) return series(Math.PI * half, 16);
        if (half < 0.75) return series(Math.PI * (0.5 - half), 17);
        return -series(Math.PI * (1 - half), 16);
    }

    /**
     * Taylor's series of the cosine up to an even degree, of the sine up to an odd one. Within π/4 of 0 what is left
     * out is below 3e-18.
     */
    private static double series(double x, int degree) {
        double square = x * x;
        double sum = INVERSE_FACTORIAL[degree];
        for (int n = degree - 2; n >= 0; n -= 2) sum = INVERSE_FACTORIAL[n] - square * sum;
        return degree % 2 == 0 ? sum : x * sum;
    }

    /**
     * x^y, x at least 0, y above 0 or x above 0.
     *
     * @param ticks where it is 1 this is called once an epoch, and garbage counts less than the last digit
     */
    static double power(double x, double y, int ticks) {
        return ticks == 1 ? StrictMath.pow(x, y) : StrictMath.exp(y * StrictMath.log(x));
    }
}
