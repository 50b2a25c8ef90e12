// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a picture.
 *
 * @param low at its beginning
 * @param high at its end, above low
 * @param logarithmic whether equal factors are equally long; then low is above 0
 */
record PlotScale(double low, double high, boolean logarithmic) {
    private static final int[] STEPS = {1, 2, 5};

    /** 0 at the beginning, 1 at the end; beyond them for what is beyond. */
    double at(double value) {
        if (!logarithmic) return (value - low) / (high - low);
        double from = StrictMath.log(low);
        return (StrictMath.log(value) - from) / (StrictMath.log(high) - from);
    }

    /** The value there: what {@link #at} undoes. */
    double value(double at) {
        if (!logarithmic) return low + at * (high - low);
        double from = StrictMath.log(low);
        return StrictMath.exp(from + at * (StrictMath.log(high) - from));
    }

    /** Round values along the axis: the powers of ten where it is logarithmic and has two, otherwise three or more. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            int first = (int) Math.ceil(StrictMath.log10(low) - 1e-9);
            int last = (int) Math.floor(StrictMath.log10(high) + 1e-9);
            for (int exponent = first; exponent <= last; exponent++) ticks.add(power(exponent));
            return ticks.size() > 1 ? ticks : List.of(low, high);
        }
        double step = step((high - low) / 3);
        double slack = 1e-9 * (high - low);
        for (double k = Math.ceil((low - slack) / step); k * step <= high + slack; k++)
            ticks.add(
                    k == 0
                            ? 0.0
                            : BigDecimal.valueOf(k)
                                    .multiply(BigDecimal.valueOf(step))
                                    .doubleValue());
        return ticks;
    }

    /** The largest 1, 2 or 5 times a power of ten that is not above this. */
    private static double step(double most) {
        int exponent = (int) Math.floor(StrictMath.log10(most));
        double step = power(exponent);
        for (int digit : STEPS)
            if (digit * power(exponent) <= most)
                step = new BigDecimal(digit).scaleByPowerOfTen(exponent).doubleValue();
        return step;
    }

    private static double power(int exponent) {
        return BigDecimal.ONE.scaleByPowerOfTen(exponent).doubleValue();
    }
}
