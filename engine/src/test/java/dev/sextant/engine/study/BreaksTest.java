// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreaksTest {
    @Test
    void everyCauseIsToldOnceInItsOrder() {
        assertEquals(
                "broke its worker 3 times: out of memory; hung",
                Breaks.message(List.of("out of memory", "hung", "out of memory")));
    }

    @Test
    void aTrialThatBrokeItsWorkersIsToldFromOneThatFailedOfItself() {
        assertTrue(Breaks.failed(new Outcome.Failed(Breaks.message(List.of("out of memory")))));
        assertFalse(Breaks.failed(new Outcome.Failed("out of paper")));
        assertFalse(Breaks.failed(null));
    }
}
