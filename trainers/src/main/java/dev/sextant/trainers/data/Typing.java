// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Source;
import dev.sextant.trainers.table.Table;
import java.util.TreeSet;

/** Decides what a column's cells are, numbers or categories, and refuses what is neither. */
final class Typing {
    /** More categories than this in one column are rather names than categories. */
    static final int MOST_CATEGORIES = 50;

    /** Text in at most one cell of so many is a slip, not a category. */
    private static final int SLIPS = 20;

    /** Larger numbers leave no room in float arithmetic. */
    private static final double LARGEST = 1e30;

    private static final String WAY_OUT =
            "correct it, write NA where a value is missing, or leave the column out with \"drop\"";

    private final Table table;
    private final Source source;

    Typing(Table table, Source source) {
        this.table = table;
        this.source = source;
    }

    /** A column as one that is learnt from. */
    Feature feature(int at) throws TrainingException {
        Column column = table.columns().get(at);
        if (!categorical(at)) {
            checkNumbers(at);
            return new Feature(at, column, 0);
        }
        TreeSet<String> categories = new TreeSet<>();
        for (int row = 0; row < table.rows(); row++) {
            String category = column.category(row);
            if (category != null) categories.add(category);
        }
        if (categories.size() > MOST_CATEGORIES)
            throw new TrainingException(
                    source.key(),
                    "%s: column %s holds %d different texts, at most %d are taken as categories"
                            .formatted(table.name(), column.name(), categories.size(), MOST_CATEGORIES),
                    "leave it out with \"drop\": [\"%s\"], or group its values".formatted(column.name()));
        return new Feature(at, column, categories.size());
    }

    /** A column as one of tokens: texts however many there are, or numbers, which are not looked at. */
    Feature token(int at) throws TrainingException {
        Column column = table.columns().get(at);
        return new Feature(at, column, categorical(at) ? column.distinctTexts() : 0);
    }

    /** Whether the column holds texts; a text that is the exception among numbers is refused. */
    boolean categorical(int at) throws TrainingException {
        Column column = table.columns().get(at);
        int texts = column.textual();
        if (texts == 0) return false;
        int numbers = table.rows() - texts - column.missing();
        boolean slip = texts == 1 ? numbers >= 2 : (long) texts * SLIPS <= numbers;
        int first = 0;
        while (column.text(first) == null) first++;
        if (slip)
            throw new TrainingException(
                    source.key(),
                    "%s: \"%s\" is not a number, but %s of column %s are"
                            .formatted(
                                    table.places().of(first, at),
                                    column.text(first),
                                    texts == 1
                                            ? "all other values"
                                            : "%d of %d values".formatted(numbers, numbers + texts),
                                    column.name()),
                    WAY_OUT);
        return true;
    }

    void checkNumbers(int at) throws TrainingException {
        Column column = table.columns().get(at);
        for (int row = 0; row < table.rows(); row++) {
            double number = column.number(row);
            if (!(Math.abs(number) > LARGEST)) continue;
            throw new TrainingException(
                    source.key(),
                    "%s: column %s holds %s"
                            .formatted(
                                    table.places().of(row, at),
                                    column.name(),
                                    Double.isInfinite(number)
                                            ? "an infinite number"
                                            : "%s, numbers must lie between -1e30 and 1e30".formatted(number)),
                    WAY_OUT);
        }
    }
}
