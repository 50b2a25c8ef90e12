// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column as it was read: each cell a number, a text or missing. Grows while the table is read, then only read.
 *
 * <p>Numbers take the fewest bytes that hold all of the column exactly, see {@link Numbers}.
 */
public final class Column {
    /** Besides empty cells. */
    private static final Set<String> MISSING = Set.of("NA", "NaN", "nan", "?");

    private static final Set<String> INFINITE = Set.of("inf", "infinity");

    private static final int FEWEST = 64;

    /** Bytes of a reference, and of a text with its place among those that are known, its characters aside. */
    private static final int REFERENCE = 4;

    private static final int TEXT = 88;

    private final String name;
    /** NaN where the cell is a text or missing. */
    private final Numbers numbers;
    /** Null until the first text; then null where the cell is no text. */
    private @Nullable String @Nullable [] texts;

    private @Nullable Map<String, String> known;
    /** Of all texts that are known. */
    private long characters;

    private int textual;
    private int missing;

    public Column(String name) {
        this(name, Integer.MAX_VALUE);
    }

    /** @param rows how many are expected: space beyond them is not set aside */
    public Column(String name, int rows) {
        this.name = name;
        numbers = new Numbers(rows);
    }

    public String name() {
        return name;
    }

    /** Adds a number; NaN is a missing cell. */
    public void add(double number) {
        numbers.add(number);
        if (Double.isNaN(number)) missing++;
    }

    /** Adds {@code count} numbers, from[first], from[first + stride], …; NaN is a missing cell. */
    public void addAll(double[] from, int first, int stride, int count) {
        missing += numbers.addAll(from, first, stride, count);
    }

    /** Adds a text as a category, even where it looks like a number. */
    public void addText(String text) {
        int row = numbers.size();
        numbers.add(Double.NaN);
        @Nullable String[] cells = texts == null ? new @Nullable String[Math.max(row + 1, FEWEST)] : texts;
        if (row >= cells.length) cells = Arrays.copyOf(cells, Math.max(row + 1, cells.length * 2));
        if (known == null) known = new HashMap<>();
        String before = known.putIfAbsent(text, text);
        cells[row] = before == null ? text : before;
        if (before == null) characters += text.length();
        texts = cells;
        textual++;
    }

    /** Adds a cell as it was written. */
    public void add(String cell) {
        int digits = digits(cell);
        if (digits >= 0) {
            numbers.add(digits);
            return;
        }
        String text = cell.strip();
        double number = text.isEmpty() ? Double.NaN : parse(text);
        if (!Double.isNaN(number) || text.isEmpty() || MISSING.contains(text)) add(number);
        else addText(text);
    }

    /** The number of a cell that holds one to nine digits and nothing else, otherwise -1: most cells of most files. */
    private static int digits(String cell) {
        int length = cell.length();
        if (length == 0 || length > 9) return -1;
        int number = 0;
        for (int i = 0; i < length; i++) {
            int digit = cell.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }

    /** Bytes that the column takes, about; room to grow included. */
    long bytes() {
        long bytes = numbers.bytes();
        if (texts != null) bytes += (long) REFERENCE * texts.length;
        if (known != null) bytes += (long) TEXT * known.size() + characters;
        return bytes;
    }

    /** How many cells hold texts. */
    public int textual() {
        return textual;
    }

    /** How many different texts there are. */
    public int distinctTexts() {
        return known == null ? 0 : known.size();
    }

    /** How many cells are missing. */
    public int missing() {
        return missing;
    }

    /** The number, perhaps infinite; NaN for what is none. Only the decimal form counts, not Java's 1f or 0x1p3. */
    public static double parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (plain) continue;
            boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
            if (!INFINITE.contains((signed ? text.substring(1) : text).toLowerCase(Locale.ROOT))) return Double.NaN;
            return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    /** NaN where the cell is a text or missing. */
    public double number(int row) {
        return numbers.get(row);
    }

    /** The cell's text, or null where it is a number or missing. */
    @Nullable
    public String text(int row) {
        return texts == null || row >= texts.length ? null : texts[row];
    }

    public boolean missing(int row) {
        return Double.isNaN(numbers.get(row)) && text(row) == null;
    }

    /** The cell as a category: its text, or its number in one spelling for all; null where it is missing. */
    @Nullable
    public String category(int row) {
        String text = text(row);
        if (text != null || missing(row)) return text;
        return category(numbers.get(row));
    }

    private static String category(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
