// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The values that one parameter's column holds: each a number, in the order in which they come. */
final class Levels {
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Cell, Integer> places = new HashMap<>();
    private final int[] ofRow;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private boolean words;

    /** @param places says where a row's cell stands, for errors */
    Levels(Column column, int rows, IntFunction<String> places) throws TrainingException {
        ofRow = new int[rows];
        for (int row = 0; row < rows; row++) {
            Cell cell = Cell.of(column, row);
            if (cell == null || (cell instanceof Cell.Numeric(double value) && !Double.isFinite(value)))
                throw new TrainingException(
                        ReplaySchema.PARAMETERS + "." + column.name(),
                        "%s: the parameter \"%s\" has no finite value in this row"
                                .formatted(places.apply(row), column.name()),
                        "fill the cell, or leave the row out");
            ofRow[row] = this.places.computeIfAbsent(cell, _ -> cells.size());
            if (ofRow[row] == cells.size()) cells.add(cell);
            switch (cell) {
                case Cell.Numeric(double value) -> {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
                case Cell.Word _ -> words = true;
            }
        }
    }

    int count() {
        return cells.size();
    }

    /** The level of a row. */
    int at(int row) {
        return ofRow[row];
    }

    Cell cell(int level) {
        return cells.get(level);
    }

    /** The level that is this value, or -1. */
    int find(Cell cell) {
        return places.getOrDefault(cell, -1);
    }

    /** Whether one of them is no number. */
    boolean words() {
        return words;
    }

    /** The least number. */
    double low() {
        return low;
    }

    /** The greatest number. */
    double high() {
        return high;
    }

    /** All of them in order, numbers before words. */
    List<Cell> sorted() {
        List<Cell> sorted = new ArrayList<>(cells);
        sorted.sort((a, b) -> switch (a) {
            case Cell.Numeric(double x) -> b instanceof Cell.Numeric(double y) ? Double.compare(x, y) : -1;
            case Cell.Word(String x) -> b instanceof Cell.Word(String y) ? x.compareTo(y) : 1;
        });
        return sorted;
    }
}
