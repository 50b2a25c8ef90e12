// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.pareto.Dominance;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Studies with two objectives: loss, which is first, and size. */
class FrontTest {
    private static final Goals GOALS = new Goals(List.of(SmallStudy.LOSS, SmallStudy.SIZE), List.of());
    private static final Axes AXES = Axes.of(SmallStudy.template());

    /** Three on the first front, two on the second, one behind. */
    private static SmallStudy study() {
        return new SmallStudy()
                .sized(0.01, "constant", 0.5, 500) // 0: behind 2, on the second front
                .sized(0.02, "step", 0.1, 900) // 1: the least loss
                .sized(0.03, "step", 0.3, 400) // 2
                .sized(0.04, "cosine", 0.9, 100) // 3: the smallest
                .sized(0.05, "cosine", 0.2, 950) // 4: behind 1, on the second front
                .sized(0.06, "constant", 0.6, 960) // 5: behind 0 and 4
                .search(0.07, "constant", SmallStudy.diverged(2)) // 6
                .search(0.08, "constant", SmallStudy.pruned(0.05)); // 7
    }

    private static List<Long> numbers(List<RankedTrial> trials) {
        return trials.stream().map(RankedTrial::trial).toList();
    }

    private static Front front(Ranking ranking) {
        assertNotNull(ranking.front());
        return ranking.front();
    }

    private static List<Long> toConfirm(SmallStudy study, int top) {
        return Leaders.toConfirm(study.trials(), GOALS, AXES, top).stream()
                .map(Trial::number)
                .toList();
    }

    @Test
    void ranksGoFrontByFrontAndInsideAFrontByTheFirstObjective() {
        Ranking ranking = study().rank(GOALS);
        assertEquals(List.of(1L, 2L, 3L, 4L, 0L, 5L, 7L, 6L), numbers(ranking.trials()));
        assertEquals(List.of(1L, 2L, 3L), numbers(front(ranking).members()));
        assertEquals(List.of(0.3, 400.0), ranking.trials().get(1).values());
        assertEquals(List.of(), ranking.trials().getLast().values());
        RankedTrial winner = ranking.winner();
        assertNotNull(winner);
        assertEquals(1, winner.trial());
        assertNull(study().rank().front());
    }

    /** Worst 0.9 and 960: (0.9 − 0.1)(960 − 900) + (0.9 − 0.3)(900 − 400); the smallest has the worst loss. */
    @Test
    void theHypervolumeReachesToTheWorstOfEachObjective() {
        Front front = front(study().rank(GOALS));
        assertEquals(List.of(0.9, 960.0), front.reference());
        assertEquals(348, front.hypervolume(), 1e-9);
    }

    @Test
    void whatIsToBeLargeIsTurnedAndTurnedBack() {
        SmallStudy study = new SmallStudy();
        double[][] points = {{0.5, 0.8}, {0.4, 0.7}, {0.6, 0.6}};
        for (double[] point : points)
            study.search(
                    0.01,
                    "step",
                    new Outcome.Completed(
                            point[0],
                            7,
                            Map.of("f1", point[1]),
                            SmallStudy.completed(1).curve()));
        Goals goals = new Goals(List.of(SmallStudy.LOSS, new Objective("f1", Direction.MAXIMIZE)), List.of());
        Ranking ranking = study.rank(goals);
        assertEquals(List.of(1L, 0L), numbers(front(ranking).members()));
        assertEquals(List.of(0.6, 0.6), front(ranking).reference());
        assertEquals(0.2 * 0.1 + 0.1 * 0.1, front(ranking).hypervolume(), 1e-12);
    }

    @Test
    void equalTrialsShareTheFrontInOrderOfNumber() {
        Ranking ranking = new SmallStudy()
                .sized(0.01, "constant", 0.5, 500)
                .sized(0.02, "step", 0.25, 700)
                .sized(0.03, "step", 0.5, 500)
                .sized(0.04, "step", 0.5, 600)
                .rank(GOALS);
        assertEquals(List.of(1L, 0L, 2L, 3L), numbers(ranking.trials()));
        assertEquals(List.of(1L, 0L, 2L), numbers(front(ranking).members()));
    }

    @Test
    void aTrialThatDoesNotTellAnObjectiveRanksAsDiverged() {
        Ranking ranking =
                study().search(0.09, "step", SmallStudy.completed(0.01)).rank(GOALS);
        assertEquals(List.of(1L, 2L, 3L, 4L, 0L, 5L, 7L, 8L, 6L), numbers(ranking.trials()));
        assertEquals(List.of(), ranking.trials().get(7).values());
    }

