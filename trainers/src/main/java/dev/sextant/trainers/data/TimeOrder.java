// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders rows by a column of moments: numbers, or dates as ISO 8601 writes them, whose texts have the same order. */
public final class TimeOrder {
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}(-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?Z?)?)?");

    private TimeOrder() {}

    /** Sorts rows of the table in place; equal moments keep the order they have. */
    public static void sort(Table table, int column, int[] rows) throws TrainingException {
        Column cells = table.columns().get(column);
        boolean texts = cells.text(rows[0]) != null;
        int length = texts ? String.valueOf(cells.text(rows[0])).length() : 0;
        for (int row : rows) {
            String text = cells.text(row);
            if (text == null ? texts || cells.missing(row) : text.length() != length || !moment(text))
                throw new TrainingException(
                        "data.time",
                        "%s: column %s holds %s, which is no moment"
                                .formatted(
                                        table.places().of(row, column),
                                        cells.name(),
                                        cells.missing(row) ? "nothing" : "\"%s\"".formatted(cells.category(row))),
                        "a time column holds numbers, or dates that are all written alike: 2026-01-31, 2026-01-31T12:00");
        }
        Comparator<Integer> earlier = texts
                ? Comparator.comparing(row -> String.valueOf(cells.text(row)))
                : Comparator.comparingDouble(cells::number);
        boolean sorted = true;
        for (int i = 1; i < rows.length && sorted; i++) sorted = earlier.compare(rows[i - 1], rows[i]) <= 0;
        if (sorted) return;
        Integer[] boxed = new Integer[rows.length];
        for (int i = 0; i < rows.length; i++) boxed[i] = rows[i];
        java.util.Arrays.sort(boxed, earlier);
        for (int i = 0; i < rows.length; i++) rows[i] = boxed[i];
    }

    private static boolean moment(String text) {
        return MOMENT.matcher(text).matches();
    }
}
