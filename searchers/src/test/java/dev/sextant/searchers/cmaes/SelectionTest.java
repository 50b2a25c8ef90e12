// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final double[] BY_RANK = {4, 3, 2, 1};

    private static Member member(Outcome outcome) {
        return new Member(0, new double[0], new boolean[0], new int[0], 0, outcome);
    }

    private static Outcome completed(double value, double size) {
        return new Outcome.Completed(value, 1, Map.of("size", size), new LearningCurve(new double[] {value}));
    }

    @Test
    void ranksAreByMeritFailedOnesLast() {
        Goals goals = new Goals(
                List.of(new Objective("accuracy", Direction.MAXIMIZE)),
                List.of(new Constraint("size", Constraint.Side.AT_MOST, 3)));
        Selection selection = Selection.of(
                List.of(
                        member(new Outcome.Failed("no")),
                        member(completed(0.5, 1)),
                        member(completed(0.9, 9)),
                        member(completed(0.8, 1))),
                goals,
                0,
                1);
        assertArrayEquals(new double[] {1, 3, 2, 4}, selection.weights(BY_RANK));
        assertEquals(new Merit(Merit.Kind.FEASIBLE, -0.8, 0), selection.best());
    }

    @Test
    void equalOnesShareTheirWeights() {
        Goals goals = Goals.of(new Objective("loss", Direction.MINIMIZE));
        Selection selection = Selection.of(
                List.of(
                        member(completed(2, 0)),
                        member(completed(1, 0)),
                        member(completed(2, 0)),
                        member(completed(2, 0))),
                goals,
                0,
                1);
        assertArrayEquals(new double[] {2, 4, 2, 2}, selection.weights(BY_RANK));
    }

    @Test
    void ofSeveralObjectivesEveryGenerationHasItsOwnWeights() {
        Goals goals = new Goals(
                List.of(new Objective("loss", Direction.MINIMIZE), new Objective("size", Direction.MINIMIZE)),
                List.of());
        List<Member> members = List.of(
                member(completed(0, 1e6)),
                member(completed(5, 5e5)),
                member(completed(10, 0)),
                member(completed(10, 1e6)));
        Set<Integer> best = new HashSet<>();
        for (int generation = 0; generation < 20; generation++) {
            double[] weights = Selection.of(members, goals, generation, 7).weights(BY_RANK);
            assertEquals(1, weights[3], "what is beaten by all is last");
            for (int i = 0; i < 3; i++) if (weights[i] == 4) best.add(i);
            assertArrayEquals(
                    weights, Selection.of(members, goals, generation, 7).weights(BY_RANK));
        }
        assertEquals(Set.of(0, 1, 2), best);
        assertNotEquals(
                List.of(Selection.of(members, goals, 0, 7).merits()),
                List.of(Selection.of(members, goals, 0, 8).merits()));
    }
}
