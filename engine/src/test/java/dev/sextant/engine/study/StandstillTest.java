// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final Goals LOSS = Goals.of(new Objective("loss", Direction.MINIMIZE));

    private static Observation observation(double value, double second, double gain) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        if (!Double.isNaN(gain)) note.put(Proposal.EXPECTED_GAIN, gain);
        Outcome outcome = Double.isNaN(value)
                ? new Outcome.Diverged(LearningCurve.EMPTY)
                : new Outcome.Completed(value, 1, Map.of("second", second), LearningCurve.EMPTY);
        return new Observation(0, Configuration.EMPTY, outcome, new Note(note));
    }

    private static Standstill after(StopRule rule, Goals goals, double... values) {
        Standstill standstill = new Standstill(rule, goals);
        for (double value : values) standstill.observe(observation(value, 0, Double.NaN));
        return standstill;
    }

    @Test
    void theSearchEndsAfterSoManyTrialsWithoutABetterOne() {
        Standstill standstill = after(new StopRule(3, 0), LOSS, 5, 4, 4, Double.NaN, 6, 1);
        for (int results : List.of(0, 1, 2, 3, 4, 6)) assertNull(standstill.ending(results), "after " + results);
        assertEquals("3 trials in a row brought nothing better", standstill.ending(5));
    }

    @Test
    void aTrialThatBreaksAConstraintIsNothingBetter() {
        Goals goals = new Goals(LOSS.objectives(), List.of(new Constraint("loss", Constraint.Side.AT_LEAST, 2)));
        assertNotNull(after(new StopRule(1, 0), goals, 3, 1).ending(2));
        assertNull(after(new StopRule(1, 0), LOSS, 3, 1).ending(2));
    }

    @Test
    void withSeveralObjectivesWhateverEntersTheFrontIsBetter() {
        Goals goals = new Goals(List.of(LOSS.first(), new Objective("second", Direction.MINIMIZE)), List.of());
        Standstill standstill = new Standstill(new StopRule(1, 0), goals);
        standstill.observe(observation(5, 5, Double.NaN));
        standstill.observe(observation(6, 4, Double.NaN));
        assertNull(standstill.ending(2));
        standstill.observe(observation(5, 5, Double.NaN));
        assertNotNull(standstill.ending(3));
        standstill.observe(observation(4, 4, Double.NaN));
        assertNull(standstill.ending(4));
    }

    @Test
    void fiveLowPromisesInARowEndTheSearchAndTrialsWithoutOneDoNotCount() {
        Standstill standstill = new Standstill(new StopRule(0, 0.1), LOSS);
        double[] gains = {0.05, 0.05, 0.05, 0.05, 0.2, 0.05, 0.05, Double.NaN, 0.05, 0.05, 0.05};
        for (double gain : gains) standstill.observe(observation(1, 0, gain));
        for (int results = 0; results < gains.length; results++)
            assertNull(standstill.ending(results), "after " + results);
        assertEquals("the searcher expected gains below 0.1 of 5 trials in a row", standstill.ending(gains.length));
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StopRule(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new StopRule(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new StopRule(0, -1));
    }
}
