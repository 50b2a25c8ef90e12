// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schedules by the names they have in documents. */
public final class Schedules {
    private static final String SEQUENCE = "sequence";

    /** Those that are made of no others. */
    private static final Map<String, Schema.Section> SIMPLE = new LinkedHashMap<>();

    /** All, with the key of the warm-up. */
    private static final Map<String, Schema.Section> VARIANTS = new LinkedHashMap<>();

    static {
        SIMPLE.put("constant", Constant.SCHEMA);
        SIMPLE.put("step", Step.SCHEMA);
        SIMPLE.put("multiStep", MultiStep.SCHEMA);
        SIMPLE.put("exponential", Exponential.SCHEMA);
        SIMPLE.put("inverseTime", InverseTime.SCHEMA);
        SIMPLE.put("linear", Linear.SCHEMA);
        SIMPLE.put("polynomial", Polynomial.SCHEMA);
        SIMPLE.put("cosine", Cosine.SCHEMA);
        SIMPLE.put("cosineWarmRestarts", CosineWarmRestarts.SCHEMA);
        SIMPLE.put("cyclic", Cyclic.SCHEMA);
        SIMPLE.put("oneCycle", OneCycle.SCHEMA);
        SIMPLE.put("reduceOnPlateau", ReduceOnPlateau.SCHEMA);
        SIMPLE.forEach((name, section) -> VARIANTS.put(name, warmed(section)));
        VARIANTS.put(SEQUENCE, warmed(Sequence.schema(SIMPLE)));
    }

    private Schedules() {}

    private static Schema.Section warmed(Schema.Section section) {
        List<Schema.Key> keys = new ArrayList<>(section.keys());
        keys.add(Warmup.SCHEMA_KEY);
        return new Schema.Section(section.description(), keys);
    }

    /** Name to keys, in the order in which people are shown them. */
    public static Map<String, Schema.Section> variants() {
        return Collections.unmodifiableMap(VARIANTS);
    }

    /**
     * Reads {@code "cosine"} or {@code {"cosine": {"tMax": 30, "warmup": 3}}}; keys that are not written have their
     * defaults.
     *
     * @param epochs the training's epochs, where a schedule's length follows them; those of the warm-up do not count
     * @throws IllegalArgumentException where the document is not a schedule, in words for its writer
     */
    public static Schedule read(JsonNode document, int epochs) {
        Schema.Variants schema = new Schema.Variants("The schedule.", VARIANTS);
        String name = chosen(schema, document);
        JsonNode keys = schema.filled(document).get(name);
        int left = Math.max(1, epochs - Warmup.epochs(keys));
        Schedule schedule = name.equals(SEQUENCE) ? Sequence.read(keys, left) : simple(name, keys, left);
        return Warmup.before(schedule, keys);
    }

    /** Reads a schedule of a sequence, which is none itself and has no warm-up. */
    static Schedule member(JsonNode document, int epochs) {
        Schema.Variants schema = new Schema.Variants("A schedule.", SIMPLE);
        String name = chosen(schema, document);
        return simple(name, schema.filled(document).get(name), epochs);
    }

    /**
     * A length that is longer than the training leaves to its schedule, which so never reaches its end.
     *
     * @param path of the key below the schedule: {@code cosine.tMax}
     * @param length epochs, as written
     * @param most the epochs that the schedule has
     */
    public record Excess(String path, String key, int length, int most) {}

    /**
     * Every such length of a schedule that {@link #read} accepts.
     *
     * @param epochs the training's
     */
    public static List<Excess> excesses(JsonNode document, int epochs) {
        List<Excess> excesses = new ArrayList<>();
        Schema.Variants schema = new Schema.Variants("The schedule.", VARIANTS);
        String name = chosen(schema, document);
        JsonNode keys = schema.filled(document).get(name);
        int left = Math.max(1, epochs - Warmup.epochs(keys));
        if (!name.equals(SEQUENCE)) excesses(keys, name, left, excesses);
        else
            Sequence.shares(keys, left, (member, place, share) -> {
                Schema.Variants members = new Schema.Variants("A schedule.", SIMPLE);
                String simple = chosen(members, member);
                excesses(members.filled(member).get(simple), SEQUENCE + "." + place + "." + simple, share, excesses);
            });
        return excesses;
    }

    private static void excesses(JsonNode keys, String path, int left, List<Excess> found) {
        for (String key : Lengths.OF_TRAINING)
            if (keys.path(key).intValue() > left)
                found.add(new Excess(path + "." + key, key, keys.path(key).intValue(), left));
    }

    private static String chosen(Schema.Variants schema, JsonNode document) {
        @Nullable String name = schema.chosen(document);
        if (name == null)
            throw new IllegalArgumentException("unknown schedule %s; known are %s"
                    .formatted(document, String.join(", ", schema.variants().keySet())));
        return name;
    }

    private static Schedule simple(String name, JsonNode keys, int epochs) {
        return switch (name) {
            case "constant" -> Constant.DEFAULT;
            case "step" -> Step.read(keys);
            case "multiStep" -> MultiStep.read(keys);
            case "exponential" -> Exponential.read(keys);
            case "inverseTime" -> InverseTime.read(keys);
            case "linear" -> Linear.read(keys);
            case "polynomial" -> Polynomial.read(keys);
            case "cosine" -> Cosine.read(keys, epochs);
            case "cosineWarmRestarts" -> CosineWarmRestarts.read(keys);
            case "cyclic" -> Cyclic.read(keys);
            case "oneCycle" -> OneCycle.read(keys, epochs);
            case "reduceOnPlateau" -> ReduceOnPlateau.read(keys);
            default -> throw new AssertionError(name);
        };
    }
}
