// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which index each token has. Numbers are their own; texts have their places in the sorted list of those that the
 * training part holds, and all others share the index behind them.
 */
final class Vocabulary {
    private final Feature feature;
    /** Null where tokens are numbers. */
    private final @Nullable Map<String, Integer> places;

    private final int size;

    private Vocabulary(Feature feature, @Nullable Map<String, Integer> places, int size) {
        this.feature = feature;
        this.places = places;
        this.size = size;
    }

    /**
     * Refuses numbers that are no tokens, in whatever row.
     *
     * @param sequences of one feature
     * @param training the steps whose texts are known
     */
    static Vocabulary of(DataSpec spec, Sequences sequences, int[] training) throws TrainingException {
        Feature feature = sequences.features().getFirst();
        int written = spec.sequence() == null ? 0 : spec.sequence().vocabulary();
        if (!feature.categorical()) return new Vocabulary(feature, null, numbers(spec, sequences, written));
        if (written > 0)
            throw new TrainingException(
                    "data.sequence.vocabulary",
                    "a vocabulary (%d) is for tokens that are numbers, column %s holds texts"
                            .formatted(written, feature.cells().name()),
                    "leave it out: the texts of the training part are the vocabulary, and one token more is for all"
                            + " others");
        TreeSet<String> texts = new TreeSet<>();
        for (int row : training) texts.add(String.valueOf(feature.cells().category(row)));
        Map<String, Integer> places = new TreeMap<>();
        for (String text : texts) places.put(text, places.size());
        if (places.size() >= SequenceSpec.MOST_TOKENS)
            throw new TrainingException(
                    spec.source().key(),
                    "column %s holds %d different texts, at most %d are taken as tokens"
                            .formatted(feature.cells().name(), places.size(), SequenceSpec.MOST_TOKENS - 1),
                    "write rare ones alike");
        return new Vocabulary(feature, places, places.size() + 1);
    }

    /** The largest token and one, or what is written. */
    private static int numbers(DataSpec spec, Sequences sequences, int written) throws TrainingException {
        Feature feature = sequences.features().getFirst();
        int below = written > 0 ? written : SequenceSpec.MOST_TOKENS;
        int largest = 0;
        for (int row : sequences.rows()) {
            double token = feature.cells().number(row);
            boolean whole = token >= 0 && token == Math.rint(token);
            if (!whole || !(token < below))
                throw new TrainingException(
                        spec.source().key(),
                        "%s: the token %s is not %s"
                                .formatted(
                                        sequences.steps().places().of(row, feature.column()),
                                        ColumnSummary.number(token),
                                        whole
                                                ? written > 0
                                                        ? "below the vocabulary (%d)".formatted(written)
                                                        : "below %d".formatted(below)
                                                : "a whole number from 0"),
                        whole
                                ? written > 0
                                        ? "correct it, or write a larger vocabulary"
                                        : "number the tokens from 0 without gaps"
                                : "tokens are numbered from 0; cells behind the end of a sequence are left empty");
            largest = Math.max(largest, (int) token);
        }
        return written > 0 ? written : largest + 1;
    }

    /** What was fitted. */
    StepForm form() {
        String column = feature.cells().name();
        return places == null
                ? new StepForm.NumberedTokens(column, size)
                : new StepForm.TextTokens(column, List.copyOf(places.keySet()));
    }

    /** How many indices there are. */
    int size() {
        return size;
    }

    /** The index of a step's token, which is below {@link #size}. */
    int index(int row) {
        if (places == null) return (int) feature.cells().number(row);
        return places.getOrDefault(String.valueOf(feature.cells().category(row)), size - 1);
    }

    /** How many of these steps hold a text that is not known, or null where none does. */
    Encoding.@Nullable Unseen unseen(int[] rows) {
        if (places == null) return null;
        int count = 0;
        String example = "";
        for (int row : rows) {
            if (index(row) < size - 1) continue;
            if (count++ == 0) example = String.valueOf(feature.cells().category(row));
        }
        return count == 0 ? null : new Encoding.Unseen(count, rows.length, example);
    }
}
