// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.data.StepForm;
import dev.sextant.trainers.table.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Encodes one step as a {@link StepForm} says. */
sealed interface StepReader {
    /** @param features what the columns of a step are called in the form */
    static StepReader of(StepForm form, NamedColumns columns, List<String> features) {
        return switch (form) {
            case StepForm.Numbers(RowForm row) -> new Numbers(new RowReader(columns, row), features);
            case StepForm.NumberedTokens(String _, int size) -> new NumberedTokens(columns, size);
            case StepForm.TextTokens(String _, List<String> texts) -> {
                Map<String, Integer> places = new HashMap<>();
                for (String text : texts) places.put(text, places.size());
                yield new TextTokens(columns, places);
            }
        };
    }

    /** @param places the column of each feature in one step */
    RowReader.Places places(int[] places);

    /** Writes the numbers of a step from {@code to[at]} on, where there are zeros. */
    void write(RowReader.Places places, int row, float[] to, int at) throws TrainingException;

    default List<String> notes() {
        return List.of();
    }

    /** As a row of a table is. */
    record Numbers(RowReader reader, List<String> features) implements StepReader {
        @Override
        public RowReader.Places places(int[] places) {
            List<RowForm.Part> parts = reader.form().parts();
            int[] ofParts = new int[parts.size()];
            for (int p = 0; p < ofParts.length; p++)
                ofParts[p] = places[features.indexOf(parts.get(p).column())];
            return reader.places(ofParts);
        }

        @Override
        public void write(RowReader.Places places, int row, float[] to, int at) throws TrainingException {
            reader.write(places, row, to, at);
        }

        @Override
        public List<String> notes() {
            return reader.notes();
        }
    }

    /** Tokens that are their own indices. */
    record NumberedTokens(NamedColumns columns, int size) implements StepReader {
        @Override
        public RowReader.Places places(int[] places) {
            return new RowReader.Places(cells(columns, places), places);
        }

        @Override
        public void write(RowReader.Places places, int row, float[] to, int at) throws TrainingException {
            Column cells = places.cells()[0];
            int column = places.columns()[0];
            if (cells.missing(row)) throw columns.empty(row, column);
            double token = cells.number(row);
            if (!(token >= 0 && token < size && token == Math.rint(token)))
                throw new TrainingException(
                        "",
                        "%s: column %s holds %s, a token is a whole number from 0 to %d"
                                .formatted(columns.where(row, column), cells.name(), cells.category(row), size - 1),
                        "the network knows these tokens alone: correct it");
            to[at] = (float) token;
        }
    }

    /** Tokens that have their places in a list; all others share the one behind it. */
    record TextTokens(NamedColumns columns, Map<String, Integer> known) implements StepReader {
        @Override
        public RowReader.Places places(int[] places) {
            return new RowReader.Places(cells(columns, places), places);
        }

        @Override
        public void write(RowReader.Places places, int row, float[] to, int at) throws TrainingException {
            String text = places.cells()[0].category(row);
            if (text == null) throw columns.empty(row, places.columns()[0]);
            to[at] = known.getOrDefault(text, known.size());
        }
    }

    private static Column[] cells(NamedColumns columns, int[] places) {
        return new Column[] {columns.table().columns().get(places[0])};
    }
}
