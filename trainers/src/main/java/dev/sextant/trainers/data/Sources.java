// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a {@code data} object that say where rows come from, and how they are read. */
final class Sources {
    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("digits", "digits.csv");
        FILES.put("iris", "iris.csv");
        FILES.put("wine", "wine.csv");
        FILES.put("breastCancer", "breast_cancer.csv");
    }

    private static final Schema.Interval SINE_ROWS = Schema.Interval.closed(2, 1_000_000);
    private static final Schema.Interval NOISE = Schema.Interval.atLeast(0);

    /** Twenty points over a little more than a period and a half. */
    private static final Source.Sine SINE = new Source.Sine(20, -5, 5, 0);

    /** The keys that say where rows come from. */
    static final List<Schema.Key> KEYS = List.of(
            Setting.text("csv", "Path of a CSV file with a header row, from the study's folder.", List.of(), null),
            new Schema.Key("builtin", builtins(), false, null));

    private Sources() {}

    /** @param keys the {@code data} object, its defaults filled in */
    static Source read(ObjectNode keys) throws TrainingException {
        if (keys.has("csv") == keys.has("builtin"))
            throw new TrainingException(
                    "data",
                    keys.has("csv")
                            ? "both csv and builtin are written, exactly one must be"
                            : "neither csv nor builtin is written, exactly one must be",
                    keys.has("csv") ? "leave one of them out" : "write \"csv\": \"my.csv\" or \"builtin\": \"iris\"");
        if (keys.has("csv")) {
            String path = keys.get("csv").asText();
            if (path.isBlank())
                throw new TrainingException("data.csv", "the path is empty", "write the path of a CSV file");
            return new Source.Csv(path);
        }
        Schema.Variants builtins = builtins();
        JsonNode written = keys.get("builtin");
        String name = builtins.chosen(written);
        if (name == null)
            throw new TrainingException(
                    "data.builtin",
                    "unknown data set %s".formatted(written),
                    Spelling.advice(
                            written.asText(), List.copyOf(builtins.variants().keySet())));
        String file = FILES.get(name);
        if (file != null) return new Source.Builtin(name, file);
        JsonNode sine = written.get(name);
        double from = Setting.number(sine, "data.builtin.sine", "from", Schema.Interval.ANY);
        double to = Setting.number(sine, "data.builtin.sine", "to", Schema.Interval.ANY);
        if (!(from < to))
            throw new TrainingException(
                    "data.builtin.sine",
                    "from (%s) must be below to (%s)".formatted(from, to),
                    "exchange them, or widen the range");
        return new Source.Sine(
                (int) Setting.number(sine, "data.builtin.sine", "rows", SINE_ROWS),
                from,
                to,
                Setting.number(sine, "data.builtin.sine", "noise", NOISE));
    }

    private static Schema.Variants builtins() {
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        variants.put("digits", new Schema.Section("1797 handwritten digits, 64 grey values, 10 classes.", List.of()));
        variants.put("iris", new Schema.Section("150 flowers, 4 lengths, 3 classes.", List.of()));
        variants.put("wine", new Schema.Section("178 wines, 13 measurements, 3 classes.", List.of()));
        variants.put("breastCancer", new Schema.Section("569 tumours, 30 measurements, 2 classes.", List.of()));
        variants.put(
                "sine",
                new Schema.Section(
                        "y = sin x, generated.",
                        List.of(
                                Schema.Key.whole("rows", "Points, at equal distances.", SINE_ROWS, SINE.rows()),
                                Schema.Key.real("from", "The first x.", Schema.Interval.ANY, SINE.from()),
                                Schema.Key.real("to", "The last x.", Schema.Interval.ANY, SINE.to()),
                                Schema.Key.real("noise", "Deviation of the normal noise on y.", NOISE, SINE.noise()))));
        return new Schema.Variants("A data set that comes with Sextant.", variants);
    }
}
