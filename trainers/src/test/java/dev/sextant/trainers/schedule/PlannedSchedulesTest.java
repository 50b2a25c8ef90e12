// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.LearningRateSchedules;
import dev.sextant.engine.spi.LearningRateSchedules.Outline;
import dev.sextant.engine.spi.LearningRateSchedules.Plan;
import dev.sextant.engine.spi.LearningRateSchedules.Step;
import dev.sextant.engine.trial.Direction;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PlannedSchedulesTest {
    private static Plan plan(String document, Outline training) throws Exception {
        return new PlannedSchedules().plan(new ObjectMapper().readTree(document), training);
    }

    private static Outline outline(int epochs, int batches, Double... metrics) {
        return new Outline(1, epochs, batches, Direction.MINIMIZE, List.of(metrics));
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertTrue(ServiceLoader.load(LearningRateSchedules.class).stream()
                .anyMatch(provider -> provider.type() == PlannedSchedules.class));
    }

    @Test
    void everyMiniBatchIsAStep() throws Exception {
        Plan plan = plan("{\"linear\": {\"startFactor\": 0.5, \"totalIters\": 1, \"per\": \"batch\"}}", outline(2, 2));
        assertEquals(
                List.of(
                        new Step(1, 1, 0.5, Double.NaN),
                        new Step(1, 2, 0.75, Double.NaN),
                        new Step(2, 1, 1, Double.NaN),
                        new Step(2, 2, 1, Double.NaN)),
                plan.steps());
        assertFalse(plan.watchesMetric());
    }

    @Test
    void theLastMetricHoldsForTheRest() throws Exception {
        String document = "{\"reduceOnPlateau\": {\"patience\": 1, \"factor\": 0.5, \"warmup\": 1}}";
        Plan plan = plan(document, outline(7, 1, 9.0, 3.0, 2.0));
        assertEquals(
                List.of(0.1, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5),
                plan.steps().stream().map(Step::rate).toList());
        assertTrue(plan.watchesMetric());
        assertEquals(
                List.of(1.0, 1.0, 1.0, 0.5, 0.5),
                plan("{\"reduceOnPlateau\": {\"patience\": 1, \"factor\": 0.5}}", outline(5, 1)).steps().stream()
                        .map(Step::rate)
                        .toList());
    }

    @Test
    void aPlanThatNobodyCanReadIsRefused() {
        assertEquals(
                "1000000 epochs of 2 mini-batches are 2000000 steps; at most 1000000 can be shown",
                assertThrows(IllegalArgumentException.class, () -> plan("\"cosine\"", outline(1_000_000, 2)))
                        .getMessage());
    }
}
