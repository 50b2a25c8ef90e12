// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentStepsTest {
    private long milliseconds;
    private final RecentSteps recent = new RecentSteps(() -> milliseconds++);

    @Test
    void stepsAreSaidInOrderWithTheirTime() {
        recent.told(new Command.Begin(List.of(), List.of()));
        recent.told(new Command.Pull(0, "local", 2));
        recent.happened(new StudyEvent.Alarm("trial 3 differs"));
        recent.told(new Command.Result(4, new Attempt(3, 2, 9, "local"), new Outcome.Failed("no")));
        assertEquals(
                List.of(
                        "1970-01-01T00:00:00Z begin with 0 trials and 0 attempts",
                        "1970-01-01T00:00:00.001Z pull 0 by local for 2, of which 2 idle",
                        "1970-01-01T00:00:00.002Z event: Alarm[message=trial 3 differs]",
                        "1970-01-01T00:00:00.003Z result 4: Attempt[trial=3, number=2, fence=9, worker=local],"
                                + " failed: no"),
                recent.lines());
    }

    @Test
    void onlyTheLastAreKept() {
        for (int i = 0; i < 1_000; i++) recent.told(new Command.Expire(i));
        List<String> lines = recent.lines();
        assertEquals(RecentSteps.KEPT, lines.size());
        assertTrue(lines.getFirst().endsWith("Expire[request=800]"), lines.getFirst());
        assertTrue(lines.getLast().endsWith("Expire[request=999]"), lines.getLast());
    }

    @Test
    void longStepsAreCut() {
        recent.happened(new StudyEvent.Alarm("long ".repeat(1_000)));
        assertTrue(recent.lines().getFirst().length() < 400);
    }
}
