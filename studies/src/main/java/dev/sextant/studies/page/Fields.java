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
    /** Of what is drawn: far below a pixel. */
    private static final MathContext DRAWN = new MathContext(7, RoundingMode.HALF_EVEN);

    /** Of what trials are told apart by. */
    private static final MathContext TOLD = new MathContext(12, RoundingMode.HALF_EVEN);

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

    void drawn(String name, double number) throws IOException {
        json.writeFieldName(name);
        write(number, DRAWN);
    }

    /** An element that is only drawn. */
    void drawn(double number) throws IOException {
        write(number, DRAWN);
    }

    void drawn(String name, double[] numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (double number : numbers) write(number, DRAWN);
        json.writeEndArray();
    }

    /** Mean and ends. */
    void interval(double mean, double low, double high) throws IOException {
        drawn("mean", mean);
        drawn("low", low);
        drawn("high", high);
    }

    /** Whole numbers without a point, which most columns of a table are. */
    private void write(double number, MathContext digits) throws IOException {
        if (!Double.isFinite(number)) json.writeNull();
        else if (number == Math.rint(number) && Math.abs(number) < 1e9) json.writeNumber((long) number);
        else json.writeNumber(new BigDecimal(number).round(digits).doubleValue());
    }
}
