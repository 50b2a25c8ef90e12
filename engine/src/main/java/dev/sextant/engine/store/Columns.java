// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How single columns are read, and how numbers stand in a blob. */
final class Columns {
    private Columns() {}

    static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return number == 0 && row.wasNull() ? null : number;
    }

    /** A text of which there are few; equal ones are one object. */
    static String word(ResultSet row, int column) throws SQLException {
        return row.getString(column).intern();
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
