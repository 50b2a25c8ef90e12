// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.ProgramChecker.Typed;
import dev.sextant.engine.spi.TrainingException;

/** The document of a program that is typed on a command line. */
final class TypedProgram {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private TypedProgram() {}

    static ObjectNode document(Typed typed) throws TrainingException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        typed.argv().forEach(document.putArray(CommandSchema.ARGV)::add);
        ObjectNode parameters = document.putObject(CommandSchema.PARAMETERS);
        typed.parameters().forEach((name, text) -> parameters.set(name, value(text)));
        if (typed.by() != null) document.put(CommandSchema.PARAMETERS_BY, typed.by());
        if (typed.epochs() > 0) document.put(CommandSchema.EPOCHS, typed.epochs());
        if (!typed.metrics().isEmpty()) typed.metrics().forEach(document.putArray(CommandSchema.METRICS)::add);
        if (typed.result() != null) document.set(CommandSchema.RESULT, value(typed.result()));
        CommandSettings.read(document);
        return document;
    }

    /** What is no JSON is a word. */
    private static JsonNode value(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value == null || value.isMissingNode() ? JsonNodeFactory.instance.textNode(text) : value;
        } catch (JsonProcessingException word) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
