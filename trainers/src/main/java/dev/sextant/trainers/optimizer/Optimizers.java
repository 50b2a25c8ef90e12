// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Schema.Interval;
import dev.sextant.engine.spi.Schema.Section;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizers by the names that documents use. */
public final class Optimizers {
    private static final Map<String, Section> VARIANTS = describe();

    private Optimizers() {}

    /** Each optimizer's settings, in the order people read them. */
    public static Map<String, Section> variants() {
        return VARIANTS;
    }

    /**
     * @param optimizer {@code "adam"} or {@code {"adam": {…}}}; settings that are not written have their defaults
     * @throws IllegalArgumentException for a name or value that {@link #variants} does not allow, in words for its
     *     writer
     */
    public static OptimizerRule read(JsonNode optimizer, double weightDecay, double decoupledWeightDecay) {
        Decay decay = new Decay(weightDecay, decoupledWeightDecay);
        boolean bare = optimizer.isTextual();
        if (!bare && !(optimizer.isObject() && optimizer.size() == 1))
            throw new IllegalArgumentException(
                    "optimizer (%s) must be a name or an object with one name".formatted(optimizer));
        String name = bare ? optimizer.textValue() : optimizer.fieldNames().next();
        JsonNode written = bare ? JsonNodeFactory.instance.objectNode() : optimizer.path(name);
        Section section = VARIANTS.get(name);
        if (section == null)
            throw new IllegalArgumentException(
                    "optimizer (%s) must be one of %s".formatted(name, String.join(", ", VARIANTS.keySet())));
        Settings settings = new Settings(name, section, written);
        return switch (name) {
            case "sgd", "momentum", "nesterov" -> {
                Sgd preset = presetOf(name);
                yield new Sgd(
                        settings.number("momentum"),
                        section.find("dampening") == null ? preset.dampening() : settings.number("dampening"),
                        section.find("nesterov") == null ? preset.nesterov() : settings.flag("nesterov"),
                        decay);
            }
            case "adagrad" ->
                new Adagrad(
                        settings.number("learningRateDecay"),
                        settings.number("initialAccumulator"),
                        settings.number("epsilon"),
                        decay);
            case "rmsprop" ->
                new RmsProp(
                        settings.number("alpha"),
                        settings.number("epsilon"),
                        settings.number("momentum"),
                        settings.flag("centered"),
                        decay);
            case "adam" ->
                new Adam(
                        settings.number("beta1"),
                        settings.number("beta2"),
                        settings.number("epsilon"),
                        settings.flag("amsgrad"),
                        decay);
            default -> throw new IllegalStateException(name);
        };
    }

    /** As above, without decoupled decay. */
    public static OptimizerRule read(JsonNode optimizer, double weightDecay) {
        return read(optimizer, weightDecay, 0);
    }

    private static Sgd presetOf(String name) {
        return switch (name) {
            case "sgd" -> Sgd.PLAIN;
            case "momentum" -> Sgd.MOMENTUM;
            case "nesterov" -> Sgd.NESTEROV;
            default -> throw new IllegalStateException(name);
        };
    }

