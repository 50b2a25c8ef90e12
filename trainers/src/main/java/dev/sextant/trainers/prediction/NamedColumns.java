// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a table by their names, and mistakes in their cells told with the place. */
final class NamedColumns {
    private static final int MOST_LISTED = 5;

    private final Table table;
    private final Map<String, Integer> places = new HashMap<>();

    NamedColumns(Table table) {
        this.table = table;
        List<String> names = table.names();
        for (int i = 0; i < names.size(); i++) places.putIfAbsent(names.get(i), i);
    }

    Table table() {
        return table;
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    /** Refuses a table that lacks some of these. */
    void require(Collection<String> wanted) throws TrainingException {
        List<String> missing = wanted.stream().filter(name -> !has(name)).toList();
        if (missing.isEmpty()) return;
        throw new TrainingException(
                "",
                "%s has no column %s%s, which the network reads"
                        .formatted(
                                table.name(),
                                String.join(
                                        ", ",
                                        missing.stream()
                                                .limit(MOST_LISTED)
                                                .map("\"%s\""::formatted)
                                                .toList()),
                                missing.size() > MOST_LISTED
                                        ? " and %d more".formatted(missing.size() - MOST_LISTED)
                                        : ""),
                missing.size() == wanted.size()
                        ? "its columns are %s%s: name the table, and check the separator and the header"
                                .formatted(
                                        String.join(
                                                ", ",
                                                table.names().stream()
                                                        .limit(MOST_LISTED)
                                                        .toList()),
                                        table.names().size() > MOST_LISTED ? ", …" : "")
                        : "columns are found by their names, in any order: "
                                + Spelling.advice(missing.getFirst(), table.names()));
    }

    /** The place of a column that is there. */
    int place(String name) {
        Integer place = places.get(name);
        if (place == null) throw new IllegalArgumentException("there is no column " + name);
        return place;
    }

    Column column(String name) {
        return table.columns().get(place(name));
    }

    String where(int row, int column) {
        return table.places().of(row, column);
    }

    TrainingException text(int row, int column, String rule) {
        Column cells = table.columns().get(column);
        return new TrainingException(
                "",
                "%s: column %s holds \"%s\", %s".formatted(where(row, column), cells.name(), cells.text(row), rule),
                "correct it");
    }

    TrainingException empty(int row, int column) {
        return new TrainingException(
                "",
                "%s: column %s has no value here, and the network learnt from rows without gaps"
                        .formatted(
                                where(row, column), table.columns().get(column).name()),
                "fill it in, or leave the row out; a study with \"missing\": \"mean\" learns to do without");
    }

    TrainingException tooFar(int row, int column, double offset, double divisor) {
        Column cells = table.columns().get(column);
        return new TrainingException(
                "",
                "%s: column %s is %s, too far from the rows that were learnt from (mean or least %s, spread %s)"
                        .formatted(where(row, column), cells.name(), cells.number(row), offset, divisor),
                "correct it");
    }
}
