// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.util.List;

/**
 * How every schedule did with every optimizer.
 *
 * @param schedules the rows, in the study's order
 * @param optimizers the columns, in the study's order
 * @param cells row by row, one for each pair
 */
public record Matrix(List<String> schedules, List<String> optimizers, List<Cell> cells) {
    /**
     * One pair.
     *
     * @param trials search trials that ended; 0 where the pair was not tried
     * @param succeeded of them completed and kept every constraint
     * @param best the best first objective of these in the search; NaN where there is none
     * @param confirmed of the first-ranked trial of the pair: mean, ends, n; n is 0 where it was not confirmed
     */
    public record Cell(int trials, int succeeded, double best, Interval confirmed) {}

    public Matrix {
        schedules = List.copyOf(schedules);
        optimizers = List.copyOf(optimizers);
        cells = List.copyOf(cells);
    }

    public Cell at(int schedule, int optimizer) {
        return cells.get(schedule * optimizers.size() + optimizer);
    }
}
