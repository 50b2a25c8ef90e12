// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows and columns as they were read, before anything is decided about them.
 *
 * @param name how messages call it: the file as the document names it
 * @param sha256 of the bytes as they stand on the disk, hexadecimal; of two files, of the one's bytes followed by the
 *     other's, as {@code cat features target | sha256sum} has it
 * @param reading what was found out about the form of the file, by name, in the order to be shown; empty for CSV with
 *     commas in UTF-8
 * @param shape the dimensions of one row as the file has them, at least two, row-major in the columns that are learnt
 *     from: 28, 28 of MNIST's images; empty where a row is columns and nothing more
 * @param places says where a cell stands
 */
public record Table(
        String name,
        String sha256,
        int rows,
        List<Column> columns,
        Map<String, String> reading,
        List<Integer> shape,
        Places places) {
    /** Where a cell stands, for messages. */
    public interface Places {
        /** {@code file:line:column}, or {@code file, row n} where a file has no lines. */
        String of(int row, int column);

        /** Bytes of what has to be kept to say so. */
        default long bytes() {
            return 0;
        }
    }

    public Table {
        columns = List.copyOf(columns);
        reading = Collections.unmodifiableMap(new LinkedHashMap<>(reading));
        shape = List.copyOf(shape);
    }

    /** Rows that are columns and nothing more. */
    Table(String name, String sha256, int rows, List<Column> columns, Map<String, String> reading, Places places) {
        this(name, sha256, rows, columns, reading, List.of(), places);
    }

    /** The same table, of whose rows it is known what they are. */
    Table shaped(List<Integer> dimensions) {
        return new Table(name, sha256, rows, columns, reading, dimensions, places);
    }

    /** Bytes that the table takes, about, and with it what messages about it need. */
    public long bytes() {
        long bytes = places.bytes();
        for (Column column : columns) bytes += column.bytes();
        return bytes;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
