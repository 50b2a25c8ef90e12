// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyTimesTest {
    private final List<String> heard = new ArrayList<>();
    private long now;
    private final StudyTimes times = new StudyTimes(() -> now, new StudyTimes.Listener() {
        @Override
        public void committed(long trial, long nanos) {
            heard.add("trial " + trial + " committed in " + nanos);
        }

        @Override
        public void acknowledged(long nanos) {
            heard.add("acknowledged in " + nanos);
        }
    });

    @Test
    void aResultIsTimedFromItsArrivalAndItsCommitFromItsHandingOver() {
        Attempt attempt = new Attempt(3, 1, 1, "w");
        Outcome outcome = new Outcome.Failed("no");
        now = 100;
        times.told(new Command.Result(5, attempt, outcome));
        now = 110;
        times.decided(new Effect.EndTrial(attempt, outcome));
        now = 150;
        times.told(new Command.Ended(3, outcome));
        now = 151;
        times.decided(new Effect.Acknowledge(5, Verdict.ACCEPTED));
        assertEquals(List.of("trial 3 committed in 40", "acknowledged in 51"), heard);
    }

    @Test
    void whatWasNotSeenToBeginIsNotTimed() {
        times.told(new Command.Added(0));
        times.told(new Command.Ended(1, new Outcome.Failed("no")));
        times.decided(new Effect.Acknowledge(5, Verdict.ACCEPTED));
        assertEquals(List.of(), heard);
    }
}
