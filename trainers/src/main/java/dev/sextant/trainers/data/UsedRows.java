// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.Arrays;

/** Which rows of a table are used: all, but for those whose empty cells have them left out. */
final class UsedRows {
    private final Table table;
    private final DataSpec spec;
    private final Roles roles;

    private UsedRows(Table table, DataSpec spec, Roles roles) {
        this.table = table;
        this.spec = spec;
        this.roles = roles;
    }

    /** The rows in the table's order, or in the order of time where there is a time column. */
    static int[] of(Table table, DataSpec spec, Roles roles) throws TrainingException {
        int[] rows = new UsedRows(table, spec, roles).complete();
        if (roles.time() != Roles.NONE) TimeOrder.sort(table, roles.time(), rows);
        return rows;
    }

    private int[] complete() throws TrainingException {
        boolean dropping = spec.missing() == Missing.Policy.DROP_ROW;
        if (dropping && spec.window() != null)
            throw new TrainingException(
                    "data.missing",
                    "rows cannot be left out of a series, windows would reach over the gap",
                    "fill empty cells: \"missing\": \"mean\", \"median\" or {\"fill\": 0}");
        int[] used = new int[table.rows()];
        int cells = 0;
        for (int target : roles.targets()) cells += table.columns().get(target).missing();
        for (Feature feature : roles.features()) cells += feature.cells().missing();
        if (cells == 0) {
            for (int row = 0; row < used.length; row++) used[row] = row;
            return used;
        }
        int count = 0;
        int empty = 0;
        int firstRow = -1;
        int firstColumn = -1;
        for (int row = 0; row < table.rows(); row++) {
            int before = empty;
            for (Feature feature : roles.features())
                if (feature.cells().missing(row)) {
                    if (empty++ == 0) {
                        firstRow = row;
                        firstColumn = feature.column();
                    }
                }
            boolean unlabelled = unlabelled(row, dropping);
            if (!dropping || (empty == before && !unlabelled)) used[count++] = row;
        }
        if (empty > 0 && spec.missing() == Missing.Policy.ERROR) throw empty(firstRow, firstColumn, empty);
        if (count == 0)
            throw new TrainingException(
                    "data.missing",
                    "every row of %s has an empty cell, so dropRow leaves none".formatted(table.name()),
                    "write \"missing\": \"mean\", or leave the empty columns out with \"drop\"");
        return Arrays.copyOf(used, count);
    }

    private boolean unlabelled(int row, boolean dropping) throws TrainingException {
        for (int target : roles.targets()) {
            Column cells = table.columns().get(target);
            if (!cells.missing(row)) continue;
            if (!dropping)
                throw new TrainingException(
                        spec.source().key(),
                        "%s: the target %s has no value here"
                                .formatted(table.places().of(row, target), cells.name()),
                        spec.window() == null
                                ? "fill it in, or leave such rows out with \"missing\": \"dropRow\""
                                : "fill it in: a series has no gaps");
            return true;
        }
        return false;
    }

    private TrainingException empty(int row, int column, int count) {
        return new TrainingException(
                spec.source().key(),
                "%s: column %s has no value here%s"
                        .formatted(
                                table.places().of(row, column),
                                table.columns().get(column).name(),
                                count == 1 ? "" : "; %d cells of the data are empty".formatted(count)),
                "fill it in, or write \"missing\": %s\"dropRow\""
                        .formatted(
                                spec.tokens()
                                        ? ""
                                        : spec.image() == null ? "\"mean\", \"median\" or " : "\"mean\" or "));
    }
}
