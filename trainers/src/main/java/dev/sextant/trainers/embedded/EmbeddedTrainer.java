// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import java.util.Map;

/** Checks what can be checked without the objective, and trains nothing. */
record EmbeddedTrainer(EmbeddedTrainerFactory factory) implements Trainer {
    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        int place = 0;
        for (JsonNode name : document.path(EmbeddedTrainerFactory.METRICS)) {
            if (name.asText().isBlank())
                throw new TrainingException(
                        EmbeddedTrainerFactory.METRICS + "." + place, "a metric needs a name", "delete it, or name it");
            place++;
        }
        Map<String, ?> metrics = factory.metrics(document);
        if (!metrics.containsKey(objective.metric()))
            throw new TrainingException(
                    EmbeddedTrainerFactory.METRICS,
                    "the objective " + objective.metric() + " is not one of the metrics "
                            + String.join(", ", metrics.keySet()),
                    "add it: \"metrics\": [\"" + objective.metric() + "\"]");
        return Preparation.of(Map.of());
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        throw new TrainingException(
                "", "the trials of an embedded study are trained by the Java program that runs it", "run that program");
    }
}
