// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every language of the machine. */
public final class Figures {
    /** What stands where there is no number. */
    static final String NONE = "–";

    /** Numbers this small or this large are written with an exponent. */
    private static final double SMALL = 1e-3;

    private static final double LARGE = 1e6;

    private final int decimals;

    private Figures(int decimals) {
        this.decimals = decimals;
    }

    /**
     * How one column of an objective is written: with as many decimals as give this value three significant digits, or
     * four where it begins at 0.1 or above, so that 0.0712 and 0.9750 both have four.
     */
    public static Figures like(double value) {
        double size = Math.abs(value);
        if (!(size >= SMALL && size < LARGE)) return new Figures(size == 0 ? 4 : -1);
        int magnitude = magnitude(size);
        return new Figures(Math.max(0, (size >= 0.1 ? 3 : 2) - magnitude));
    }

    /** How a column of counts is written, and means of them. */
    static Figures whole() {
        return new Figures(0);
    }

    /** The number with this column's decimals; with an exponent where that would hide or bloat it. */
    public String column(double value) {
        if (!Double.isFinite(value)) return NONE;
        double size = Math.abs(value);
        if (decimals < 0 || size >= LARGE) return size == 0 ? "0" : exponent(value, 3);
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** With so many decimals: a probability, a width. */
    static String decimals(double value, int decimals) {
        return Double.isFinite(value) ? new Figures(decimals).column(value) : NONE;
    }

    /** Three significant digits, without trailing zeros: a learning rate, a parameter. */
    public static String number(double value) {
        return number(value, 3);
    }

    /** So many significant digits, without trailing zeros. */
    public static String number(double value, int digits) {
        if (!Double.isFinite(value)) return NONE;
        double size = Math.abs(value);
        if (size == 0) return "0";
        if (size < SMALL || size >= LARGE) return exponent(value, digits);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.scale() < 0) rounded = new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN);
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** Whole numbers, grouped from five digits on: 2345, 12 345; a group's space does not break. */
    static String count(long value) {
        return value < 10_000
                ? Long.toString(value)
                : String.format(Locale.ROOT, "%,d", value).replace(',', '\u00A0');
    }

    /** {@code 8 s}, {@code 3 min}, {@code 2 h 5 min}; at least a second. */
    public static String duration(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 100) return seconds + " s";
        long minutes = (seconds + 30) / 60;
        if (minutes < 100) return minutes + " min";
        return minutes / 60 + " h " + minutes % 60 + " min";
    }

    private static String exponent(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    private static int magnitude(double size) {
        BigDecimal exact = new BigDecimal(size);
        return exact.precision() - exact.scale() - 1;
    }
}
