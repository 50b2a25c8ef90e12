// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sequences of a table whose rows are [step][feature]: the columns that are learnt from in the file's order, those of
 * the first step first. Steps of empty cells at the end of a row are none; a cell that is empty before the end is a
 * gap, of which the policy for missing values decides.
 *
 * <p>The steps become a table of their own, a column for each feature. Cost: O(cells) time; memory for the cells once,
 * twice while they are moved.
 */
final class WideRows {
    private static final String PATH = "data.sequence.features";

    private final Table table;
    private final DataSpec spec;
    private final SequenceSpec asked;
    private final List<Integer> columns;
    private final int[] rows;
    private final int features;

    WideRows(Table table, DataSpec spec, SequenceSpec asked, Roles roles) throws TrainingException {
        this.table = table;
        this.spec = spec;
        this.asked = asked;
        columns = roles.inputs();
        features = features();
        if (columns.size() % features != 0)
            throw new TrainingException(
                    PATH,
                    "%s has %d columns to learn from, which are not steps of %d"
                            .formatted(table.name(), columns.size(), features),
                    "write how many columns one step has, or leave others out with \"drop\"");
        rows = UsedRows.of(table, spec, roles);
    }

    /** What the document says, or the file's shape: [step][feature], or [step] alone. */
    private int features() throws TrainingException {
        List<Integer> shape = table.shape();
        if (shape.size() > 2)
            throw new TrainingException(
                    PATH,
                    "%s has rows of %s, a sequence has steps of features"
                            .formatted(
                                    table.name(),
                                    shape.stream().map(String::valueOf).collect(Collectors.joining("×"))),
                    "reshape it to [n][step][feature]");
        int told = shape.isEmpty() ? 0 : shape.getLast();
        if (asked.tokens() && told > 1)
            throw new TrainingException(
                    "data.sequence.tokens",
                    "a step is one token, but %s has rows of %d×%d".formatted(table.name(), shape.getFirst(), told),
                    "reshape it to [n][step], or leave tokens out");
        if (asked.features() > 0 && told > 0 && asked.features() != told)
            throw new TrainingException(
                    PATH,
                    "features is written as %d, but %s has rows of %d×%d"
                            .formatted(asked.features(), table.name(), shape.getFirst(), told),
                    "leave it to the file with \"sequence\": {}, or correct it");
        if (asked.features() > 0) return asked.features();
        return told > 0 ? told : SequenceSpec.DEFAULT_FEATURES;
    }

    Sequences sequences() throws TrainingException {
        int[] samples = new int[rows.length];
        int[] begins = new int[rows.length];
        int[] first = new int[rows.length];
        int[] lengths = new int[rows.length];
        int count = 0;
        int steps = 0;
        int cut = 0;
        for (int row : rows) {
            int length = length(row);
            if (length < 0) continue;
            int kept = asked.kept(length);
            if (kept < length) cut++;
            samples[count] = row;
            begins[count] = length - kept;
            first[count] = steps;
            lengths[count++] = kept;
            steps = Math.addExact(steps, kept);
        }
        if (count == 0)
            throw new TrainingException(
                    "data.missing",
                    "every row of %s has an empty cell before its end, so dropRow leaves none".formatted(table.name()),
                    "fill them in, or write \"missing\": \"mean\"");
        samples = Arrays.copyOf(samples, count);
        first = Arrays.copyOf(first, count);
        lengths = Arrays.copyOf(lengths, count);
        Table unfolded = unfolded(samples, begins, first, lengths, steps);
        Typing typing = new Typing(unfolded, spec.source());
        List<Feature> typed = new ArrayList<>();
        for (int j = 0; j < features; j++) typed.add(asked.tokens() ? typing.token(j) : typing.feature(j));
        return new Sequences(emptied(), samples, unfolded, typed, null, first, lengths, cut);
    }

    private Column cells(int step, int feature) {
        return table.columns().get(columns.get(step * features + feature));
    }

    /** Steps of a row up to the last that holds anything; −1 where the row is to be left out. */
    private int length(int row) throws TrainingException {
        int length = columns.size() / features;
        while (length > 0 && empty(row, length - 1) == features) length--;
        if (length == 0)
            throw new TrainingException(
                    spec.source().key(),
                    "%s: the sequence of this row has no step, its cells are all empty"
                            .formatted(table.places().of(row, columns.getFirst())),
                    "fill them in, or delete the row");
        boolean forbidden = spec.missing() == Missing.Policy.ERROR;
        if (!forbidden && spec.missing() != Missing.Policy.DROP_ROW) return length;
        for (int step = 0; step < length; step++) {
            if (empty(row, step) == 0) continue;
            if (!forbidden) return -1;
            throw gap(row, step, length);
        }
        return length;
    }

    private int empty(int row, int step) {
        int empty = 0;
        for (int j = 0; j < features; j++) if (cells(step, j).missing(row)) empty++;
        return empty;
    }

    private TrainingException gap(int row, int step, int length) {
        int j = 0;
        while (!cells(step, j).missing(row)) j++;
        return new TrainingException(
                spec.source().key(),
                "%s: column %s has no value here, in step %d of the %d of its row"
                        .formatted(
                                table.places().of(row, columns.get(step * features + j)),
                                cells(step, j).name(),
                                step + 1,
                                length),
                asked.tokens()
                        ? "only empty cells at the end make a sequence shorter: fill it in, or leave such rows out with"
                                + " \"missing\": \"dropRow\""
                        : "only empty cells at the end make a sequence shorter: fill it in, or write \"missing\":"
                                + " \"mean\", \"median\" or \"dropRow\"");
    }

    /** The table of the steps: row first[i] + k is step begins[i] + k of sample i. */
    private Table unfolded(int[] samples, int[] begins, int[] first, int[] lengths, int steps) {
        List<Column> unfolded = new ArrayList<>();
        for (int j = 0; j < features; j++) {
            Column cells = new Column(name(j), steps);
            for (int i = 0; i < samples.length; i++)
                for (int k = 0; k < lengths[i]; k++) copy(cells(begins[i] + k, j), samples[i], cells);
            unfolded.add(cells);
        }
        // nothing else of the table is kept alive by them
        Table.Places cellsOfTable = table.places();
        List<Integer> order = columns;
        int width = features;
        Table.Places places = (row, feature) -> {
            int found = Arrays.binarySearch(first, row);
            int sample = found >= 0 ? found : -found - 2;
            int step = begins[sample] + row - first[sample];
            return cellsOfTable.of(samples[sample], order.get(step * width + feature));
        };
        return new Table(table.name(), table.sha256(), steps, unfolded, Map.of(), List.of(), places);
    }

    private static void copy(Column from, int row, Column to) {
        String text = from.text(row);
        if (text == null) to.add(from.number(row));
        else to.addText(text);
    }

    private String name(int feature) {
        int last = columns.size() / features - 1;
        String begin = cells(0, feature).name();
        return last == 0 ? begin : begin + " … " + cells(last, feature).name();
    }

    /** The table without the cells that the table of the steps holds: its columns of them have no rows. */
    private Table emptied() {
        List<Column> left = new ArrayList<>(table.columns());
        for (int column : columns) left.set(column, new Column(left.get(column).name(), 0));
        return new Table(
                table.name(), table.sha256(), table.rows(), left, table.reading(), table.shape(), table.places());
    }
}
