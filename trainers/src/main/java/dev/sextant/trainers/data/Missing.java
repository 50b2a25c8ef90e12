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

/** What becomes of empty cells. Whatever is computed for it comes from the training part alone. */
sealed interface Missing {
    /** Policies that need no number. */
    enum Policy implements Missing {
        /** They are refused. */
        ERROR,
        /** A number becomes its column's mean; a category becomes none of them. */
        MEAN,
        /** A number becomes its column's median; a category becomes none of them. */
        MEDIAN,
        /** A number or a category becomes its column's most frequent one, the least of equals. */
        MODE,
        /**
         * That a cell is empty is learnt from: a number becomes its column's mean, with an input beside it that is 1;
         * an empty category is a category of its own.
         */
        INDICATOR,
        /** Their rows are left out. */
        DROP_ROW
    }

    /** A number becomes this one; a category becomes none of them. */
    record Fill(double number) implements Missing {}

    Map<String, Policy> POLICIES = policies();

    Schema.Key KEY = new Schema.Key(
            "missing",
            new Schema.AnyOf(
                    "What becomes of empty cells; fitted on the training part.",
                    List.of(
                            new Schema.Text("A policy.", List.copyOf(POLICIES.keySet())),
                            new Schema.Section(
                                    "A constant.",
                                    List.of(new Schema.Key(
                                            "fill",
                                            new Schema.Real("The number for empty cells.", Schema.Interval.ANY),
                                            true,
                                            null))))),
            false,
            JsonNodeFactory.instance.textNode("error"));

    private static Map<String, Policy> policies() {
        Map<String, Policy> policies = new LinkedHashMap<>();
        policies.put("error", Policy.ERROR);
        policies.put("mean", Policy.MEAN);
        policies.put("median", Policy.MEDIAN);
        policies.put("mode", Policy.MODE);
        policies.put("indicator", Policy.INDICATOR);
        policies.put("dropRow", Policy.DROP_ROW);
        return policies;
    }

    /** A policy as it is written. */
    static String name(Policy policy) {
        for (Map.Entry<String, Policy> entry : POLICIES.entrySet())
            if (entry.getValue() == policy) return entry.getKey();
        throw new IllegalArgumentException("%s has no name".formatted(policy));
    }

    /** @param keys the {@code data} object, its defaults filled in */
    static Missing read(ObjectNode keys) throws TrainingException {
        JsonNode written = keys.get("missing");
        if (written.isObject() && written.has("fill"))
            return new Fill(Setting.number(written, "data.missing", "fill", Schema.Interval.ANY));
        return Setting.named(keys, "missing", POLICIES);
    }
}
