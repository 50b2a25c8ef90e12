// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.CsvSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A column of which nobody has said what it is for: what its cells look like, and what it may serve as.
 *
 * @param counts rows of each category, where there are at most {@link #MOST_COUNTED} different ones
 * @param distinct different cells, empty ones aside
 * @param numbers cells that hold a number
 * @param text a text that it holds; null where it holds none
 * @param whole whether all its numbers are whole
 */
record ColumnSketch(
        String name,
        int rows,
        int missing,
        int numbers,
        @Nullable String text,
        int distinct,
        boolean whole,
        double low,
        double high,
        TreeMap<String, Integer> counts) {
    private static final int MOST_COUNTED = 1000;

    /** Fewer rows than this may all be different by chance. */
    private static final int FEW_ROWS = 20;

    /** As {@link Typing}: so many numbers to a text make it a slip. */
    private static final int SLIPS = 20;

    private static final double LARGEST = 1e30;

    private static final Set<String> IDENTIFIERS = Set.of(
            "id", "index", "idx", "row", "rownum", "rownumber", "row_id", "uuid", "key", "no", "nr", "unnamed: 0");

    static List<ColumnSketch> of(CsvSample sample) {
        List<ColumnSketch> sketches = new ArrayList<>();
        for (Column column : sample.table().columns())
            sketches.add(of(column, sample.table().rows()));
        return sketches;
    }

    private static ColumnSketch of(Column column, int rows) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        double[] numbers = new double[rows];
        int count = 0;
        boolean whole = true;
        String text = null;
        boolean counting = true;
        for (int row = 0; row < rows; row++) {
            if (column.missing(row)) continue;
            if (text == null) text = column.text(row);
            if (column.text(row) == null) {
                double number = column.number(row);
                numbers[count++] = number;
                whole &= number == Math.rint(number);
            }
            if (!counting) continue;
            counts.merge(String.valueOf(column.category(row)), 1, Integer::sum);
            counting = counts.size() <= MOST_COUNTED;
        }
        double[] sorted = Arrays.copyOf(numbers, count);
        Arrays.sort(sorted);
        int distinct = counts.size();
        if (!counting) {
            distinct = column.distinctTexts();
            for (int i = 0; i < count; i++) if (i == 0 || sorted[i] != sorted[i - 1]) distinct++;
            counts.clear();
        }
        return new ColumnSketch(
                column.name(),
                rows,
                column.missing(),
                count,
                text,
                distinct,
                whole,
                count == 0 ? Double.NaN : sorted[0],
                count == 0 ? Double.NaN : sorted[count - 1],
                counts);
    }

    int present() {
        return rows - missing;
    }

    boolean textual() {
        return text != null;
    }

    /** A text that is the exception among numbers. */
    boolean slip() {
        int texts = present() - numbers;
        return texts > 0 && (texts == 1 ? numbers >= 2 : (long) texts * SLIPS <= numbers);
    }

    /** Why nothing can be learnt from it, a part of a sentence; null where something can. */
    @Nullable
    String useless() {
        if (present() == 0) return "is empty";
        if (slip()) return "holds \"%s\" among numbers".formatted(shortened(text));
        if (Math.abs(low) > LARGEST || Math.abs(high) > LARGEST) return "holds numbers beyond 1e30";
        if (distinct == 1) return "always holds the same";
        if (textual() && distinct > Typing.MOST_CATEGORIES) return "holds %d different texts".formatted(distinct);
        if (rows < FEW_ROWS) return null;
        if (textual() && 2 * distinct > present()) return "holds a text of its own in most rows";
        if (!textual() && whole && distinct == rows && (high - low == rows - 1 || named()))
            return high - low == rows - 1 ? "numbers the rows" : "names the rows";
        return null;
    }

    private boolean named() {
        String lower = name.toLowerCase(Locale.ROOT);
        return IDENTIFIERS.contains(lower) || lower.endsWith("_id") || name.endsWith("Id") || name.endsWith("ID");
    }

    /** Whether it would be learnt as classes where nobody says otherwise. */
    boolean classes() {
        return textual() || (whole && distinct <= Goal.MOST_NUMBERED_CLASSES);
    }

    /** Rows of the smallest class, and of the largest. */
    int least() {
        return counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    int most() {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The class that the fewest rows are of. */
    String rarest() {
        String rarest = "";
        for (String label : counts.keySet())
            if (rarest.isEmpty() || counts.getOrDefault(label, 0) < counts.getOrDefault(rarest, 0)) rarest = label;
        return rarest;
    }

    static String shortened(@Nullable String text) {
        String shown = String.valueOf(text);
        return shown.length() <= 30 ? shown : shown.substring(0, 29) + "…";
    }
}
