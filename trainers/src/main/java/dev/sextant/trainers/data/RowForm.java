// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * How one row of a table becomes numbers, as it was fitted on the training part: the parts side by side, in the order
 * in which a network reads them. Columns that do not vary in the training part are in none.
 *
 * @param parts at least one
 * @param gaps whether cells may be empty: otherwise an empty cell of any of the columns is a mistake
 */
public record RowForm(List<Part> parts, boolean gaps) {
    /** What one column becomes. */
    public sealed interface Part {
        String column();

        /** Numbers side by side. */
        int width();
    }

    /**
     * One number: (cell − offset) / divisor in double arithmetic, rounded to a float.
     *
     * @param divisor above 0
     * @param fill takes the place of an empty cell before it is scaled; NaN where none may be empty
     */
    public record Scaled(String column, double offset, double divisor, double fill) implements Part {
        public Scaled {
            if (!(divisor > 0)) throw new IllegalArgumentException("divisor (%s) must be above 0".formatted(divisor));
        }

        @Override
        public int width() {
            return 1;
        }

        /**
         * What a network reads; not finite where the number is too far from those that were fitted on.
         *
         * @param number NaN for an empty cell
         */
        public float scaled(double number) {
            return (float) (((Double.isNaN(number) ? fill : number) - offset) / divisor);
        }
    }

    /**
     * For each category 1 where the cell is this one, else 0. A category that is not among them gives zeros, and so
     * does an empty cell, unless it counts as one of them.
     *
     * @param categories as {@code Column.category} spells cells, sorted
     * @param empty the category that an empty cell counts as, or null
     */
    public record OneHot(
            String column,
            List<String> categories,
            @Nullable String empty) implements Part {
        public OneHot {
            categories = List.copyOf(categories);
            if (categories.isEmpty()) throw new IllegalArgumentException(column + " has no category");
        }

        @Override
        public int width() {
            return categories.size();
        }
    }

    /** 1 where the cell is empty, else 0. */
    public record Absence(String column) implements Part {
        @Override
        public int width() {
            return 1;
        }
    }

    public RowForm {
        parts = List.copyOf(parts);
    }

    /** Numbers of a row; 0 where nothing varies. */
    public int width() {
        int width = 0;
        for (Part part : parts) width += part.width();
        return width;
    }

    /** The columns that are read, each once, in the order of the parts. */
    public List<String> columns() {
        SequencedSet<String> columns = new LinkedHashSet<>();
        for (Part part : parts) columns.add(part.column());
        return new ArrayList<>(columns);
    }
}