    private static Map<String, Section> describe() {
        Map<String, Section> variants = new LinkedHashMap<>();
        variants.put(
                "sgd",
                new Section(
                        "Stochastic gradient descent.",
                        List.of(
                                Schema.Key.real(
                                        "momentum",
                                        "Share of the last move that is kept.",
                                        Bounds.DECAY,
                                        Sgd.PLAIN.momentum()),
                                Schema.Key.real(
                                        "dampening",
                                        "Share of the gradient that is left out of the momentum.",
                                        Interval.UNIT,
                                        Sgd.PLAIN.dampening()),
                                flag("nesterov", "Look ahead along the momentum.", Sgd.PLAIN.nesterov()))));
        variants.put(
                "momentum",
                new Section(
                        "Gradient descent with momentum.",
                        List.of(Schema.Key.real(
                                "momentum",
                                "Share of the last move that is kept.",
                                Bounds.DECAY,
                                Sgd.MOMENTUM.momentum()))));
        variants.put(
                "nesterov",
                new Section(
                        "Gradient descent with Nesterov's momentum.",
                        List.of(Schema.Key.real(
                                "momentum",
                                "Share of the last move that is kept.",
                                Bounds.DECAY,
                                Sgd.NESTEROV.momentum()))));
        variants.put(
                "adagrad",
                new Section(
                        "Steps divided by the root of all squared gradients so far.",
                        List.of(
                                Schema.Key.real(
                                        "learningRateDecay",
                                        "The rate is divided by 1 + this times the steps taken.",
                                        Bounds.NOT_NEGATIVE,
                                        Adagrad.DEFAULTS.learningRateDecay()),
                                Schema.Key.real(
                                        "initialAccumulator",
                                        "The sum of squares before the first step.",
                                        Bounds.NOT_NEGATIVE,
                                        Adagrad.DEFAULTS.initialAccumulator()),
                                epsilon(Adagrad.DEFAULTS.epsilon()))));
        variants.put(
                "rmsprop",
                new Section(
                        "Steps divided by a running root mean square of the gradients.",
                        List.of(
                                Schema.Key.real(
                                        "alpha", "Decay of the mean square.", Bounds.DECAY, RmsProp.DEFAULTS.alpha()),
                                epsilon(RmsProp.DEFAULTS.epsilon()),
                                Schema.Key.real(
                                        "momentum",
                                        "Share of the last move that is kept.",
                                        Bounds.DECAY,
                                        RmsProp.DEFAULTS.momentum()),
                                flag(
                                        "centered",
                                        "Take the squared mean gradient off the mean square.",
                                        RmsProp.DEFAULTS.centered()))));
        variants.put(
                "adam",
                new Section(
                        "Adaptive moments.",
                        List.of(
                                Schema.Key.real(
                                        "beta1", "Decay of the mean gradient.", Bounds.DECAY, Adam.PAPER.beta1()),
                                Schema.Key.real("beta2", "Decay of the mean square.", Bounds.DECAY, Adam.PAPER.beta2()),
                                epsilon(Adam.PAPER.epsilon()),
                                flag("amsgrad", "Use the largest mean square so far.", Adam.PAPER.amsgrad()))));
        return Collections.unmodifiableMap(variants);
    }

    private static Schema.Key epsilon(double preset) {
        return Schema.Key.real("epsilon", "Added to the divisor.", Bounds.EPSILON, preset);
    }

    private static Schema.Key flag(String name, String description, boolean preset) {
        return new Schema.Key(name, new Schema.Flag(description), false, BooleanNode.valueOf(preset));
    }

    /** What is written, or else what the section presets. */
    private record Settings(String optimizer, Section section, JsonNode written) {
        Settings {
            written.fieldNames().forEachRemaining(key -> {
                if (section.find(key) == null && !key.startsWith("x-"))
                    throw new IllegalArgumentException("optimizer.%s has no setting (%s)".formatted(optimizer, key));
            });
        }

        double number(String key) {
            JsonNode value = value(key);
            if (!value.isNumber())
                throw new IllegalArgumentException(
                        "optimizer.%s.%s (%s) must be a number".formatted(optimizer, key, value));
            return value.doubleValue();
        }

        boolean flag(String key) {
            JsonNode value = value(key);
            if (!value.isBoolean())
                throw new IllegalArgumentException(
                        "optimizer.%s.%s (%s) must be true or false".formatted(optimizer, key, value));
            return value.booleanValue();
        }

        private JsonNode value(String name) {
            JsonNode value = written.get(name);
            if (value != null) return value;
            Schema.Key key = section.find(name);
            if (key == null || key.preset() == null)
                throw new IllegalStateException("optimizer.%s has no default for %s".formatted(optimizer, name));
            return key.preset();
        }
    }
}
