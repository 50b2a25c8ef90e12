// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots();

    private static Assignment assignment() {
        return new Assignment(
                JsonNodeFactory.instance.objectNode(),
                new Objective("loss", Direction.MINIMIZE),
                Seeds.ofSearch(1, 0),
                false);
    }

    @Test
    void aTrialThatWaitedForASlotIsTimedFromTheSlot() {
        Assignment trial = assignment();
        slots.handedOut(trial, 10);
        slots.freed(50);
        assertEquals(OptionalLong.of(7), slots.begun(trial, 57));
    }

    @Test
    void aSlotThatWaitedForATrialIsTimedFromTheTrial() {
        Assignment trial = assignment();
        slots.freed(10);
        slots.handedOut(trial, 50);
        assertEquals(OptionalLong.of(4), slots.begun(trial, 54));
    }

    @Test
    void theSlotThatIsFreeLongestIsTakenFirst() {
        Assignment one = assignment();
        Assignment equalToIt = assignment();
        slots.handedOut(one, 0);
        slots.handedOut(equalToIt, 0);
        slots.freed(10);
        slots.freed(20);
        assertEquals(OptionalLong.of(20), slots.begun(equalToIt, 30));
        assertEquals(OptionalLong.of(10), slots.begun(one, 30));
    }

    @Test
    void whatNobodyHandedOutIsNotTimed() {
        slots.freed(10);
        assertEquals(OptionalLong.empty(), slots.begun(assignment(), 30));
    }
}
