// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The schedules by the names they have in documents. */
public final class Schedules {
    private static final Map<String, Schema.Section> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put("constant", Constant.SCHEMA);
        VARIANTS.put("step", Step.SCHEMA);
        VARIANTS.put("multiStep", MultiStep.SCHEMA);
        VARIANTS.put("exponential", Exponential.SCHEMA);
        VARIANTS.put("linear", Linear.SCHEMA);
        VARIANTS.put("polynomial", Polynomial.SCHEMA);
        VARIANTS.put("cosine", Cosine.SCHEMA);
        VARIANTS.put("reduceOnPlateau", ReduceOnPlateau.SCHEMA);
    }

    private Schedules() {}

    /** Name to keys, in the order in which people are shown them. */
    public static Map<String, Schema.Section> variants() {
        return Collections.unmodifiableMap(VARIANTS);
    }

    /**
     * Reads {@code "cosine"} or {@code {"cosine": {"tMax": 30}}}; keys that are not written have their defaults.
     *
     * @param epochs the training's epochs, where a schedule's length follows them
     * @throws IllegalArgumentException where the document is not a schedule, in words for its writer
     */
    public static Schedule read(JsonNode document, int epochs) {
        Schema.Variants schema = new Schema.Variants("The schedule.", VARIANTS);
        String name = schema.chosen(document);
        if (name == null)
            throw new IllegalArgumentException(
                    "unknown schedule %s; known are %s".formatted(document, String.join(", ", VARIANTS.keySet())));
        JsonNode keys = schema.filled(document).get(name);
        return switch (name) {
            case "constant" -> Constant.DEFAULT;
            case "step" -> Step.read(keys);
            case "multiStep" -> MultiStep.read(keys);
            case "exponential" -> Exponential.read(keys);
            case "linear" -> Linear.read(keys);
            case "polynomial" -> Polynomial.read(keys);
            case "cosine" -> Cosine.read(keys, epochs);
            case "reduceOnPlateau" -> ReduceOnPlateau.read(keys);
            default -> throw new AssertionError(name);
        };
    }
}
