// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.Matrix;
import dev.sextant.engine.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How every schedule did with every optimizer, or with every option of another choice: so many trials, and what came of
 * the best of them.
 */
final class MatrixTable {
    private static final String OPTIMIZER = "optimizer";

    private final Matrix matrix;
    private final Figures figures;
    private final String metric;
    private final boolean confirmed;
    private final String none;

    /** What the columns are. */
    private final String columns;

    private MatrixTable(Ranking ranking, Matrix matrix, String columns) {
        this.matrix = matrix;
        this.columns = columns;
        this.figures = Wording.figures(ranking);
        this.metric = Wording.of(ranking).metric();
        this.confirmed = ranking.seeds() > 0;
        this.none = ranking.goals().constraints().isEmpty() ? "none completed" : "none succeeded";
    }

    /** A row for each schedule, a column for each optimizer; null where they do not both vary. */
    static @Nullable Table of(Ranking ranking) {
        Matrix matrix = ranking.insights().matrix();
        return matrix == null ? null : new MatrixTable(ranking, matrix, OPTIMIZER).square(true);
    }

    /** The same with every option of another choice. */
    static @Nullable Table of(Ranking ranking, Grouping grouping) {
        Matrix matrix = grouping.schedules();
        return matrix == null
                ? null
                : new MatrixTable(ranking, matrix, GroupWording.name(ranking, grouping)).square(true);
    }

    /**
     * As {@link #of}, for a terminal: without intervals where room is short, and where even that is too wide a row for
     * each pair that was tried.
     *
     * @param most as many rows at most
     */
    static @Nullable Table of(Ranking ranking, int width, int most) {
        return narrow(ranking, ranking.insights().matrix(), OPTIMIZER, width, most);
    }

    /** The same with every option of another choice. */
    static @Nullable Table of(Ranking ranking, Grouping grouping, int width, int most) {
        return narrow(ranking, grouping.schedules(), GroupWording.name(ranking, grouping), width, most);
    }

    private static @Nullable Table narrow(
            Ranking ranking, @Nullable Matrix found, String columns, int width, int most) {
        if (found == null) return null;
        MatrixTable table = new MatrixTable(ranking, found, columns);
        if (found.schedules().size() > most) return table.pairs(most);
        for (boolean ends : new boolean[] {true, false}) {
            Table square = table.square(ends);
            if (Lines.room(square) <= width) return square;
        }
        return table.pairs(most);
    }

    private Table square(boolean ends) {
        List<Integer> rows =
                IntStream.range(0, matrix.schedules().size()).boxed().toList();
        var table = new Table.Builder<>(rows)
                .text("schedule", 0, row -> Naming.brief(matrix.schedules().get(row)));
        for (int i = 0; i < matrix.optimizers().size(); i++) {
            int column = i;
            table.text(Naming.brief(matrix.optimizers().get(i)), 0, row -> cell(matrix.at(row, column), ends));
        }
        return table.build("Schedules with each " + columns + " → " + metric, notes(ends && confirmed));
    }

    /** One pair in its list. */
    private record Pair(String schedule, String optimizer, Matrix.Cell cell) {}

    private Table pairs(int most) {
        List<Pair> pairs = new ArrayList<>();
        int all = 0;
        int untried = 0;
        for (int row = 0; row < matrix.schedules().size(); row++)
            for (int column = 0; column < matrix.optimizers().size(); column++) {
                Matrix.Cell cell = matrix.at(row, column);
                if (cell.trials() == 0) untried++;
                else if (all++ < most)
                    pairs.add(new Pair(
                            matrix.schedules().get(row), matrix.optimizers().get(column), cell));
            }
        List<String> notes = new ArrayList<>();
        if (confirmed && pairs.stream().anyMatch(pair -> single(pair.cell()))) notes.add(FrontTable.BRACKETS);
        if (untried > 0) notes.add(untried == 1 ? "1 pair was not tried." : untried + " pairs were not tried.");
        if (all > pairs.size())
            notes.add("%d more pairs are in report.md and report.json.".formatted(all - pairs.size()));
        return new Table.Builder<>(pairs)
                .text("schedule", 0, pair -> Naming.brief(pair.schedule()))
                .text(columns, 0, pair -> Naming.brief(pair.optimizer()))
                .number("trials", 1, pair -> Integer.toString(pair.cell().trials()))
                .number(metric, 0, pair -> value(pair.cell(), true))
                .build("Schedules with each " + columns, notes);
    }

    private List<String> notes(boolean ends) {
        String interval = ends && has(cell -> cell.confirmed().n() > 1) ? " with half its 95 % interval" : "";
        List<String> notes = new ArrayList<>(List.of(
                "Number of trials: value of the best of them%s. Not tried: the search did not come to that pair."
                        .formatted(interval)));
        if (confirmed && has(MatrixTable::single)) notes.add(FrontTable.BRACKETS);
        return notes;
    }

    private boolean has(Function<Matrix.Cell, Boolean> property) {
        return matrix.cells().stream().anyMatch(property::apply);
    }

    private static boolean single(Matrix.Cell cell) {
        return cell.succeeded() > 0 && cell.confirmed().n() == 0;
    }

    private String cell(Matrix.Cell cell, boolean ends) {
        return cell.trials() == 0 ? "not tried" : cell.trials() + ": " + value(cell, ends);
    }

    private String value(Matrix.Cell cell, boolean ends) {
        if (cell.succeeded() == 0) return none;
        Interval fresh = cell.confirmed();
        if (fresh.n() == 0) return confirmed ? "(" + figures.column(cell.best()) + ")" : figures.column(cell.best());
        return figures.column(fresh.mean()) + (ends && fresh.n() > 1 ? " ± " + figures.column(fresh.half()) : "");
    }
}
