// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as programs write them, NaN and infinity among them. */
final class TextNumbers {
    /** Without backtracking: half a number is none. */
    static final String FORM = "[-+]?(?:(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][-+]?\\d++)?+|(?i:nan|inf(?:inity)?+))";

    private static final Pattern WHOLE = Pattern.compile(FORM);

    /** No number has more digits than anybody needs. */
    private static final int LONGEST = 400;

    private TextNumbers() {}

    /** Null where the text is no number. */
    static @Nullable Double parse(String text) {
        if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) return null;
        String word = text.toLowerCase(Locale.ROOT);
        if (word.endsWith("nan")) return Double.NaN;
        if (word.contains("inf")) return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return Double.valueOf(text);
    }

    /** A number, or a string where JSON has none for it: {@code "NaN"}, {@code "-Infinity"}. Null for anything else. */
    static @Nullable Double of(@Nullable JsonNode value) {
        if (value == null) return null;
        if (value.isNumber()) return value.doubleValue();
        Double number = value.isTextual() ? parse(value.textValue()) : null;
        return number == null || Double.isFinite(number) ? null : number;
    }
}
