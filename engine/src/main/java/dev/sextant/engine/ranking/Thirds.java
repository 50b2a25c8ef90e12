// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.math.BigDecimal;

/** Thirds of a decade, in which learning rates are counted: 0.01 … 0.0215 … 0.0464 … 0.1. */
public final class Thirds {
    /** 10^(1/3) and 10^(2/3), between the powers of ten. */
    private static final double[] EDGES = {1, 2.154434690031884, 4.641588833612779};

    private Thirds() {}

    /** Which third a number above 0 lies in: 3 · log10 of it, rounded down, by the very edges that are told. */
    public static int of(double number) {
        BigDecimal exact = new BigDecimal(number);
        int third = 3 * (exact.precision() - exact.scale() - 1);
        while (edge(third + 1) <= number) third++;
        while (edge(third) > number) third--;
        return third;
    }

    /** Where a third begins; the one before it ends there. */
    public static double edge(int third) {
        int decade = Math.floorDiv(third, 3);
        return BigDecimal.valueOf(EDGES[Math.floorMod(third, 3)])
                .scaleByPowerOfTen(decade)
                .doubleValue();
    }

    /**
     * The last third of numbers up to this one: one on an edge belongs to the third below it, as ranges often end so.
     */
    public static int last(double low, double high) {
        int last = of(high);
        return last > of(low) && edge(last) == high ? last - 1 : last;
    }
}
