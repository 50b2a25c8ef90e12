// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Scale;
import java.math.BigDecimal;

/**
 * A domain in Optuna's JSON, as its json_to_distribution reads it. Optuna keeps a parameter's value as a number: the
 * value itself, or an option's place.
 */
public final class OptunaDistribution {
    private OptunaDistribution() {}

    /** The object {@code {"name": …, "attributes": {…}}}. */
    public static ObjectNode of(Domain domain) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        switch (domain) {
            case Domain.Range range -> {
                json.put("name", "FloatDistribution");
                // Optuna has no steps on a logarithmic scale; the values themselves are shown either way.
                boolean stepped = range.step() > 0 && range.scale() == Scale.LINEAR;
                attributes.put("low", range.low()).put("high", stepped ? last(range) : range.high());
                if (stepped) attributes.put("step", range.step());
                else attributes.putNull("step");
                attributes.put("log", range.scale() == Scale.LOG);
            }
            case Domain.Whole whole -> {
                json.put("name", "IntDistribution");
                boolean log = whole.scale() == Scale.LOG;
                attributes.put("low", whole.low());
                attributes.put("high", log ? whole.high() : whole.low() + (whole.count() - 1) * whole.step());
                attributes.put("step", log ? 1 : whole.step());
                attributes.put("log", log);
            }
            case Domain.Choice choice -> {
                json.put("name", "CategoricalDistribution");
                ArrayNode choices = attributes.putArray("choices");
                for (Option option : choice.options()) choices.add(shown(option));
            }
        }
        json.set("attributes", attributes);
        return json;
    }

    /** The highest value that a whole number of steps reaches, in decimals, as Optuna reckons it. */
    private static double last(Domain.Range range) {
        return BigDecimal.valueOf(range.low())
                .add(BigDecimal.valueOf(range.step()).multiply(BigDecimal.valueOf(range.count() - 1)))
                .doubleValue();
    }

    /** Optuna's choices are plain values; what is more than that goes by its label. */
    private static JsonNode shown(Option option) {
        JsonNode content = option.content();
        return option.branch() || content.isContainerNode()
                ? JsonNodeFactory.instance.textNode(option.label())
                : content;
    }
}
