// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TooManyFailedTest {
    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    private static TooManyFailed after(double share, Outcome... outcomes) {
        TooManyFailed failed = new TooManyFailed(share);
        for (int i = 0; i < outcomes.length; i++)
            failed.observe(new Observation(i, ToyStudy.template().space().preset(), outcomes[i], Note.EMPTY));
        return failed;
    }

    private static Outcome[] outcomes(int n, Function<Integer, Outcome> outcome) {
        Outcome[] outcomes = new Outcome[n];
        for (int i = 0; i < n; i++) outcomes[i] = outcome.apply(i);
        return outcomes;
    }

    @Test
    void theSearchEndsOnceMoreThanTheShareHasFailedAndNoSooner() {
        TooManyFailed half = after(0.5, outcomes(20, i -> i % 2 == 0 || i == 13 ? new Outcome.Failed("a") : done()));
        for (int n = 0; n < 14; n++) {
            // At odd numbers of results more than the half have failed.
            boolean over = n >= Limits.SHARED_TRIALS && n % 2 == 1;
            assertEquals(over, half.ending(n) != null, "after " + n);
        }
        assertNotNull(half.ending(14));
    }

    @Test
    void aFewFailuresAtTheBeginningMayBeChance() {
        TooManyFailed all = after(0, outcomes(12, _ -> new Outcome.Failed("no such file")));
        assertNull(all.ending(Limits.SHARED_TRIALS - 1));
        assertEquals(
                "10 of the first 10 trials failed, more than limits.failedShare (0.0) allows; every time: no such file",
                all.ending(10));
    }

    @Test
    void theMostFrequentFailureIsTold() {
        TooManyFailed failed = after(
                0.25,
                outcomes(
                        10,
                        i -> i % 5 == 4 ? new Outcome.Failed("rare " + i) : i < 4 ? new Outcome.Failed("b") : done()));
        assertEquals(
                "6 of the first 10 trials failed, more than limits.failedShare (0.25) allows; most often, 4 times: b",
                failed.ending(10));
    }

    @Test
    void divergedTrialsAreResults() {
        TooManyFailed none = after(0, outcomes(40, _ -> new Outcome.Diverged(LearningCurve.EMPTY)));
        assertNull(none.ending(40));
    }

    @Test
    void theWholeShareIsNeverExceeded() {
        assertNull(after(1, outcomes(40, _ -> new Outcome.Failed("a"))).ending(40));
    }

    @Test
    void theTrialsAloneSayThatTooManyFailed() {
        Limits limits = new Limits(null, 0, null, 0.05, Limits.SLICE_TIME);
        StudySpec spec = ToyStudy.spec(60, 4, new ConfirmationRule(2, 2, true), Direction.MINIMIZE)
                .with(limits);
        List<Trial> trials = ToyStudy.straight(spec, SEARCHER, null);
        long searched = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
        SearchEnding ending = EarlyEnd.of(spec, Long.MAX_VALUE, trials);
        assertNotNull(ending);
        assertEquals(searched, ending.trials());
        assertEquals(true, ending.failures());
        assertEquals(60, ending.budget());
        assertNull(EarlyEnd.of(spec.with(Limits.NONE), Long.MAX_VALUE, trials));
    }

    private static Outcome done() {
        return new Outcome.Completed(1, 1, java.util.Map.of(), LearningCurve.EMPTY);
    }
}
