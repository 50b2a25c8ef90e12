// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Sequences of a table whose rows are steps: those of one id are a sequence, wherever they stand, in the order of the
 * file or, where there is a time column, of time. Its last row stands for it: for its target and its group.
 *
 * <p>Sequences have the order in which their first rows stand; where they are divided by time, that of their last rows.
 */
final class LongRows {
    private final Table table;
    private final DataSpec spec;
    private final SequenceSpec asked;
    private final Roles roles;
    private final Column ids;
    private final int[] rows;

    LongRows(Table table, DataSpec spec, SequenceSpec asked, Roles roles) throws TrainingException {
        this.table = table;
        this.spec = spec;
        this.asked = asked;
        this.roles = roles;
        ids = table.columns().get(roles.by());
        rows = UsedRows.of(table, spec, roles);
    }

    Sequences sequences() throws TrainingException {
        Map<String, Integer> known = new HashMap<>();
        int[] idOf = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            String id = id(rows[i]);
            Integer before = known.putIfAbsent(id, known.size());
            idOf[i] = before == null ? known.size() - 1 : before;
        }
        checkNoneLost(known);
        int[] placeOf = places(idOf, known.size());
        int[] lengths = new int[known.size()];
        for (int id : idOf) lengths[placeOf[id]]++;
        int[] first = new int[lengths.length];
        for (int i = 1; i < first.length; i++) first[i] = first[i - 1] + lengths[i - 1];
        int[] next = first.clone();
        int[] order = new int[rows.length];
        for (int i = 0; i < rows.length; i++) order[next[placeOf[idOf[i]]]++] = rows[i];
        return kept(order, first, lengths);
    }

    private Sequences kept(int[] order, int[] first, int[] lengths) throws TrainingException {
        int[] samples = new int[lengths.length];
        int cut = 0;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = order[first[i] + lengths[i] - 1];
            int kept = asked.kept(lengths[i]);
            if (kept == lengths[i]) continue;
            cut++;
            first[i] += lengths[i] - kept;
            lengths[i] = kept;
        }
        Sequences sequences = new Sequences(table, samples, table, roles.features(), order, first, lengths, cut);
        if (roles.group() != Roles.NONE)
            checkAlike(
                    sequences,
                    roles,
                    roles.group(),
                    "data.group",
                    "a sequence stands in one group: correct it, or leave group out");
        return sequences;
    }

    private String id(int row) throws TrainingException {
        String id = ids.category(row);
        if (id == null)
            throw new TrainingException(
                    spec.source().key(),
                    "%s: column %s has no value here, so it is not known to which sequence the row belongs"
                            .formatted(table.places().of(row, roles.by()), ids.name()),
                    "fill it in, or delete the row");
        return id;
    }

    /** Refuses an id all of whose rows were left out. */
    private void checkNoneLost(Map<String, Integer> known) throws TrainingException {
        if (rows.length == table.rows()) return;
        for (int row = 0; row < table.rows(); row++)
            if (!known.containsKey(id(row)))
                throw new TrainingException(
                        spec.source().key(),
                        "%s: the sequence \"%s\" of column %s has no step, each of its rows has an empty cell"
                                .formatted(table.places().of(row, roles.by()), id(row), ids.name()),
                        "fill them in, or delete its rows");
    }

    /** The place of each id among the samples. */
    private int[] places(int[] idOf, int count) {
        if (spec.division().order() != Division.Order.TIME)
            return IntStream.range(0, count).toArray();
        int[] places = new int[count];
        Arrays.fill(places, -1);
        int place = count;
        for (int i = idOf.length - 1; i >= 0; i--) if (places[idOf[i]] < 0) places[idOf[i]] = --place;
        return places;
    }

    /** Refuses a sequence whose rows have different classes. */
    static void checkLabels(Dataset dataset) throws TrainingException {
        Sequences sequences = dataset.sequences();
        if (sequences == null) return;
        for (int target : dataset.roles().targets())
            checkAlike(
                    sequences,
                    dataset.roles(),
                    target,
                    "data.target",
                    "a sequence has one class: correct it"
                            + (dataset.spec().task() != null
                                            || dataset.table()
                                                            .columns()
                                                            .get(target)
                                                            .textual()
                                                    > 0
                                    ? ""
                                    : ", or write \"task\": \"regression\" where the number of its last row is learnt"));
    }

    /** Refuses a sequence whose rows differ in a column that tells something of the whole of it. */
    private static void checkAlike(Sequences sequences, Roles roles, int column, String path, String help)
            throws TrainingException {
        Table table = sequences.table();
        Column cells = table.columns().get(column);
        for (int i = 0; i < sequences.samples().length; i++) {
            int[] rows = sequences.allRows(i);
            for (int row : rows)
                if (!Objects.equals(cells.category(row), cells.category(rows[0])))
                    throw new TrainingException(
                            path,
                            "%s: column %s holds %s, but %s at %s, in the same sequence (%s %s)"
                                    .formatted(
                                            table.places().of(row, column),
                                            cells.name(),
                                            shown(cells, row),
                                            shown(cells, rows[0]),
                                            table.places().of(rows[0], column),
                                            table.columns().get(roles.by()).name(),
                                            table.columns().get(roles.by()).category(row)),
                            help);
        }
    }

    private static String shown(Column cells, int row) {
        return cells.missing(row) ? "nothing" : "\"%s\"".formatted(cells.category(row));
    }
}
