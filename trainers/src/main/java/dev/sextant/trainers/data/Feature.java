// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.trainers.table.Column;
import java.util.Objects;

/**
 * A column that is learnt from.
 *
 * @param column its place in the table
 * @param categories how many categories its cells hold; 0 where they hold numbers
 */
record Feature(int column, Column cells, int categories) {
    boolean categorical() {
        return categories > 0;
    }

    /** Whether it has the same value in all these rows, or the same number in all that have one. */
    boolean constant(int[] rows) {
        double number = Double.NaN;
        for (int row : rows) {
            if (categorical()) {
                if (!Objects.equals(cells.category(rows[0]), cells.category(row))) return false;
            } else if (!cells.missing(row)) {
                if (Double.isNaN(number)) number = cells.number(row);
                else if (number != cells.number(row)) return false;
            }
        }
        return true;
    }

    /** How many of these rows have no value. */
    int missing(int[] rows) {
        if (cells.missing() == 0) return 0;
        int missing = 0;
        for (int row : rows) if (cells.missing(row)) missing++;
        return missing;
    }
}
