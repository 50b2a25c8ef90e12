// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Goals LOSS = Goals.of(new Objective("loss", Direction.MINIMIZE));

    private static Outcome completed(double value) {
        return new Outcome.Completed(value, 1, Map.of(), new LearningCurve(new double[] {value}));
    }

    private static Outcome pruned(double value, int epochs) {
        return new Outcome.Pruned(value, 1, new LearningCurve(new double[epochs]));
    }

    private static Split split(Goals goals, double part, int most, Outcome... outcomes) {
        List<Observation> observed = new ArrayList<>();
        for (Outcome outcome : outcomes)
            observed.add(new Observation(observed.size(), Configuration.EMPTY, outcome, Note.EMPTY));
        return Split.of(new View(Space.of(List.of()), goals, observed, List.of()), part, most);
    }

    @Test
    void theBestFifthIsGoodAndWeighsByWhatItGains() {
        Outcome[] outcomes = new Outcome[10];
        for (int i = 0; i < 10; i++) outcomes[i] = completed(10 - i);
        Split split = split(LOSS, 0.2, 50, outcomes);
        assertArrayEquals(new int[] {9, 8}, split.good());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, split.rest());
        assertArrayEquals(new double[] {4 / 3.0, 2 / 3.0}, split.weights(), 1e-15); // gains 2 and 1
        assertEquals(new Merit(Merit.Kind.FEASIBLE, 3, 0), split.threshold());
    }

    @Test
    void noMoreAreGoodThanTheMost() {
        Outcome[] outcomes = new Outcome[40];
        for (int i = 0; i < 40; i++) outcomes[i] = completed(i);
        assertEquals(3, split(LOSS, 0.2, 3, outcomes).good().length);
        assertEquals(8, split(LOSS, 0.2, 50, outcomes).good().length);
    }

    @Test
    void prunedTrialsComeAfterCompletedOnesAndLostOnesLast() {
        Split split =
                split(LOSS, 0.9, 50, new Outcome.Failed("no"), pruned(0, 3), completed(5), pruned(7, 9), completed(4));
        assertArrayEquals(new int[] {4, 2}, split.good());
        assertArrayEquals(new int[] {0, 1, 3}, split.rest());
        assertArrayEquals(new double[] {1, 1}, split.weights(), "no gain on another kind can be told");
        assertEquals(new Merit(Merit.Kind.PRUNED, -9, 7), split.threshold());
    }

    @Test
    void equalValuesShareOneWeight() {
        Split split = split(
                LOSS, 0.5, 50, completed(1), completed(1), completed(2), completed(3), completed(4), completed(5));
        // Gains on 3: 2 shared by two trials, 1.
        assertArrayEquals(new double[] {1, 1, 1}, split.weights(), 1e-15);
    }

    @Test
    void allValuesEqualAreEquallyGood() {
        Split split = split(LOSS, 0.5, 50, completed(3), completed(3), completed(3), completed(3));
        assertArrayEquals(new double[] {1, 1}, split.weights());
    }

    @Test
    void theLargestNumbersAreWeighedToo() {
        Split split = split(
                LOSS,
                0.5,
                50,
                completed(-Double.MAX_VALUE),
                completed(0),
                completed(Double.MAX_VALUE),
                completed(Double.MAX_VALUE));
        assertArrayEquals(new double[] {4 / 3.0, 2 / 3.0}, split.weights(), 1e-12);
    }

    @Test
    void violatedConstraintsComeAfterKeptOnesTheLeastViolatedFirst() {
        Goals goals = new Goals(
                List.of(new Objective("loss", Direction.MINIMIZE)),
                List.of(new Constraint("size", Constraint.Side.AT_MOST, 10)));
        Outcome[] outcomes = new Outcome[4];
        double[] sizes = {30, 20, 5, 40};
        for (int i = 0; i < 4; i++)
            outcomes[i] = new Outcome.Completed(i, 1, Map.of("size", sizes[i]), new LearningCurve(new double[] {i}));
        Split some = split(goals, 0.9, 50, outcomes);
        assertArrayEquals(new int[] {2}, some.good());
        Split none = split(goals, 0.6, 50, outcomes[0], outcomes[1], outcomes[3]);
        assertArrayEquals(new int[] {1, 0}, none.good());
        assertArrayEquals(new double[] {4 / 3.0, 2 / 3.0}, none.weights(), 1e-15); // violations 1, 2 and 3
    }

    @Test
    void ofSeveralObjectivesTheFirstFrontIsGoodItsLoneliestFirst() {
        Goals goals = new Goals(
                List.of(new Objective("loss", Direction.MINIMIZE), new Objective("accuracy", Direction.MAXIMIZE)),
                List.of());
        double[][] values = {{3, 0.9}, {1, 0.1}, {2, 0.55}, {2.1, 0.5}, {1.1, 0.15}, {9, 0.2}};
        Outcome[] outcomes = new Outcome[values.length];
        for (int i = 0; i < values.length; i++)
            outcomes[i] = new Outcome.Completed(
                    values[i][0], 1, Map.of("accuracy", values[i][1]), new LearningCurve(new double[] {values[i][0]}));
        // The front: 1, 4, 2, 0. Its ends are loneliest, then 2, then 4; 3 and 5 are beaten.
        assertArrayEquals(
                new int[] {0, 1, 2}, sorted(split(goals, 0.5, 50, outcomes).good()));
        assertArrayEquals(
                new int[] {0, 1, 2, 4}, sorted(split(goals, 0.6, 50, outcomes).good()));
    }

    private static int[] sorted(int[] places) {
        int[] sorted = places.clone();
        java.util.Arrays.sort(sorted);
        return sorted;
    }
}
