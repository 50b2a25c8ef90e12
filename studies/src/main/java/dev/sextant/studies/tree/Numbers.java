// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** How numbers are read and written in studies. */
public final class Numbers {
    private Numbers() {}

    /** The whole number that a JSON number is, also where it is written 64.0 or 1e3; null for any other value. */
    public static @Nullable Long whole(JsonNode json) {
        if (!json.isNumber()) return null;
        if (json.isIntegralNumber()) return json.canConvertToLong() ? json.longValue() : null;
        double number = json.doubleValue();
        return number == Math.rint(number) && Math.abs(number) < 0x1p53 ? (long) number : null;
    }

    /** Rounded to three digits, as people would choose it. */
    public static double rounded(double number) {
        return new BigDecimal(number).round(new MathContext(3)).doubleValue();
    }

    /** For messages: {@code 0.0}, {@code 1e-4}. */
    public static String text(double number) {
        String text = Double.toString(number);
        int exponent = text.indexOf('E');
        if (exponent < 0) return text;
        String digits = text.substring(0, exponent);
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
                + "e"
                + text.substring(exponent + 1);
    }
}
