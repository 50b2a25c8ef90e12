// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How single columns are read, and how numbers stand in a blob. */
final class Columns {
    private static final Map<String, String> KNOWN = Stream.of(
                    "search", "confirmation", "test", "completed", "pruned", "diverged", "failed", "local")
            .collect(Collectors.toUnmodifiableMap(word -> word, word -> word));

    private static final char ESCAPE = '\uFFFF';

    private Columns() {}

    static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return number == 0 && row.wasNull() ? null : number;
    }

    /** A text that many rows have: equal ones are mostly one object. */
    static String word(ResultSet row, int column) throws SQLException {
        String word = row.getString(column);
        @Nullable String known = KNOWN.get(word);
        return known == null ? word.intern() : known;
    }

    /**
     * Text as it is kept. PostgreSQL's texts have no NUL, which a program may well print: it stands as U+FFFF and a
     * digit. That no other text has, because Unicode gives the character to nobody.
     */
    static String kept(String text) {
        if (text.indexOf('\0') < 0 && text.indexOf(ESCAPE) < 0) return text;
        return text.replace("\uFFFF", ESCAPE + "1").replace("\0", ESCAPE + "0");
    }

    /** The text that {@link #kept} was given. */
    static String given(String text) {
        if (text.indexOf(ESCAPE) < 0) return text;
        return text.replace(ESCAPE + "0", "\0").replace(ESCAPE + "1", "\uFFFF");
    }

    /** Eight big-endian bytes each. */
    static byte[] bytes(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    /** What {@link #bytes} was given. */
    static double[] numbers(byte[] bytes) {
        DoubleBuffer buffer = ByteBuffer.wrap(bytes).asDoubleBuffer();
        double[] numbers = new double[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }
}
