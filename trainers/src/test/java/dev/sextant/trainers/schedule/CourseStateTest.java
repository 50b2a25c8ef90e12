// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A course that was put where another stood goes the same way from there. */
class CourseStateTest {
    private static final int EPOCHS = 24;
    private static final int BATCHES = 3;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reduceOnPlateau\": {\"patience\": 3, \"cooldown\": 4, \"factor\": 0.7}}",
                "{\"reduceOnPlateau\": {\"patience\": 1, \"threshold\": 0.3, \"thresholdMode\": \"abs\", \"warmup\": 2}}",
                "{\"cosineWarmRestarts\": {\"t0\": 2, \"tMult\": 2, \"per\": \"batch\", \"warmup\": 3}}",
                "{\"oneCycle\": {\"per\": \"batch\"}}",
                "{\"sequence\": {\"milestones\": [3, 9], \"schedules\": [\"linear\", {\"reduceOnPlateau\": {\"patience\": 2}}, \"cosine\"]}}"
            })
    void fromAnyEpochOnTheRatesAreTheSame(String document) throws Exception {
        Schedule schedule = Schedules.read(new ObjectMapper().readTree(document), EPOCHS);
        for (int number = 0; number < 20; number++)
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                Course straight = schedule.start(0.1, Direction.MINIMIZE, BATCHES);
                DrawSequence metrics = new Draws(20261126, number).of("metrics");
                for (int e = 0; e < epoch; e++) train(straight, metrics.uniform());
                Course later = schedule.start(0.1, Direction.MINIMIZE, BATCHES);
                byte[] state = new StateWriter(64).put(straight).toByteArray();
                new StateReader(state).into(later).end();
                for (int e = epoch; e < EPOCHS; e++) {
                    double metric = metrics.uniform();
                    assertEquals(
                            train(straight, metric),
                            train(later, metric),
                            "epoch %d from %d, metrics %d".formatted(e, epoch, number));
                }
            }
    }

    /** An epoch; the rates and momenta of its batches. */
    private static String train(Course course, double metric) {
        StringBuilder rates = new StringBuilder();
        for (int batch = 0; batch < BATCHES; batch++) {
            rates.append(course.rate()).append(' ').append(course.momentum()).append(' ');
            course.batch();
        }
        course.advance(metric);
        return rates.toString();
    }
}
