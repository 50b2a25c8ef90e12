// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class DrawnTrialsTest {
    private static final StudySpec SPEC =
            ToyStudy.spec(60, 4, new ConfirmationRule(2, 2, true), Direction.MINIMIZE, StopRule.NEVER);

    private static Trial trial(long number, Note note) {
        return new Trial(number, Role.SEARCH, SPEC.space().preset(), note, StoppingPlan.NONE, "", null);
    }

    @Test
    void neitherTheGivenNorTheEnqueuedAreDraws() {
        LongPredicate drawn = SPEC.drawn(true, List.of(trial(0, Note.EMPTY), trial(7, Note.enqueued(0))));
        assertEquals(2, SPEC.given().size());
        assertFalse(drawn.test(0), "the default configuration");
        assertFalse(drawn.test(1), "the study's own first try");
        assertTrue(drawn.test(2));
        assertFalse(drawn.test(7), "enqueued");
    }

    @Test
    void noneIsWhereTheSearcherLooksAtResults() {
        assertFalse(SPEC.drawn(false, List.of()).test(5));
    }
}
