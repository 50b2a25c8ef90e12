// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Limits;
import dev.sextant.trainers.table.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What columns are for, by their names. A column that is not named is learnt from.
 *
 * @param targets the columns to be learnt; empty for the last one
 * @param drop columns that are not used
 * @param group column whose equal cells keep rows in one part, or null
 * @param time column by which rows are ordered, or null for the order of the file
 */
record Selection(
        List<String> targets,
        List<String> drop,
        @Nullable String group,
        @Nullable String time) {
    private static final Schema NAME = new Schema.Text("A column's name.", List.of());

    static final List<Schema.Key> KEYS = List.of(
            new Schema.Key(
                    "target",
                    new Schema.AnyOf(
                            "The column to be learnt, or a list of them; default: the last.",
                            List.of(
                                    NAME,
                                    new Schema.Items(
                                            "Columns to be learnt together.", NAME, 1, Limits.DEFAULT.columns()))),
                    false,
                    null),
            new Schema.Key(
                    "drop",
                    new Schema.Items("Columns that are not used.", NAME, 0, Limits.DEFAULT.columns()),
                    false,
                    JsonNodeFactory.instance.arrayNode()),
            Setting.text(
                    "group",
                    "A column that is not learnt from: rows with equal cells in it never stand in two parts.",
                    List.of(),
                    null),
            Setting.text(
                    "time",
                    "A column that is not learnt from: rows are ordered by it and divided by time; of sequences the steps"
                            + " are ordered by it.",
                    List.of(),
                    null));

    Selection {
        targets = List.copyOf(targets);
        drop = List.copyOf(drop);
    }

    /** @param keys the {@code data} object, its defaults filled in */
    static Selection read(ObjectNode keys) throws TrainingException {
        return new Selection(
                targets(keys.get("target")), names(keys.get("drop")), name(keys, "group"), name(keys, "time"));
    }

    private static List<String> targets(@Nullable JsonNode written) throws TrainingException {
        if (written == null) return List.of();
        if (!written.isArray()) return List.of(written.asText());
        List<String> names = names(written);
        for (int i = 0; i < names.size(); i++)
            if (names.subList(0, i).contains(names.get(i)))
                throw new TrainingException(
                        "data.target." + i, "\"%s\" is named twice".formatted(names.get(i)), "name it once");
        if (names.isEmpty())
            throw new TrainingException("data.target", "no target is named", "name one, or leave target out");
        return names;
    }

    private static List<String> names(JsonNode written) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : written) names.add(name.asText());
        return names;
    }

    private static @Nullable String name(ObjectNode keys, String key) {
        return keys.has(key) ? keys.get(key).asText() : null;
    }
}
