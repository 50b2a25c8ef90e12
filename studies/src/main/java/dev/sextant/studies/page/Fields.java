// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a page's data: a number that there is not is null, and no number has more digits than a picture
 * shows or a table of them needs.
 */
record Fields(JsonGenerator json) {
    /** Digits of what is drawn: far below a pixel. */
    private static final int DRAWN = 4;

    /** Digits of what trials are told apart by. */
    private static final int TOLD = 9;

    /** As many as a double has. */
    private static final int ALL = 17;

    /** Of ten, those that a double has exactly. */
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    void text(String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        if (text == null) json.writeNull();
        else json.writeString(text);
    }

    void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) json.writeString(text);
        json.writeEndArray();
    }

    /** A number that trials are told apart by. */
    void number(String name, double number) throws IOException {
        json.writeFieldName(name);
        number(number);
    }

    /** An element, likewise. */
    void number(double number) throws IOException {
        write(number, TOLD);
    }

    /** A number that is only drawn. */
    void drawn(String name, double number) throws IOException {
        json.writeFieldName(name);
        write(number, DRAWN + 1);
    }

    /** Likewise, to so many decimals. */
    void fixed(String name, double number, int decimals) throws IOException {
        json.writeFieldName(name);
        if (!Double.isFinite(number)) json.writeNull();
        else json.writeNumber(Math.rint(number * POWERS[decimals]) / POWERS[decimals]);
    }

    /** A line of numbers that is only drawn; more digits where they differ by little. */
    void drawn(String name, double[] numbers) throws IOException {
        int digits = digits(numbers);
        json.writeArrayFieldStart(name);
        for (double number : numbers) write(number, digits);
        json.writeEndArray();
    }

    /** Row by row, likewise. */
    void drawn(String name, double[][] rows) throws IOException {
        int digits = 0;
        for (double[] row : rows) digits = Math.max(digits, digits(row));
        json.writeArrayFieldStart(name);
        for (double[] row : rows) {
            json.writeStartArray();
            for (double number : row) write(number, digits);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static int digits(double[] numbers) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double number : numbers)
            if (Double.isFinite(number)) {
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        double size = Math.max(Math.abs(low), Math.abs(high));
        double spread = high - low;
        if (!(spread > 0) || !Double.isFinite(spread)) return TOLD;
        return Math.clamp(DRAWN + (int) Math.rint(StrictMath.log10(size / spread)), DRAWN, ALL);
    }

    /** Mean and ends. */
    void interval(double mean, double low, double high) throws IOException {
        drawn("mean", mean);
        drawn("low", low);
        drawn("high", high);
    }

    /** Whole numbers without a point, which most columns of a table are. */
    private void write(double number, int digits) throws IOException {
        if (!Double.isFinite(number)) json.writeNull();
        else if (number == Math.rint(number) && Math.abs(number) < 1e9) json.writeNumber((long) number);
        else json.writeNumber(rounded(number, digits));
    }

    /** The number to so many significant digits. */
    static double rounded(double number, int digits) {
        if (digits >= ALL || number == 0) return number;
        int shift = digits - 1 - (int) StrictMath.floor(StrictMath.log10(Math.abs(number)));
        // A whole number below 2^53, over or times an exact power of ten: rounded once, so that it is written shortly.
        if (digits < 16 && Math.abs(shift) < POWERS.length)
            return shift < 0
                    ? Math.rint(number / POWERS[-shift]) * POWERS[-shift]
                    : Math.rint(number * POWERS[shift]) / POWERS[shift];
        return new BigDecimal(number)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .doubleValue();
    }
}
