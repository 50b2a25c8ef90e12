// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Schema.Section;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The optimizers by the names that documents use. */
public final class Optimizers {
    private static final Map<String, Section> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("sgd", Sgd.SCHEMA);
        NAMES.put("momentum", Sgd.MOMENTUM_SCHEMA);
        NAMES.put("emaMomentum", EmaMomentum.SCHEMA);
        NAMES.put("nesterov", Sgd.NESTEROV_SCHEMA);
        NAMES.put("adagrad", Adagrad.SCHEMA);
        NAMES.put("adadelta", Adadelta.SCHEMA);
        NAMES.put("rmsprop", RmsProp.SCHEMA);
        NAMES.put("adam", Adam.SCHEMA);
        NAMES.put("adamw", AdamW.SCHEMA);
        NAMES.put("adamax", Adamax.SCHEMA);
        NAMES.put("nadam", NAdam.SCHEMA);
        NAMES.put("radam", RAdam.SCHEMA);
        NAMES.put("lion", Lion.SCHEMA);
        NAMES.put("rprop", Rprop.SCHEMA);
    }

    private static final Schema.Variants SCHEMA = new Schema.Variants("The gradient rule.", NAMES);

    private Optimizers() {}

    /** Each optimizer's settings, in the order people read them. */
    public static Map<String, Section> variants() {
        return Collections.unmodifiableMap(NAMES);
    }

    /**
     * @param optimizer {@code "adam"} or {@code {"adam": {…}}}; settings that are not written have their defaults
     * @param weightDecay of the L2 penalty, at least 0
     * @param decoupledWeightDecay at least 0; added to that of rules which have a setting for it
     * @throws IllegalArgumentException for a name or value that {@link #variants} does not allow, in words for its
     *     writer
     */
    public static OptimizerRule read(JsonNode optimizer, double weightDecay, double decoupledWeightDecay) {
        boolean bare = optimizer.isTextual();
        if (!bare && !(optimizer.isObject() && optimizer.size() == 1))
            throw new IllegalArgumentException(
                    "optimizer (%s) must be a name or an object with one name".formatted(optimizer));
        String name = bare ? optimizer.textValue() : optimizer.fieldNames().next();
        Section section = NAMES.get(name);
        if (section == null)
            throw new IllegalArgumentException(
                    "optimizer (%s) must be one of %s".formatted(name, String.join(", ", NAMES.keySet())));
        if (!bare) check(name, section, optimizer.get(name));
        JsonNode keys = SCHEMA.filled(optimizer).get(name);
        Decay decay = new Decay(weightDecay, decoupledWeightDecay);
        return switch (name) {
            case "sgd" -> Sgd.read(keys, Sgd.PLAIN, decay);
            case "momentum" -> Sgd.read(keys, Sgd.MOMENTUM, decay);
            case "emaMomentum" -> EmaMomentum.read(keys, decay);
            case "nesterov" -> Sgd.read(keys, Sgd.NESTEROV, decay);
            case "adagrad" -> Adagrad.read(keys, decay);
            case "adadelta" -> Adadelta.read(keys, decay);
            case "rmsprop" -> RmsProp.read(keys, decay);
            case "adam" -> Adam.read(keys, decay);
            case "adamw" -> AdamW.read(keys, decay);
            case "adamax" -> Adamax.read(keys, decay);
            case "nadam" -> NAdam.read(keys, decay);
            case "radam" -> RAdam.read(keys, decay);
            case "lion" -> Lion.read(keys, decay);
            case "rprop" -> Rprop.read(keys, decay);
            default -> throw new AssertionError(name);
        };
    }

    /** As above, without decoupled decay. */
    public static OptimizerRule read(JsonNode optimizer, double weightDecay) {
        return read(optimizer, weightDecay, 0);
    }

    /** Names and kinds; the rules check ranges themselves. */
    private static void check(String name, Section section, JsonNode written) {
        if (!written.isObject())
            throw new IllegalArgumentException("optimizer.%s (%s) must be an object".formatted(name, written));
        written.properties().forEach(entry -> {
            Schema.Key key = section.find(entry.getKey());
            if (key == null && !entry.getKey().startsWith("x-"))
                throw new IllegalArgumentException("optimizer.%s has no setting (%s); it has %s"
                        .formatted(
                                name,
                                entry.getKey(),
                                String.join(
                                        ", ",
                                        section.keys().stream()
                                                .map(Schema.Key::name)
                                                .toList())));
            if (key != null && !key.schema().resembles(entry.getValue()))
                throw new IllegalArgumentException("optimizer.%s.%s (%s) must be %s"
                        .formatted(
                                name,
                                entry.getKey(),
                                entry.getValue(),
                                key.schema() instanceof Schema.Flag ? "true or false" : "a number"));
        });
    }
}
