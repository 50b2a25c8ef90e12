// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows of cells under heads, each row one line. Where room is short the last column is cut, then columns go, those that
 * matter least first; the first always stays.
 *
 * <p>Threads: confined to one.
 */
public final class Grid {
    private static final int GAP = 2;

    /** A last column with less room than this says nothing. */
    private static final int LEAST = 8;

    /**
     * One column.
     *
     * @param right whether its cells are set flush right
     * @param optional 0 for a column that always stays; where room is short, the largest goes first
     */
    private record Column(String head, boolean right, int optional, List<String> cells, Style style) {
        int width() {
            int width = Cells.width(head);
            for (String cell : cells) width = Math.max(width, Cells.width(cell));
            return width;
        }
    }

    private final List<Column> columns = new ArrayList<>();

    /** The next column, flush left. */
    public Grid text(String head, int optional, List<String> cells, Style style) {
        return add(head, false, optional, cells, style);
    }

    /** The next column, flush right. */
    public Grid number(String head, int optional, List<String> cells, Style style) {
        return add(head, true, optional, cells, style);
    }

    private Grid add(String head, boolean right, int optional, List<String> cells, Style style) {
        columns.add(new Column(
                Cells.printable(head),
                right,
                optional,
                cells.stream().map(Cells::printable).toList(),
                style));
        return this;
    }

    /** The heads and the rows, none wider than this. */
    public List<Line> lines(int width, Glyphs glyphs) {
        List<Column> shown = fitting(width);
        int rows = columns.getFirst().cells().size();
        List<Line> lines = new ArrayList<>();
        for (int row = -1; row < rows; row++) {
            Line line = new Line();
            int from = 0;
            for (Column column : shown) {
                String cell = row < 0 ? column.head() : column.cells().get(row);
                Style style = row >= 0 ? column.style() : from == 0 ? Style.STRONG : Style.FAINT;
                int pad = column.right() ? column.width() - Cells.width(cell) : 0;
                line.to(from + pad).add(cell, style);
                from += column.width() + GAP;
            }
            lines.add(line.cut(width, glyphs));
        }
        return lines;
    }

    /** All but the last are shown in their full width. */
    private List<Column> fitting(int width) {
        List<Column> shown = new ArrayList<>(columns);
        while (true) {
            int taken = 0;
            for (Column column : shown.subList(0, shown.size() - 1)) taken += column.width() + GAP;
            if (taken + Math.min(LEAST, shown.getLast().width()) <= width) return shown;
            Column least = shown.stream()
                    .filter(column -> column.optional() > 0)
                    .max(Comparator.comparingInt(Column::optional))
                    .orElse(null);
            if (least == null) return shown;
            shown.remove(least);
        }
    }
}
