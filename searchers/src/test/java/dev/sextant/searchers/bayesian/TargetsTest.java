// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.pareto.Chebyshev;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);
    private static final Objective SPEED = new Objective("speed", Direction.MAXIMIZE);

    /** One observation a row: loss and speed. */
    private static View view(Goals goals, double[][] rows) {
        List<Observation> observed = new ArrayList<>();
        for (double[] row : rows)
            observed.add(new Observation(
                    observed.size(),
                    SearcherContract.line().fromUnit(new double[] {observed.size() / 10.0}),
                    new Outcome.Completed(row[0], 1, Map.of("speed", row[1]), LearningCurve.EMPTY),
                    Note.EMPTY));
        return new View(SearcherContract.line(), goals, observed, List.of());
    }

    private static Goals goals(double least) {
        return new Goals(List.of(LOSS), List.of(new Constraint("speed", Constraint.Side.AT_LEAST, least)));
    }

    @Test
    void trialsThatBreakAConstraintAreLearnedFromAndNeverTheBest() {
        View view = view(goals(5), new double[][] {{1, 1}, {2, 6}, {3, 9}});
        Targets targets = Targets.of(view, null);
        assertArrayEquals(new double[] {1, 2, 3}, targets.values());
        assertArrayEquals(new boolean[] {false, true, true}, targets.counts());
        Evidence evidence = Evidence.of(view, new Encoding(view.space()));
        assertEquals(2, evidence.completed());
        assertEquals(3, evidence.points().length);
        assertEquals(1, evidence.constraints().size());
        assertTrue(evidence.y()[2] < evidence.y()[0], "the one that breaks it stands last");
    }

    @Test
    void whileNoneKeepsThemTheViolationIsWhatIsLearned() {
        View view = view(goals(10), new double[][] {{1, 5}, {2, 9}, {3, Double.NaN}});
        Targets targets = Targets.of(view, null);
        assertArrayEquals(new double[] {0.5, 0.1, 1}, targets.values(), 1e-12);
        assertArrayEquals(new boolean[] {true, true, true}, targets.counts());
        assertFalse(targets.ofObjective());
        assertEquals(List.of(), Evidence.of(view, new Encoding(view.space())).constraints());
    }

    @Test
    void severalObjectivesBecomeOneInWhichTheDominatedIsWorse() {
        Goals goals = new Goals(List.of(LOSS, SPEED), List.of());
        View view = view(goals, new double[][] {{1, 9}, {2, 8}, {1, 8}, {3, Double.NaN}});
        Targets targets = Targets.of(view, new Chebyshev(new double[] {0.5, 0.5}));
        assertEquals(3, targets.values().length);
        assertTrue(targets.values()[0] < targets.values()[2]);
        assertTrue(targets.values()[2] < targets.values()[1]);
        assertFalse(targets.ofObjective());
        Evidence evidence = Evidence.of(view, new Encoding(view.space()), targets, null);
        assertEquals(1, evidence.failed().length, "a trial that does not tell every objective counts as failed");
    }
}
