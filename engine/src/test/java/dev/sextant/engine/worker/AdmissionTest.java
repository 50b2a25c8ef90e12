// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.StoppingPlan;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission();

    private static Task task(long trial, boolean alone) {
        Assignment assignment = new Assignment(
                JsonNodeFactory.instance.objectNode(),
                new Objective("loss", Direction.MINIMIZE),
                Seeds.ofSearch(1, trial),
                false);
        return new Task(new Attempt(trial, 1, trial, "w"), assignment, StoppingPlan.NONE, false, Limits.NONE, alone);
    }

    @Test
    void tasksBeginInTheOrderInWhichTheyCome() {
        Task first = task(4, false);
        Task second = task(2, false);
        admission.add(first);
        admission.add(second);
        assertEquals(2, admission.waiting());
        assertEquals(first, admission.next());
        assertEquals(second, admission.next());
        assertNull(admission.next());
        assertFalse(admission.exclusive());
    }

    @Test
    void aTaskThatRunsAloneWaitsForAllAndAllWaitForIt() {
        Task before = task(0, false);
        Task alone = task(1, true);
        Task after = task(2, false);
        admission.add(before);
        admission.add(alone);
        admission.add(after);
        assertEquals(before, admission.next());
        assertNull(admission.next());
        assertTrue(admission.exclusive());
        admission.ended();
        assertEquals(alone, admission.next());
        assertNull(admission.next());
        assertTrue(admission.exclusive());
        admission.ended();
        assertEquals(after, admission.next());
        assertFalse(admission.exclusive());
    }

    @Test
    void whatIsClearedNeverBegins() {
        admission.add(task(0, true));
        admission.clear();
        assertNull(admission.next());
        assertEquals(0, admission.waiting());
    }
}
