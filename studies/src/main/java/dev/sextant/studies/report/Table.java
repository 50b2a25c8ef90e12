// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One table of a report, before it is text, Markdown or HTML.
 *
 * @param caption what the table shows, one line
 * @param rows one cell a column
 * @param notes how to read it, a sentence each
 */
public record Table(String caption, List<Column> columns, List<List<String>> rows, List<String> notes) {
    /**
     * One column.
     *
     * @param right whether its cells are numbers, to be set flush right
     * @param optional 0 for a column that always stays; where room is short, the largest goes first
     * @param wraps whether its cells may be broken into several lines
     * @param note how to read it, where its head does not say enough; empty where it does
     */
    public record Column(String head, boolean right, int optional, boolean wraps, String note) {}

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        for (List<String> row : rows)
            if (row.size() != columns.size())
                throw new IllegalArgumentException(
                        "a row has %d cells, the table %d columns".formatted(row.size(), columns.size()));
    }

    /** Every note: of the columns, then of the table. */
    public List<String> allNotes() {
        return Stream.concat(columns.stream().map(Column::note).filter(note -> !note.isEmpty()), notes.stream())
                .toList();
    }

    /** A table that grows column by column over the same things. */
    static final class Builder<T> {
        private final List<T> things;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<String>> rows = new ArrayList<>();

        Builder(List<T> things) {
            this.things = things;
            for (T _ : things) rows.add(new ArrayList<>());
        }

        private Builder<T> column(Column column, Function<T, String> cell) {
            columns.add(column);
            for (int i = 0; i < things.size(); i++) rows.get(i).add(cell.apply(things.get(i)));
            return this;
        }

        Builder<T> number(String head, int optional, Function<T, String> cell) {
            return number(head, optional, "", cell);
        }

        Builder<T> number(String head, int optional, String note, Function<T, String> cell) {
            return column(new Column(head, true, optional, false, note), cell);
        }

        Builder<T> text(String head, int optional, Function<T, String> cell) {
            return text(head, optional, "", cell);
        }

        Builder<T> text(String head, int optional, String note, Function<T, String> cell) {
            return column(new Column(head, false, optional, false, note), cell);
        }

        Builder<T> wrapped(String head, Function<T, String> cell) {
            return column(new Column(head, false, 0, true, ""), cell);
        }

        Table build(String caption, List<String> notes) {
            return new Table(caption, columns, rows, notes);
        }
    }
}
