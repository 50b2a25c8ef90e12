// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are put together to configurations: those with the same value of every parameter are repetitions
 * of one. Configurations are numbered in the order of their first rows. Immutable.
 *
 * <p>Cost: O(rows × parameters) time and memory, once.
 */
final class Recording {
    private final Table table;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<String> parameters;
    private final List<Levels> levels = new ArrayList<>();
    private final Map<List<Integer>, Integer> configurations = new LinkedHashMap<>();
    private final List<int[]> rows = new ArrayList<>();

    Recording(Table table, List<String> parameters) throws TrainingException {
        this.table = table;
        this.parameters = List.copyOf(parameters);
        for (Column column : table.columns()) columns.put(column.name(), column);
        for (String parameter : parameters) {
            Column column = column(parameter, ReplaySchema.PARAMETERS + "." + parameter);
            int place = table.columns().indexOf(column);
            levels.add(new Levels(column, table.rows(), row -> table.places().of(row, place)));
        }
        int[] ofRow = new int[table.rows()];
        int[] sizes = new int[table.rows()];
        for (int row = 0; row < ofRow.length; row++) {
            List<Integer> key = new ArrayList<>(levels.size());
            for (Levels each : levels) key.add(each.at(row));
            ofRow[row] = configurations.computeIfAbsent(List.copyOf(key), _ -> configurations.size());
            sizes[ofRow[row]]++;
        }
        for (int c = 0; c < configurations.size(); c++) rows.add(new int[sizes[c]]);
        for (int row = ofRow.length - 1; row >= 0; row--) rows.get(ofRow[row])[--sizes[ofRow[row]]] = row;
    }

    /** @param path where a document names the column */
    Column column(String name, String path) throws TrainingException {
        Column column = columns.get(name);
        if (column == null)
            throw new TrainingException(
                    path,
                    "%s has no column \"%s\"".formatted(table.name(), name),
                    Spelling.advice(name, table.names()));
        return column;
    }

    /** A column of numbers: what is measured. */
    Column numbers(String name, String path) throws TrainingException {
        Column column = column(name, path);
        if (column.textual() == 0) return column;
        int row = 0;
        String text;
        while ((text = column.text(row)) == null) row++;
        throw new TrainingException(
                path,
                "%s: \"%s\" is no number, but \"%s\" is what is measured"
                        .formatted(table.places().of(row, table.columns().indexOf(column)), text, name),
                "leave the cell empty where a training diverged");
    }

    Table table() {
        return table;
    }

    List<String> parameters() {
        return parameters;
    }

    /** Those of a parameter, by its place among {@link #parameters}. */
    Levels levels(int parameter) {
        return levels.get(parameter);
    }

    int configurations() {
        return rows.size();
    }

    /** The rows of a configuration, in order: its repetitions. Not to be changed. */
    int[] rows(int configuration) {
        return rows.get(configuration);
    }

    /** The configuration with these levels, one for each parameter; null where there is none. */
    @Nullable
    Integer find(List<Integer> levels) {
        return configurations.get(levels);
    }
}
