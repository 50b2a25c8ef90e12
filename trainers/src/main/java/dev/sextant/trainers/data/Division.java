// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Into which parts rows are divided, and what decides about a row's part.
 *
 * @param test share of all rows that is locked away, in [0, 0.9)
 */
record Division(double test, Validation validation, Order order) {
    /** The rows that training is watched on. */
    sealed interface Validation {
        /**
         * One part.
         *
         * @param share of all rows, in (0, 0.9)
         */
        record Share(double share) implements Validation {}

        /**
         * Each row that is not locked away once: so many trainings, each watched on another part.
         *
         * @param count at least 2
         */
        record Folds(int count) implements Validation {}
    }

    /** What decides about a row's part. */
    enum Order {
        /** Chance, each class being in every part as often as it is in all rows. */
        SHUFFLED,
        /** Chance, the rows of one group staying together. */
        GROUPED,
        /** Time: the last rows are the test part, those before them the validation part. */
        TIME
    }

    /** Test rows and validation rows: 60/20/20. */
    static final double DEFAULT_PART = 0.2;

    private static final Schema.Interval TEST = Schema.Interval.halfOpen(0, 0.9);
    private static final Schema.Interval SHARE = Schema.Interval.open(0, 0.9);
    private static final Schema.Interval FOLDS = Schema.Interval.closed(2, 100);
    private static final Map<String, Order> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("shuffled", Order.SHUFFLED);
        ORDERS.put("time", Order.TIME);
    }

    static final List<Schema.Key> KEYS = List.of(
            Schema.Key.real("test", "Share of all rows that is opened once, at the end.", TEST, DEFAULT_PART),
            new Schema.Key(
                    "validation",
                    new Schema.AnyOf(
                            "Share of all rows that training is watched on, or folds for cross-validation.",
                            List.of(
                                    new Schema.Real("Share of all rows that training is watched on.", SHARE),
                                    new Schema.Section(
                                            "Cross-validation.",
                                            List.of(new Schema.Key(
                                                    "folds",
                                                    new Schema.Whole("Trainings of one trial.", FOLDS),
                                                    true,
                                                    null))))),
                    false,
                    JsonNodeFactory.instance.numberNode(DEFAULT_PART)),
            Setting.text(
                    "order",
                    "Whether rows are divided by chance or by time, the last ones being the test; default: time where"
                            + " there is a time column or a window.",
                    List.copyOf(ORDERS.keySet()),
                    null));

    /** @param keys the {@code data} object, its defaults filled in */
    static Division read(ObjectNode keys, Selection columns) throws TrainingException {
        double test = Setting.number(keys, "data", "test", TEST);
        Validation validation = validation(keys.get("validation"), keys);
        if (validation instanceof Validation.Share(double share) && !(test + share < 1))
            throw new TrainingException(
                    "data.validation",
                    "test (%s) and validation (%s) leave no rows to train on".formatted(test, share),
                    "make their sum less than 1");
        return new Division(test, validation, order(keys, columns));
    }

    private static Validation validation(JsonNode written, ObjectNode keys) throws TrainingException {
        if (!written.isObject()) return new Validation.Share(Setting.number(keys, "data", "validation", SHARE));
        if (!written.has("folds"))
            throw new TrainingException(
                    "data.validation",
                    "validation must be a share or folds, got " + written,
                    "write \"validation\": 0.2 or \"validation\": {\"folds\": 5}");
        return new Validation.Folds(Setting.whole(written, "data.validation", "folds", FOLDS));
    }

    private static Order order(ObjectNode keys, Selection columns) throws TrainingException {
        // of steps a time column says the order, and nothing about the sequences
        boolean time = columns.time() != null && !keys.path("sequence").has("by");
        boolean series = time || keys.has("window");
        String because = time ? "there is a time column" : "there is a window";
        Order written = keys.has("order") ? Setting.named(keys, "order", ORDERS) : null;
        if (series && written == Order.SHUFFLED)
            throw new TrainingException(
                    "data.order",
                    "rows cannot be shuffled where " + because,
                    "leave order out, or leave " + (time ? "time" : "window") + " out");
        boolean ordered = series || written == Order.TIME;
        if (ordered && columns.group() != null)
            throw new TrainingException(
                    "data.group",
                    "rows cannot be divided both by group and by time",
                    "leave out group, or whatever orders rows by time (order, time, window)");
        if (ordered) return Order.TIME;
        return columns.group() == null ? Order.SHUFFLED : Order.GROUPED;
    }

    int folds() {
        return switch (validation) {
            case Validation.Share _ -> 1;
            case Validation.Folds folds -> folds.count();
        };
    }

    /** Parts that every class must be in, or that rows are needed for. */
    int parts() {
        return test > 0 ? 3 : 2;
    }

    /** For messages. */
    String partNames() {
        return test > 0 ? "training, validation and test" : "training and validation";
    }
}
