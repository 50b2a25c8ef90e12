// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Numbers as people read them, the same in every locale. */
final class Figures {
    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    /** Four digits: {@code 0.08331}, {@code 12.5}, {@code 1.2e-7}. */
    static String number(double value) {
        if (!Double.isFinite(value)) return Double.toString(value);
        if (value == 0) return "0";
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        double size = Math.abs(value);
        if (size >= 1e-4 && size < 1e6) {
            String plain = rounded.toPlainString();
            if (plain.indexOf('.') < 0) return plain;
            int end = plain.length();
            while (plain.charAt(end - 1) == '0') end--;
            return plain.substring(0, plain.charAt(end - 1) == '.' ? end - 1 : end);
        }
        String text = Double.toString(rounded.doubleValue());
        int exponent = text.indexOf('E');
        if (exponent < 0) return text;
        String digits = text.substring(0, exponent);
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + "e"
                + text.substring(exponent + 1);
    }

    /** {@code 8 s}, {@code 3 min}, {@code 2 h 5 min}. */
    static String duration(Duration duration) {
        return dev.sextant.studies.report.Figures.duration(duration);
    }

    /** {@code 12 MB}, {@code 1.5 GB}, {@code 340 kB}: three digits at most, of 1024 each. */
    static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        double size = bytes;
        int unit = 0;
        // 999.5 would be written as 1000
        while (size >= 999.5 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        String text = new BigDecimal(size)
                .setScale(unit == 0 || size >= 9.95 ? 0 : 1, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " " + units[unit];
    }

    /** {@code 1 trial}, {@code 2 trials}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
