// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a series at once, and what of it is to be foretold: rows t − length + 1 … t are read, the target of
 * row t + horizon is learnt.
 *
 * @param length rows that are read, at least 1
 * @param horizon how many rows ahead the target lies, at least 1
 * @param stride rows from one window's begin to the next one's, at least 1
 */
public record Window(int length, int horizon, int stride) {
    private static final Schema.Interval ROWS = Schema.Interval.closed(1, 100_000);

    static final Schema.Key KEY = new Schema.Key(
            "window",
            new Schema.Section(
                    "Windows over a series: the last rows are read, the target some rows ahead is learnt. Rows stand in"
                            + " the order of time; the target is read too.",
                    List.of(
                            new Schema.Key("length", new Schema.Whole("Rows that are read.", ROWS), true, null),
                            Schema.Key.whole("horizon", "How many rows ahead the target lies.", ROWS, 1),
                            Schema.Key.whole("stride", "Rows from one window to the next.", ROWS, 1))),
            false,
            null);

    /** @param keys the {@code data} object, its defaults filled in */
    static @Nullable Window read(ObjectNode keys) throws TrainingException {
        JsonNode written = keys.get("window");
        if (written == null) return null;
        if (!written.isObject() || !written.has("length"))
            throw new TrainingException(
                    "data.window",
                    "a window must say its length, got " + written,
                    "write \"window\": {\"length\": 16, \"horizon\": 1}");
        return new Window(
                Setting.whole(written, "data.window", "length", ROWS),
                Setting.whole(written, "data.window", "horizon", ROWS),
                Setting.whole(written, "data.window", "stride", ROWS));
    }

    /** Rows that one window spans, its target counted. */
    int span() {
        return length + horizon;
    }

    /** How many windows fit into so many rows. */
    int count(int rows) {
        return rows < span() ? 0 : (rows - span()) / stride + 1;
    }

    /** Where a window's target stands, counted from the first row of its part. */
    int target(int window) {
        return window * stride + span() - 1;
    }
}
