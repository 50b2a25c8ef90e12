// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A parameter's value, as a document or a row has it: a number, or a word. true and false are words, however a table
 * spells them.
 */
sealed interface Cell {
    /** Numbers within are written without an exponent. */
    double PLAIN_FROM = 1e-6;

    double PLAIN_TO = 1e12;

    /** Never NaN; 0 and -0 are one number. */
    record Numeric(double value) implements Cell {
        public Numeric {
            value += 0.0; // -0 becomes 0
        }
    }

    record Word(String text) implements Cell {}

    /** @param name the parameter's */
    static Cell of(String name, JsonNode value) throws TrainingException {
        if (value.isNumber()) return new Numeric(value.doubleValue());
        if (value.isBoolean() || value.isTextual()) return word(value.asText());
        throw new TrainingException(
                ReplaySchema.PARAMETERS + "." + name,
                "%s must be a number, a string, true or false, got %s".formatted(name, value),
                "a table's rows have one value for each parameter; write a domain or one of these");
    }

    /** Null where the row has none. */
    static @Nullable Cell of(Column column, int row) {
        String text = column.text(row);
        if (text != null) return word(text);
        return column.missing(row) ? null : new Numeric(column.number(row));
    }

    private static Word word(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return new Word(lower.equals("true") || lower.equals("false") ? lower : text);
    }

    /** As a person writes it, and JSON has it. */
    default String json() {
        return switch (this) {
            case Numeric(double value) -> {
                BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
                double size = Math.abs(value);
                yield (size >= PLAIN_FROM && size < PLAIN_TO) || size == 0 ? digits.toPlainString() : digits.toString();
            }
            case Word(String text) -> text.equals("true") || text.equals("false") ? text : "\"" + text + "\"";
        };
    }
}
