// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a function's value for every trial.
 *
 * <p>Randomness: the shift and the ellipsoid's turn from the study's seed, the noise from the trial's own draws. Cost:
 * a few microseconds a value. Threads: any number; nothing is kept.
 */
final class FunctionTrainer implements Trainer {
    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        FunctionSettings settings = FunctionSettings.read(document);
        checkObjective(objective);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("function", settings.name());
        facts.put("minimum", Double.toString(settings.function().minimum(settings.arguments())));
        if (settings.shift()) facts.put("shift", "by the study's seed");
        return Preparation.of(facts);
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        FunctionSettings settings = FunctionSettings.read(assignment.document());
        checkObjective(assignment.objective());
        return new FunctionTraining(
                settings, assignment.seeds(), assignment.objective().direction());
    }

    private static void checkObjective(Objective objective) throws TrainingException {
        if (!objective.metric().equals(FunctionTrainerFactory.VALUE))
            throw new TrainingException(
                    "",
                    "a function has no metric \"%s\" to be the objective".formatted(objective.metric()),
                    "write \"objective\": {\"minimize\": \"%s\"} in the study".formatted(FunctionTrainerFactory.VALUE));
    }
}
