// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static String drawn(double... numbers) throws Exception {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            new Fields(json).drawn("x", numbers);
            json.writeEndObject();
        }
        return text.toString();
    }

    @Test
    void roundingIsThatOfDecimalsWhateverTheSize() {
        long seed = 20261126;
        DrawSequence draws = new Draws(seed, 0).of("rounding");
        for (int i = 0; i < 20_000; i++) {
            double number = (draws.uniform() - 0.5) * StrictMath.pow(10, draws.uniform() * 600 - 300);
            for (int digits : new int[] {4, 9, 15}) {
                double exact = new BigDecimal(number)
                        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                        .doubleValue();
                double rounded = Fields.rounded(number, digits);
                assertTrue(
                        Math.abs(rounded - exact) <= 1.0001 * Math.ulp(exact)
                                || new BigDecimal(Double.toString(rounded)).precision() <= digits,
                        number + " to " + digits + " digits became " + rounded + ", seed " + seed);
                assertTrue(
                        Math.abs(rounded - number) <= 0.51 * StrictMath.pow(10, 1.0 - digits) * Math.abs(number) * 10);
            }
        }
        assertEquals(0.0712, Fields.rounded(0.07123456, 3));
        assertEquals(1e300, Fields.rounded(1.0000000001e300, 4));
        assertEquals(-4.94e-322, Fields.rounded(-4.94e-322, 4));
    }

    @Test
    void whatIsDrawnKeepsWhatTellsItApart() throws Exception {
        assertEquals("{\"x\":[0.07123,2.301,null,7]}", drawn(0.0712345, 2.30098765, Double.NaN, 7));
        assertEquals("{\"x\":[1000.001234,1000.0012351]}", drawn(1000.001234, 1000.0012351));
        assertEquals("{\"x\":[0.123456789,0.123456789]}", drawn(0.123456789, 0.123456789));
        assertEquals("{\"x\":[null,null,null]}", drawn(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        assertEquals("{\"x\":[]}", drawn());
    }
}
