// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.TimeOrder;
import dev.sextant.trainers.table.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one id are a sequence, in the order of the table or of time; in the order of their first rows. */
final class LongSteps implements StepRows {
    private final NamedColumns columns;
    private final StepReader reader;
    private final RowReader.Places places;
    private final int ids;
    /** Rows of the table, sequence by sequence; where each begins, and the end of the last. */
    private final int[] order;

    private final int[] first;

    LongSteps(InputForm.LongSequences form, NamedColumns columns, StepReader reader) throws TrainingException {
        this.columns = columns;
        this.reader = reader;
        ids = columns.place(form.by());
        List<String> features = form.step().columns();
        places = reader.places(features.stream().mapToInt(columns::place).toArray());
        int[] rows = new int[columns.table().rows()];
        for (int i = 0; i < rows.length; i++) rows[i] = i;
        String time = form.time();
        if (time != null) TimeOrder.sort(columns.table(), columns.place(time), rows);
        Map<String, Integer> known = new HashMap<>();
        int[] sequence = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            String id = columns.table().columns().get(ids).category(rows[i]);
            if (id == null)
                throw new TrainingException(
                        "",
                        "%s: column %s has no value here, so it is not known to which sequence the row belongs"
                                .formatted(columns.where(rows[i], ids), form.by()),
                        "fill it in, or leave the row out");
            Integer before = known.putIfAbsent(id, known.size());
            sequence[i] = before == null ? known.size() - 1 : before;
        }
        first = new int[known.size() + 1];
        for (int of : sequence) first[of + 1]++;
        for (int s = 1; s < first.length; s++) first[s] += first[s - 1];
        int[] next = first.clone();
        order = new int[rows.length];
        for (int i = 0; i < rows.length; i++) order[next[sequence[i]]++] = rows[i];
    }

    @Override
    public int count() {
        return first.length - 1;
    }

    private Column ids() {
        return columns.table().columns().get(ids);
    }

    @Override
    public String key() {
        return ids().name();
    }

    @Override
    public JsonNode key(int sample) {
        return TextNode.valueOf(String.valueOf(ids().category(row(sample))));
    }

    @Override
    public int row(int sample) {
        return order[first[sample + 1] - 1];
    }

    @Override
    public int place() {
        return ids;
    }

    @Override
    public int length(int sample) {
        return first[sample + 1] - first[sample];
    }

    @Override
    public void write(int sample, int step, float[] to, int at) throws TrainingException {
        reader.write(places, order[first[sample] + step], to, at);
    }
}
