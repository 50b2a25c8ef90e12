// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.LimitsReached;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final StudySpec SPEC = ToyStudy.spec(30, 4, ConfirmationRule.DEFAULT, Direction.MINIMIZE);

    private static Limits limits(Duration trialTime, int epochs, double share) {
        return new Limits(trialTime, epochs, null, share, Limits.SLICE_TIME);
    }

    private static Trial trial(StoppingPlan plan, Outcome outcome) {
        return new Trial(0, Role.SEARCH, SPEC.space().preset(), Note.EMPTY, plan, "", outcome);
    }

    @Test
    void timesAreToldInTheLargestUnitThatMeasuresThem() {
        assertEquals("250ms", Limits.text(Duration.ofMillis(250)));
        assertEquals("1500ms", Limits.text(Duration.ofMillis(1500)));
        assertEquals("90s", Limits.text(Duration.ofSeconds(90)));
        assertEquals("10m", Limits.text(TEN_MINUTES));
        assertEquals("2h", Limits.text(Duration.ofHours(2)));
        assertEquals("36h", Limits.text(Duration.ofHours(36)));
        assertEquals("3d", Limits.text(Duration.ofDays(3)));
    }

    @Test
    void aTrialThatTakesTooLongIsToldTheLimit() {
        Limits limits = limits(TEN_MINUTES, 0, 1);
        assertFalse(limits.overdue(TEN_MINUTES));
        assertTrue(limits.overdue(TEN_MINUTES.plusNanos(1)));
        assertEquals("took longer than 10m, the study's limit for a trial (limits.trialTime)", limits.overdueMessage());
        assertFalse(Limits.NONE.overdue(Duration.ofDays(1000)));
        assertThrows(IllegalStateException.class, Limits.NONE::overdueMessage);
    }

    @Test
    void whatEndedATrialIsReadOffTheTrials() {
        Limits limits = limits(TEN_MINUTES, 3, 1);
        Outcome three = new Outcome.Pruned(0.5, 1, new LearningCurve(new double[] {0.5, 0.6, 0.7}));
        StoppingPlan falls = new StoppingPlan(List.of(new StoppingPlan.Rung(3, 0.1)));
        StoppingPlan holds = new StoppingPlan(List.of(new StoppingPlan.Rung(3, 0.9)));
        List<Trial> trials = List.of(
                trial(StoppingPlan.NONE, three),
                trial(holds, three),
                trial(new StoppingPlan(falls.rungs(), false, List.of()), three),
                trial(falls, three),
                trial(StoppingPlan.NONE, new Outcome.Pruned(0.5, 1, new LearningCurve(new double[] {0.5}))),
                trial(StoppingPlan.NONE, new Outcome.Failed(limits.overdueMessage())),
                trial(StoppingPlan.NONE, new Outcome.Failed("took longer than I thought")));
        assertEquals(new LimitsReached(3, 3, 1, false), limits.reached(trials, Direction.MINIMIZE, false));
        assertEquals(LimitsReached.NONE, Limits.NONE.reached(trials, Direction.MINIMIZE, false));
        assertTrue(limits.reached(trials, Direction.MINIMIZE, false).byClock());
        assertTrue(Limits.NONE.reached(trials, Direction.MINIMIZE, true).byClock());
    }

    @Test
    void aStudyIsAnotherWithLimitsThatEndTrialsOrTheSearchAndTheSameWithOthers() {
        String digest = SpecDigest.of(SPEC);
        assertEquals(digest, SpecDigest.of(SPEC.with(Limits.NONE)));
        Limits times = new Limits(null, 0, Duration.ofHours(1), 1, Duration.ofMillis(1));
        assertEquals(digest, SpecDigest.of(SPEC.with(times)));
        assertNotEquals(digest, SpecDigest.of(SPEC.with(limits(TEN_MINUTES, 0, 1))));
        assertNotEquals(digest, SpecDigest.of(SPEC.with(limits(Duration.ofDays(9), 7, 1))));
        assertNotEquals(digest, SpecDigest.of(SPEC.with(limits(Duration.ofDays(9), 0, 0.5))));
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertEquals(
                "failedShare (NaN) must lie in 0 … 1",
                assertThrows(IllegalArgumentException.class, () -> limits(TEN_MINUTES, 0, Double.NaN))
                        .getMessage());
        assertEquals(
                "trialTime (PT0S) must be above 0",
                assertThrows(IllegalArgumentException.class, () -> limits(Duration.ZERO, 0, 1))
                        .getMessage());
        assertEquals(
                "trialEpochs (-1) must be at least 0",
                assertThrows(IllegalArgumentException.class, () -> limits(TEN_MINUTES, -1, 1))
                        .getMessage());
    }
}
