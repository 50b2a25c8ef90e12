// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;

/** Documents of test functions, and what they train to. */
final class Documents {
    static final Objective VALUE = new Objective("value", Direction.MINIMIZE);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    static ObjectNode document(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistake) {
            throw new IllegalArgumentException(mistake);
        }
    }

    /** The arguments of a vector function. */
    static ObjectNode vector(double... x) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        ArrayNode items = arguments.putArray("x");
        for (double each : x) items.add(each);
        return arguments;
    }

    static Outcome train(ObjectNode document, Seeds seeds) throws TrainingException {
        try (Training training =
                new FunctionTrainer().start(new Assignment(document.deepCopy(), VALUE, seeds, false))) {
            while (true) if (training.step() instanceof Progress.Done done) return done.outcome();
        }
    }

    static Outcome.Completed complete(ObjectNode document, Seeds seeds) throws TrainingException {
        Outcome outcome = train(document, seeds);
        if (outcome instanceof Outcome.Completed completed) return completed;
        throw new AssertionError("%s ended as %s".formatted(document, outcome));
    }
}
