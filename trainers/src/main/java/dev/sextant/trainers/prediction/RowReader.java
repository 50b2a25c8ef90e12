// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.RowCoder;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Encodes rows of a table as a {@link RowForm} says, and refuses what it cannot stand for. */
final class RowReader {
    private final NamedColumns columns;
    private final RowForm form;
    private final RowCoder coder;
    /** By the column's name. */
    private final Map<String, Unseen> unseen = new TreeMap<>();

    /** Where the cells of a step, or of a row, stand: a column of the table for each part of the form. */
    record Places(Column[] cells, int[] columns) {}

    /** What was met in one column that was never learnt from. */
    private static final class Unseen {
        private final String first;
        private final String category;
        private long count;

        Unseen(String first, String category) {
            this.first = first;
            this.category = category;
        }
    }

    RowReader(NamedColumns columns, RowForm form) {
        this.columns = columns;
        this.form = form;
        coder = new RowCoder(form, (row, part, scale, cells) -> {
            throw new IllegalStateException("numbers are checked before they are written");
        });
    }

    RowForm form() {
        return form;
    }

    /** The columns of the form by their own names. */
    Places places() {
        int[] places = new int[form.parts().size()];
        for (int p = 0; p < places.length; p++)
            places[p] = columns.place(form.parts().get(p).column());
        return places(places);
    }

    /** @param places columns of the table, one for each part */
    Places places(int[] places) {
        Column[] cells = new Column[places.length];
        for (int p = 0; p < places.length; p++)
            cells[p] = columns.table().columns().get(places[p]);
        return new Places(cells, places);
    }

    /** Writes the numbers of a row from {@code to[at]} on, where there are zeros. */
    void write(Places places, int row, float[] to, int at) throws TrainingException {
        for (int p = 0; p < places.cells.length; p++) check(places, p, row);
        coder.write(places.cells, row, to, at);
    }

    private void check(Places places, int part, int row) throws TrainingException {
        Column cells = places.cells[part];
        int column = places.columns[part];
        if (cells.missing(row)) {
            if (!form.gaps()) throw columns.empty(row, column);
            return;
        }
        switch (form.parts().get(part)) {
            case RowForm.Scaled scaled -> {
                if (cells.text(row) != null) throw columns.text(row, column, "a number is needed");
                if (!Float.isFinite(scaled.scaled(cells.number(row))))
                    throw columns.tooFar(row, column, scaled.offset(), scaled.divisor());
            }
            case RowForm.OneHot _ -> {
                String category = cells.category(row);
                if (category == null || !coder.unknown(part, category)) return;
                unseen.computeIfAbsent(
                                form.parts().get(part).column(), _ -> new Unseen(columns.where(row, column), category))
                        .count++;
            }
            case RowForm.Absence _ -> {}
        }
    }

    /** Which categories were met that were never learnt from. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        unseen.forEach((column, met) -> notes.add(
                "column %s holds a category that the network never learnt from, in %d %s, first \"%s\" at %s: it counts as"
                                .formatted(
                                        column, met.count, met.count == 1 ? "cell" : "cells", met.category, met.first)
                        + " none of those it knows"));
        return notes;
    }
}
