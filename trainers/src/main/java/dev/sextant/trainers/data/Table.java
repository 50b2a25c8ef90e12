// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import java.util.List;

/**
 * Rows and columns as they were read, before anything is decided about them.
 *
 * @param name how messages call it: the file as the document names it
 * @param sha256 of the bytes, hexadecimal
 * @param places says where a cell stands
 */
record Table(String name, String sha256, int rows, List<Column> columns, Places places) {
    /** Where a cell stands, for messages. */
    interface Places {
        /** {@code file:line:column}. */
        String of(int row, int column);
    }

    Table {
        columns = List.copyOf(columns);
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
