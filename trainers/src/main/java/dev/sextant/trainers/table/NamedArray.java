// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.util.List;

/**
 * An array that was read from a binary file.
 *
 * @param name how messages call it: the file, or the archive and the array in it
 * @param form type and shape as the file has them
 * @param columns its numbers
 */
record NamedArray(String name, NumberArray form, List<Column> columns) {
    int rows() {
        return (int) form.rows();
    }
}
