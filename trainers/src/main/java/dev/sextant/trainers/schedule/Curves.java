// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

/**
 * The curved lines of schedules, the same on every machine and without garbage: {@link StrictMath#pow}, and the cosine
 * of more than a quarter of π, allocate arrays on every call, which a mini-batch must not.
 */
final class Curves {
    private Curves() {}

    /** On half a cosine from one value to another, and back again after the length. */
    static double cosine(double from, double to, double passed, double length) {
        return to + (from - to) * (1 + cosPi(passed / length)) / 2;
    }

    /** cos(π x), x at least 0; exactly 0 and ±1 where it should be. */
    private static double cosPi(double x) {
        double turned = x - 2 * Math.floor(x / 2);
        double half = turned > 1 ? 2 - turned : turned;
        if (half <= 0.25) return StrictMath.cos(StrictMath.PI * half);
        if (half < 0.75) return StrictMath.sin(StrictMath.PI * (0.5 - half));
        return -StrictMath.cos(StrictMath.PI * (1 - half));
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
