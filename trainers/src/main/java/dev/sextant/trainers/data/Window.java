// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a series at once, and what of it is to be foretold: rows t − length + 1 … t are read, the targets of
 * row t + horizon are learnt, for each horizon.
 *
 * @param length rows that are read, at least 1
 * @param horizons how many rows ahead the targets lie, at least 1 each, ascending
 * @param stride rows from one window's begin to the next one's, at least 1
 */
public record Window(int length, List<Integer> horizons, int stride) {
    private static final Schema.Interval ROWS = Schema.Interval.closed(1, 100_000);

    /** Each is an output of the network. */
    private static final int MOST_HORIZONS = 1_000;

    static final Schema.Key KEY = new Schema.Key(
            "window",
            new Schema.Section(
                    "Windows over a series: the last rows are read, the target some rows ahead is learnt. Rows stand in"
                            + " the order of time; the target is read too.",
                    List.of(
                            new Schema.Key("length", new Schema.Whole("Rows that are read.", ROWS), true, null),
                            new Schema.Key(
                                    "horizon",
                                    new Schema.AnyOf(
                                            "How many rows ahead the target lies; of several an output each.",
                                            List.of(
                                                    new Schema.Whole("Rows ahead.", ROWS),
                                                    new Schema.Items(
                                                            "Rows ahead, ascending.",
                                                            new Schema.Whole("Rows ahead.", ROWS),
                                                            1,
                                                            MOST_HORIZONS))),
                                    false,
                                    JsonNodeFactory.instance.numberNode(1L)),
                            Schema.Key.whole("stride", "Rows from one window to the next.", ROWS, 1))),
            false,
            null);

    public Window {
        horizons = List.copyOf(horizons);
    }

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
                horizons(written),
                Setting.whole(written, "data.window", "stride", ROWS));
    }

    private static List<Integer> horizons(JsonNode written) throws TrainingException {
        JsonNode asked = written.get("horizon");
        if (!asked.isArray()) return List.of(Setting.whole(written, "data.window", "horizon", ROWS));
        List<Integer> horizons = new ArrayList<>();
        for (JsonNode one : asked) {
            String place = "data.window.horizon." + horizons.size();
            double ahead = Setting.inRange(one, place, "horizon", ROWS);
            if (ahead != Math.rint(ahead))
                throw new TrainingException(
                        place, "horizon (%s) must be a whole number".formatted(ahead), "write how many rows ahead");
            if (!horizons.isEmpty() && !(ahead > horizons.getLast()))
                throw new TrainingException(
                        place,
                        "horizon %d follows %d, but horizons ascend".formatted((int) ahead, horizons.getLast()),
                        "write each once, the nearest first");
            horizons.add((int) ahead);
        }
        if (horizons.isEmpty() || horizons.size() > MOST_HORIZONS)
            throw new TrainingException(
                    "data.window.horizon",
                    "%d horizons are written, it must be 1 to %d".formatted(horizons.size(), MOST_HORIZONS),
                    "write \"horizon\": 1, or a list: [1, 2, 3]");
        return horizons;
    }

    /** Rows that one window spans, its last target counted. */
    int span() {
        return length + horizons.getLast();
    }

    /** How many windows fit into so many rows. */
    int count(int rows) {
        return rows < span() ? 0 : (rows - span()) / stride + 1;
    }

    /** Where a window's target of a horizon stands, counted from the first row of its part. */
    int target(int window, int horizon) {
        return window * stride + length + horizon - 1;
    }

    /** What a window is to a network whose rows have so many numbers. */
    Shape shape(int numbers) {
        return new Shape.Sequence(length, numbers, false);
    }

    /** For people: {@code 16 rows, target 1 ahead}. */
    String text() {
        String ahead = horizons.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String every = stride == 1 ? "" : ", every " + stride + " rows";
        return "%d rows, target %s ahead%s".formatted(length, ahead, every);
    }
}
