// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Space LINE = SearcherContract.line();

    private static Observation observation(int trial, Outcome outcome) {
        return new Observation(trial, LINE.fromUnit(new double[] {trial / 20.0}), outcome, Note.EMPTY);
    }

    /** Two epochs: the first one worse by gain. */
    private static Outcome completed(double value, double gain) {
        return new Outcome.Completed(value, 2, Map.of(), new LearningCurve(new double[] {value + gain, value}));
    }

    private static Outcome pruned(double value) {
        return new Outcome.Pruned(value, 1, new LearningCurve(new double[] {value}));
    }

    private static Evidence of(List<Observation> observed) {
        return Evidence.of(new View(LINE, Direction.MINIMIZE, observed, List.of(LINE.preset())), new Encoding(LINE));
    }

    @Test
    void aPrunedTrialStandsForWhatItWouldHaveReachedWithExtraNoise() {
        List<Observation> observed = new ArrayList<>();
        for (int i = 0; i < 5; i++) observed.add(observation(i, completed(i, 0.5)));
        observed.add(1, observation(9, pruned(3.5)));
        Evidence evidence = of(observed);
        assertEquals(5, evidence.completed());
        assertEquals(6, evidence.y().length);
        assertEquals(evidence.y()[3], evidence.y()[5], 1e-9); // 3.5 less the usual gain of 0.5
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, Evidence.LEAST_PRUNED_NOISE}, evidence.extra(), 1e-12);
        assertEquals(1, evidence.pending().length);
    }

    @Test
    void unevenGainsMakeAPrunedTrialSayLess() {
        List<Observation> observed = new ArrayList<>();
        for (int i = 0; i < 5; i++) observed.add(observation(i, completed(i, i)));
        observed.add(observation(9, pruned(5)));
        assertTrue(of(observed).extra()[5] > 0.1);
        assertEquals(
                Evidence.UNKNOWN_PRUNED_NOISE,
                of(List.of(observation(0, completed(1, 0)), observation(1, pruned(2))))
                        .extra()[1]);
    }

    @Test
    void failuresAreNoValues() {
        Evidence evidence = of(List.of(
                observation(0, completed(1, 0)),
                observation(1, new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN}))),
                observation(2, new Outcome.Failed("no")),
                observation(3, completed(2, 0))));
        assertEquals(2, evidence.points().length);
        assertEquals(2, evidence.failed().length);
        assertEquals(5, evidence.all().length);
    }
}
