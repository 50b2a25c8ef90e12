// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.spi.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How a trainer understood the columns of its data, as a table that fits on a screen. */
final class ColumnTable {
    private static final int MOST_LINES = 16;
    private static final int LONGEST_NAME = 28;
    private static final int MOST_DETAILS = 3;
    private static final int NARROWEST = 24;

    /** A space after an item: "versicolor 50," stays in one piece. */
    private static final String BREAK = "(?<=[,;:]) ";

    private static final String INDENT = "    ";

    private ColumnTable() {}

    /**
     * An entry for each column, nothing where there are none; what a column holds goes on below itself where the line
     * ends.
     *
     * @param width of the terminal, in characters
     */
    static String text(List<Preparation.Column> columns, int width) {
        if (columns.isEmpty()) return "";
        int listed = columns.size() <= MOST_LINES ? columns.size() : MOST_LINES - 1;
        List<Preparation.Column> shown = columns.subList(0, listed);
        int names = widest(shown, column -> cut(column.name(), LONGEST_NAME));
        int roles = widest(shown, Preparation.Column::role);
        int kinds = widest(shown, Preparation.Column::kind);
        StringBuilder text = new StringBuilder("  columns\n");
        for (Preparation.Column column : shown) {
            String begin = INDENT + padded(cut(column.name(), LONGEST_NAME), names) + "  "
                    + padded(column.role(), roles) + "  " + padded(column.kind(), kinds) + "  ";
            List<String> details = wrapped(column.detail(), Math.max(NARROWEST, width - begin.length()));
            text.append((begin + details.getFirst()).stripTrailing()).append('\n');
            for (String more : details.subList(1, details.size()))
                text.append(" ".repeat(begin.length())).append(more).append('\n');
        }
        if (listed < columns.size())
            text.append(INDENT).append("… and ").append(columns.size() - listed).append(" more columns\n");
        return text.toString();
    }

    /** Broken between items, at least one line and at most {@link #MOST_DETAILS}. */
    private static List<String> wrapped(String detail, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String item : detail.split(BREAK, -1)) {
            if (!line.isEmpty() && line.length() + 1 + item.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(cut(item, width));
        }
        lines.add(line.toString());
        if (lines.size() <= MOST_DETAILS) return lines;
        String last = lines.get(MOST_DETAILS - 1);
        lines.set(MOST_DETAILS - 1, cut(last, width - 2) + " …");
        return lines.subList(0, MOST_DETAILS);
    }

    private static int widest(List<Preparation.Column> columns, Function<Preparation.Column, String> part) {
        return columns.stream()
                .mapToInt(column -> part.apply(column).length())
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
