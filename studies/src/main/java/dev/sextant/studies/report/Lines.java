// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Sentences and tables as lines of limited width. One character counts one column. */
final class Lines {
    /** Between columns. */
    private static final String GAP = "  ";

    /** A wrapped column narrower than this goes below its row instead. */
    private static final int READABLE = 28;

    /** Columns at least this optional go before a wrapped cell has to go below its row. */
    private static final int WORTH_A_LINE = 2;

    /** Where a cell that goes below its row begins. */
    private static final int BELOW = 4;

    /** Where a line may end: not before or after a sign that belongs to a number. */
    private static final Pattern BREAK = Pattern.compile("(?<![ ±…]) +(?![ %±…])");

    /** Characters that could move a cursor, turn the direction of writing or hide. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Lines() {}

    /**
     * The words of a text in lines of at most {@code width}, all but the first indented; a longer word is cut. Control
     * characters become spaces.
     */
    static List<String> wrap(String text, int width, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean empty = true;
        for (String word : BREAK.split(plain(text).strip(), -1)) {
            String rest = word;
            while (true) {
                int room = width - line.length() - (empty ? 0 : 1);
                if (rest.length() <= room) {
                    line.append(empty ? "" : " ").append(rest);
                    empty = false;
                    break;
                }
                if (empty) {
                    line.append(rest, 0, room);
                    rest = rest.substring(room);
                }
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** The text without anything that could move a terminal's cursor. */
    static String plain(String text) {
        return UNSEEN.matcher(text).replaceAll(" ");
    }

    /** How wide the table is with every column. */
    static int room(Table table) {
        int[] widths = widths(table);
        return total(IntStream.range(0, widths.length).boxed().toList(), widths);
    }

    /** Whether the table fits with its wrapped column beside the others, so that a row takes about one line. */
    static boolean fits(Table table, int width) {
        List<Integer> shown = shown(table, widths(table), width);
        return shown.stream().anyMatch(at -> table.columns().get(at).wraps())
                || table.columns().stream().noneMatch(Table.Column::wraps);
    }

    /**
     * Caption, heads, a rule, the rows and the notes of the columns that are shown. Where room is short the heads break
     * into lines, then optional columns go, then a wrapped cell goes below its row, and at last the widest cells are
     * cut with an ellipsis.
     *
     * @param measure how wide a sentence may be
     */
    static List<String> table(Table table, int width, int measure) {
        int[] widths = widths(table);
        List<Integer> shown = shown(table, widths, width);
        List<String> lines = new ArrayList<>(wrap(table.caption(), measure, 0));
        lines.addAll(row(table, table.columns().stream().map(Table.Column::head).toList(), shown, widths, true));
        lines.add("─".repeat(total(shown, widths)));
        for (List<String> row : table.rows()) {
            lines.addAll(row(table, row, shown, widths, false));
            for (int at = 0; at < widths.length; at++)
                if (table.columns().get(at).wraps()
                        && !shown.contains(at)
                        && !row.get(at).isEmpty())
                    for (String line : wrap(row.get(at), width - BELOW, 0)) lines.add(" ".repeat(BELOW) + line);
        }
        List<String> notes = new ArrayList<>();
        for (int at : shown) notes.add(table.columns().get(at).note());
        notes.addAll(table.notes());
        notes.removeIf(String::isEmpty);
        if (!notes.isEmpty()) lines.addAll(wrap(String.join(" ", notes), measure, 0));
        return lines;
    }

    /** The columns that find room, left to right; narrows their widths to what they get. */
    private static List<Integer> shown(Table table, int[] widths, int width) {
        List<Integer> shown = new ArrayList<>();
        int wrapped = -1;
        for (int at = 0; at < widths.length; at++)
            if (table.columns().get(at).wraps()) wrapped = at;
            else shown.add(at);
        if (wrapped >= 0) {
            int wanted = GAP.length() + Math.min(READABLE, widths[wrapped]);
            List<Integer> fewer = new ArrayList<>(shown);
            drop(table, fewer, widths, width - wanted, WORTH_A_LINE);
            int room = width - total(fewer, widths) - GAP.length();
            if (total(fewer, widths) <= width - wanted) {
                widths[wrapped] = Math.min(widths[wrapped], room);
                fewer.add(wrapped);
                return fewer;
            }
        }
        drop(table, shown, widths, width, 1);
        shrink(shown, widths, width);
        return shown;
    }

    /** Takes away optional columns, of at least this degree, until the others fit. */
    private static void drop(Table table, List<Integer> shown, int[] widths, int width, int degree) {
        while (total(shown, widths) > width) {
            Integer next = null;
            for (Integer at : shown) {
                int optional = table.columns().get(at).optional();
                if (optional >= degree
                        && (next == null
                                || optional >= table.columns().get(next).optional())) next = at;
            }
            if (next == null) return;
            shown.removeIf(next::equals);
        }
    }

    /** As wide as its widest cell, and the longest word of its head. */
    private static int[] widths(Table table) {
        int[] widths = new int[table.columns().size()];
        for (int at = 0; at < widths.length; at++) {
            for (String word : BREAK.split(table.columns().get(at).head(), -1))
                widths[at] = Math.max(widths[at], word.length());
            for (List<String> row : table.rows())
                widths[at] = Math.max(widths[at], plain(row.get(at)).length());
        }
        return widths;
    }

    private static int total(List<Integer> shown, int[] widths) {
        return shown.stream().mapToInt(at -> widths[at]).sum() + GAP.length() * Math.max(0, shown.size() - 1);
    }

    /** Takes from the widest column until the row fits. */
    private static void shrink(List<Integer> shown, int[] widths, int width) {
        while (total(shown, widths) > width) {
            int widest = shown.getFirst();
            for (int at : shown) if (widths[at] > widths[widest]) widest = at;
            widths[widest]--;
        }
    }

    private static List<String> row(Table table, List<String> cells, List<Integer> shown, int[] widths, boolean head) {
        List<List<String>> broken = new ArrayList<>();
        int height = 1;
        for (int at : shown) {
            List<String> lines = head || table.columns().get(at).wraps()
                    ? wrap(cells.get(at), widths[at], 0)
                    : List.of(cut(plain(cells.get(at)), widths[at]));
            broken.add(lines);
            height = Math.max(height, lines.size());
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < shown.size(); c++) {
                List<String> cell = broken.get(c);
                int at = head ? i - (height - cell.size()) : i;
                String text = 0 <= at && at < cell.size() ? cell.get(at) : "";
                String pad = " ".repeat(widths[shown.get(c)] - text.length());
                line.append(c == 0 ? "" : GAP);
                line.append(table.columns().get(shown.get(c)).right() ? pad + text : text + pad);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Half a number would be another number: of {@code 0.0712 ± 0.0031} the part after the sign goes as a whole. */
    private static String cut(String text, int width) {
        int sign = text.indexOf(" ± ");
        if (text.length() > width && sign > 0 && sign + 2 <= width) return text.substring(0, sign) + " …";
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
