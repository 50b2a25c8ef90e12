// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table become sequences: wide, each row being one, [step][feature], or long, the rows of one id
 * being one.
 *
 * @param by the column whose equal cells make one sequence of their rows, or null where each row is one
 * @param features numbers of one step of a row; 0 where the file or the default says it
 * @param steps the most steps that are kept, which are the last ones; 0 for all
 * @param tokens whether a step is one token
 * @param vocabulary how many tokens there are; 0 where the data say it
 */
public record SequenceSpec(@Nullable String by, int features, int steps, boolean tokens, int vocabulary) {
    /** Indices of tokens travel as floats, and an embedding has a row for each. */
    static final int MOST_TOKENS = 1_000_000;

    /** Where neither the document nor the file says it: a row is a series of numbers. */
    static final int DEFAULT_FEATURES = 1;

    private static final String PATH = "data.sequence";
    private static final Schema.Interval FEATURES = Schema.Interval.closed(1, 10_000);
    private static final Schema.Interval STEPS = Schema.Interval.closed(1, 100_000);
    private static final Schema.Interval VOCABULARY = Schema.Interval.closed(1, MOST_TOKENS);

    private static final Schema.Section SECTION = new Schema.Section(
            "Rows that are sequences, of equal or of different lengths: each row is one, with the columns of its first"
                    + " step first, and empty cells at its end make it shorter; or the rows of one id are one.",
            List.of(
                    Setting.text(
                            "by",
                            "A column that is not learnt from: rows with equal cells in it are one sequence, in the order"
                                    + " of the file or of time; its class is the same in all of them, a number that is"
                                    + " learnt is that of its last row.",
                            List.of(),
                            null),
                    Schema.Key.optional(
                            "features",
                            new Schema.Whole(
                                    "Columns of one step where each row is a sequence; default: an array's last"
                                            + " dimension of three, otherwise 1.",
                                    FEATURES)),
                    Schema.Key.optional(
                            "steps",
                            new Schema.Whole(
                                    "The most steps; of longer sequences the last ones are kept. Default: as many as the"
                                            + " longest has.",
                                    STEPS)),
                    Schema.Key.flag(
                            "tokens",
                            "Whether each step is one token, for an embedding: a whole number from 0, or a text.",
                            false),
                    Schema.Key.optional(
                            "vocabulary",
                            new Schema.Whole(
                                    "How many tokens there are, where they are numbers; default: the largest and one.",
                                    VOCABULARY))));

    static final Schema.Key KEY = Schema.Key.optional(
            "sequence",
            new Schema.AnyOf(
                    "Rows are sequences.",
                    List.of(new Schema.Flag("Whether each row is one, whose form the file's shape says."), SECTION)));

    /** @param keys the {@code data} object, its defaults filled in */
    static @Nullable SequenceSpec read(ObjectNode keys) throws TrainingException {
        JsonNode asked = keys.get(KEY.name());
        if (asked == null || (asked.isBoolean() && !asked.booleanValue())) return null;
        ObjectNode written =
                Setting.section(asked.isBoolean() ? JsonNodeFactory.instance.objectNode() : asked, PATH, SECTION);
        if (keys.has("window"))
            throw new TrainingException(
                    PATH,
                    "both window and sequence are written, but a window makes its sequences of a series",
                    "leave one of them out");
        if (keys.path("image").asBoolean(keys.has("image")))
            throw new TrainingException(
                    PATH, "image and sequence are both written, rows are one or the other", "leave one of them out");
        String by = written.has("by") ? text(written) : null;
        boolean tokens = flag(written);
        int features = whole(written, "features", FEATURES);
        if (by != null && features > 0)
            throw new TrainingException(
                    PATH + ".features",
                    "features (%d) is for rows that are sequences, not for rows that are steps".formatted(features),
                    "leave it out: with by, each column that is learnt from is a feature");
        if (tokens && features > 1)
            throw new TrainingException(
                    PATH + ".features",
                    "a step is one token, not %d".formatted(features),
                    "leave features out, or tokens");
        if (!tokens && written.has("vocabulary"))
            throw new TrainingException(
                    PATH + ".vocabulary",
                    "a vocabulary is for tokens, these steps are numbers",
                    "leave it out, or write \"tokens\": true");
        if (tokens && !keys.path("missing").asText().matches("error|dropRow"))
            throw new TrainingException(
                    "data.missing",
                    "tokens cannot be filled, got %s".formatted(keys.get("missing")),
                    "leave missing out, or write \"dropRow\"");
        return new SequenceSpec(
                by, features, whole(written, "steps", STEPS), tokens, whole(written, "vocabulary", VOCABULARY));
    }

    private static String text(ObjectNode written) throws TrainingException {
        if (written.get("by").isTextual()) return written.get("by").textValue();
        throw new TrainingException(
                PATH + ".by", "by must be a column's name, got " + written.get("by"), "write \"by\": \"id\"");
    }

    private static boolean flag(ObjectNode written) throws TrainingException {
        if (written.get("tokens").isBoolean()) return written.get("tokens").booleanValue();
        throw new TrainingException(
                PATH + ".tokens",
                "tokens must be true or false, got " + written.get("tokens"),
                "write true where each step is one token");
    }

    private static int whole(ObjectNode written, String key, Schema.Interval range) throws TrainingException {
        return written.has(key) ? Setting.whole(written, PATH, key, range) : 0;
    }

    /** Whether each row is a sequence. */
    boolean wide() {
        return by == null;
    }

    /** How many of so many steps are kept. */
    int kept(int length) {
        return steps == 0 ? length : Math.min(steps, length);
    }
}