    @Test
    void theConfirmedAreJudgedByTheirMeansAndComeFirst() {
        Ranking ranking = study().confirmSized(1, 0.4, 900, 0.4, 900) // luck: 2 is better in both
                .confirmSized(2, 0.3, 400, 0.34, 400)
                .confirmSized(0, 0.45, 300, 0.45, 300) // smaller on fresh seeds
                .rank(GOALS);
        assertEquals(List.of(2L, 0L, 1L, 3L, 4L, 5L, 7L, 6L), numbers(ranking.trials()));
        assertEquals(List.of(2L, 0L, 3L), numbers(front(ranking).members()), "3 by its search alone");
        Confirmed second = ranking.trials().get(1).confirmed();
        assertNotNull(second);
        assertEquals(Interval.of(new double[] {300, 300}), second.others().get("size"));
        assertEquals(348, front(ranking).hypervolume(), 1e-9, "what the search found stays what it found");
    }

    @Test
    void whatMeansDominateIsNotOnTheFrontHoweverLuckyItsSearch() {
        SmallStudy study = new SmallStudy()
                .sized(0.01, "constant", 0.5, 500)
                .sized(0.02, "step", 0.4, 600)
                .confirmSized(0, 0.3, 500, 0.3, 500);
        assertEquals(List.of(0L), numbers(front(study.rank(GOALS)).members()));
    }

    @Test
    void theFrontIsConfirmedFirstAndOfALargeOneTheLoneliest() {
        assertEquals(List.of(1L, 2L, 3L, 0L), toConfirm(study(), 3), "and the default");
        assertEquals(List.of(1L, 3L, 0L), toConfirm(study(), 1), "and the best of every schedule");
        assertEquals(List.of(1L, 2L, 3L, 4L, 0L), toConfirm(study(), 4));
        SmallStudy crowded = new SmallStudy()
                .sized(0.01, "step", 0.10, 1000)
                .sized(0.02, "step", 0.11, 990)
                .sized(0.03, "step", 0.12, 980)
                .sized(0.04, "step", 0.50, 500)
                .sized(0.05, "step", 0.90, 100);
        assertEquals(List.of(0L, 3L, 4L), toConfirm(crowded, 3));
        assertEquals(List.of(0L, 2L, 3L, 4L), toConfirm(crowded, 4));
        assertEquals(List.of(), toConfirm(crowded, 0));
    }

    @Test
    void lettersSayNothingAboutAFrontAsAWhole() {
        SmallStudy study = study();
        for (long trial : new long[] {1, 2, 3}) study.confirmSized(trial, 0.1, 1, 0.5, 2, 0.3, 1);
        assertTrue(study.rank(GOALS).advice().stream().noneMatch(Advice.AllTied.class::isInstance));
    }

    @Test
    void theFrontIsWhatNobodyDominatesAndTheOrderOfTheListDoesNotMatter() {
        long seed = 11;
        for (int round = 0; round < 200; round++) {
            DrawSequence draws = new Draws(seed, round).of("front");
            SmallStudy study = new SmallStudy();
            int n = 1 + draws.below(30);
            for (int i = 0; i < n; i++)
                if (draws.below(5) == 0) study.search(0.1, "step", SmallStudy.diverged(1));
                else study.sized(0.1, "step", draws.below(8), draws.below(8));
            String where = "seed " + seed + " round " + round;
            Ranking ranking = study.rank(GOALS);
            List<RankedTrial> told =
                    ranking.trials().stream().filter(RankedTrial::succeeded).toList();
            List<Long> undominated = told.stream()
                    .filter(trial ->
                            told.stream().noneMatch(other -> Dominance.dominates(vector(other), vector(trial))))
                    .map(RankedTrial::trial)
                    .toList();
            assertEquals(undominated, numbers(front(ranking).members()), where);
            int[] order = new int[n];
            for (int i = 0; i < n; i++) order[i] = i;
            draws.shuffle(order);
            List<Trial> shuffled = new ArrayList<>();
            for (int at : order) shuffled.add(study.trials().get(at));
            Ranking again = Ranking.of("small", SmallStudy.template(), GOALS, shuffled, null);
            assertEquals(ranking.trials(), again.trials(), where);
            assertEquals(ranking.front(), again.front(), where);
            RankedTrial winner = ranking.winner();
            assertEquals(
                    winner == null ? OptionalLong.empty() : OptionalLong.of(winner.trial()),
                    Leaders.winner(shuffled, GOALS),
                    where);
        }
    }

    private static double[] vector(RankedTrial trial) {
        return trial.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
