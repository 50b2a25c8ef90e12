// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final double NONE = Double.NaN;

    /** Eleven search trials, four of them confirmed on five seeds. */
    private static SmallStudy golden() {
        return new SmallStudy()
                .search(0.01, "constant", 0.110) // 0, the default
                .search(0.9, "cosine", SmallStudy.diverged(2)) // 1
                .search(0.0002, "step", SmallStudy.pruned(0.8)) // 2
                .search(0.03, "step", 0.0650) // 3
                .search(0.5, "constant", new Outcome.Failed("the data went away")) // 4
                .search(0.02, "constant", 0.0890) // 5
                .search(0.06, "cosine", 0.0720) // 6
                .search(0.05, "cosine", 0.0690) // 7
                .search(0.001, "cosine", 0.0720) // 8
                .search(0.7, "constant", SmallStudy.diverged(1)) // 9
                .search(0.0003, "step", SmallStudy.pruned(0.7)) // 10
                .confirm(0, 0.1130, 0.1142, 0.1120, 0.1165, 0.1118)
                .confirm(3, 0.0711, 0.0729, 0.0699, 0.0751, 0.0706)
                .confirm(5, 0.0912, 0.0930, 0.0897, 0.0951, 0.0903)
                .confirm(7, 0.0702, 0.0731, 0.0688, 0.0745, 0.0694);
    }

    private static List<Long> numbers(Ranking ranking) {
        return ranking.trials().stream().map(RankedTrial::trial).toList();
    }

    @Test
    void confirmedComeFirstThenCompletedPrunedDivergedFailed() {
        assertEquals(List.of(7L, 3L, 5L, 0L, 6L, 8L, 10L, 2L, 1L, 9L, 4L), numbers(golden().rank()));
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                golden().rank().trials().stream().map(RankedTrial::rank).toList());
    }

    /** Means and intervals by SciPy 1.17.1, {@code stats.t.interval}. */
    @Test
    void confirmedTrialsHaveMeanIntervalAndLuck() {
        Confirmed winner = confirmed(golden().rank().trials().getFirst());
        assertEquals(0.0712, winner.interval().mean(), 1e-15);
        assertEquals(0.06812703838420221, winner.interval().low(), 1e-12);
        assertEquals(0.07427296161579779, winner.interval().high(), 1e-12);
        assertEquals(5, winner.interval().n());
        assertEquals(0.0022, winner.luck(), 1e-15);
        assertTrue(winner.whole());
    }

    /** By hand with SciPy: all pairs but (7, 3), p = 0.155, have Holm-adjusted p below 1e-6. */
    @Test
    void lettersAreSharedByTrialsThatCannotBeToldApart() {
        assertEquals(
                List.of("a", "a", "b", "c"),
                golden().rank().trials().stream()
                        .map(RankedTrial::tie)
                        .filter(tie -> tie != null)
                        .toList());
        assertNull(golden().rank().trials().get(4).tie());
    }

    @Test
    void schedulesAreRankedByTheirFirstRankedTrial() {
        List<RankedSchedule> schedules = golden().rank().schedules();
        assertEquals(
                List.of("cosine", "step", "constant"),
                schedules.stream().map(RankedSchedule::schedule).toList());
        assertEquals(
                List.of("a", "a", "b"),
                schedules.stream().map(RankedSchedule::tie).toList());
        assertEquals(
                List.of(4, 3, 4), schedules.stream().map(s -> s.trials().size()).toList());
        assertEquals(
                List.of(3, 1, 2),
                schedules.stream().map(RankedSchedule::completed).toList());
        assertEquals(
                List.of(0.069, 0.065, 0.089),
                schedules.stream().map(RankedSchedule::best).toList());
        assertEquals(
                List.of(12.0, 12.0, 12.0),
                schedules.stream().map(RankedSchedule::medianEpochs).toList(),
                "pruned trials do not count");
        RateRange cosine = schedules.getFirst().learningRate();
        assertNotNull(cosine);
        // within 5 %: at most 0.07245, so 0.072 counts: rates 0.05, 0.06, 0.001
        assertEquals(0.05, cosine.best());
        assertEquals(0.001, cosine.low());
        assertEquals(0.06, cosine.high());
        assertEquals(Math.sqrt(0.06 * 0.9), cosine.divergesAbove(), 1e-15);
    }

    /** By SciPy: paired, variance s²·(1/5 + 1/3), {@code stats.t.interval}. */
    @Test
    void gainOverTheDefaultIsPairedAndCorrected() {
        Baseline baseline = golden().rank().baseline();
        assertNotNull(baseline);
        assertFalse(baseline.wins());
        assertEquals(0, baseline.trial().trial());
        Baseline.Gain gain = baseline.gain();
        assertNotNull(gain);
        assertEquals(0.0423, gain.interval().mean(), 1e-12);
        assertEquals(0.0406652733848271, gain.interval().low(), 1e-10);
        assertEquals(0.04393472661517289, gain.interval().high(), 1e-10);
        assertEquals(0.37268722466960347, gain.relative(), 1e-12);
        assertTrue(gain.certain());
    }

    @Test
    void trialsAreCountedByHowTheyEnded() {
        Counts counts = golden().rank().counts();
        assertEquals(new Counts(6, 2, 2, 1, 0, 6 * 12 + 2 * 3 + 2 + 1, 20, 6 * 12 + 6 + 3 + 20 * 12), counts);
        assertEquals(11, counts.ended());
    }

    @Test
    void withoutConfirmationTheBestSearchValueWins() {
        Ranking ranking = new SmallStudy()
                .search(0.01, "constant", 0.2)
                .search(0.02, "step", 0.1)
                .search(0.03, "step", 0.1)
                .rank();
        assertEquals(List.of(1L, 2L, 0L), numbers(ranking));
        assertEquals(0, ranking.seeds());
        assertNull(ranking.trials().getFirst().tie());
        Baseline.Gain gain = gain(ranking);
        assertEquals(new Interval(0.1, NONE, NONE, 0), gain.interval());
        assertFalse(gain.certain());
        assertEquals(0.5, gain.relative());
    }

    @Test
    void largeValuesWinWhenMaximizing() {
        Ranking ranking = new SmallStudy()
                .search(0.01, "constant", 0.90)
                .search(0.02, "step", 0.95)
                .search(0.03, "step", 0.99)
                .confirm(0, 0.91, 0.90, 0.92)
                .confirm(1, 0.96, 0.95, 0.96)
                .confirm(2, 0.95, 0.93, 0.94)
                .rank(SmallStudy.ACCURACY);
        assertEquals(List.of(1L, 2L, 0L), numbers(ranking));
        assertEquals(0.05, confirmed(ranking.trials().get(1)).luck(), 1e-12);
        assertEquals(0.0466666666666666, gain(ranking).interval().mean(), 1e-12);
        assertTrue(gain(ranking).relative() > 0);
        RateRange step = ranking.schedules().getFirst().learningRate();
        assertNotNull(step);
        assertEquals(new RateRange(0.02, 0.02, 0.03, NONE), step);
    }

    @Test
    void aFailedReplicateRanksBehindEveryWholeConfirmation() {
        Ranking ranking = new SmallStudy()
                .search(0.01, "constant", 0.3)
                .search(0.1, "step", 0.1)
                .search(0.2, "step", 0.15)
                .search(0.3, "cosine", 0.12)
                .confirm(0, 0.3, 0.31, 0.32)
                .confirm(1, 0.1, NONE, 0.11)
                .confirm(3, NONE, NONE, NONE)
                .rank();
        assertEquals(List.of(0L, 1L, 2L, 3L), numbers(ranking));
        Confirmed partly = confirmed(ranking.trials().get(1));
        assertEquals(1, partly.missing());
        assertEquals(2, partly.interval().n());
        assertNull(ranking.trials().get(3).tie());
        assertEquals(3, confirmed(ranking.trials().get(3)).missing());
        assertTrue(Double.isNaN(confirmed(ranking.trials().get(3)).interval().mean()));
        assertEquals(3, ranking.seeds());
        Baseline baseline = ranking.baseline();
        assertNotNull(baseline);
        assertTrue(baseline.wins());
        assertNull(baseline.gain());
    }

    @Test
    void aDefaultThatDivergedHasNoGain() {
        Baseline baseline = new SmallStudy()
                .search(0.01, "constant", SmallStudy.diverged(1))
                .search(0.001, "constant", 0.5)
                .rank()
                .baseline();
        assertNotNull(baseline);
        assertNull(baseline.gain());
        assertFalse(baseline.wins());
    }

    @Test
    void aSecondTrialOfTheDefaultLendsItItsConfirmation() {
        Baseline baseline = new SmallStudy()
                .search(0.01, "constant", 0.5)
                .search(0.02, "step", 0.3)
                .search(0.01, "constant", 0.4)
                .confirm(1, 0.3, 0.31)
                .confirm(2, 0.45, 0.46)
                .rank()
                .baseline();
        assertNotNull(baseline);
        assertEquals(0, baseline.trial().trial());
        assertNotNull(baseline.confirmed());
        assertEquals(0.455, baseline.confirmed().interval().mean(), 1e-12);
        assertNotNull(baseline.gain());
        assertEquals(0.15, baseline.gain().interval().mean(), 1e-12);
    }

    @Test
    void aStudyInWhichNothingCompletedHasNoWinner() {
        Ranking ranking = new SmallStudy()
                .search(0.01, "constant", new Outcome.Failed("no data"))
                .search(0.9, "step", SmallStudy.diverged(1))
                .rank();
        assertNull(ranking.winner());
        assertEquals(List.of(1L, 0L), numbers(ranking));
        assertNull(ranking.schedules().getFirst().learningRate());
        assertTrue(Double.isNaN(ranking.schedules().getFirst().best()));
    }

    @Test
    void aStudyWithoutTrialsHasNothing() {
        Ranking ranking = new SmallStudy().rank();
        assertNull(ranking.winner());
        assertNull(ranking.baseline());
        assertEquals(List.of(), ranking.trials());
        assertEquals(3, ranking.schedules().size(), "schedules nobody tried are listed");
        assertEquals(new Counts(0, 0, 0, 0, 0, 0, 0, 0), ranking.counts());
    }

    @Test
    void trialsThatHaveNotEndedAreOnlyCounted() {
        List<Trial> trials = new ArrayList<>(new SmallStudy()
                .search(0.01, "constant", 0.5)
                .search(0.1, "step", 0.4)
                .trials());
        Trial last = trials.removeLast();
        trials.add(new Trial(1, last.role(), last.configuration(), last.note(), last.plan(), "", null));
        Ranking ranking = Ranking.of("small", SmallStudy.template(), SmallStudy.LOSS, trials);
        assertEquals(List.of(0L), numbers(ranking));
        assertEquals(1, ranking.counts().unfinished());
    }

    @Test
    void testScoreIsTheTestTrialsOrAReason() {
        assertEquals(
                new TestScore(0, -1, Map.of(), "not asked for, or not come to yet"),
                golden().rank().test());
        Outcome.Completed scored = new Outcome.Completed(
                0.069,
                7,
                Map.of("validationLoss", 0.069, "testLoss", 0.0801, "testAccuracy", 0.975),
                SmallStudy.completed(0.069).curve());
        assertEquals(
                new TestScore(1, 7, Map.of("testLoss", 0.0801, "testAccuracy", 0.975), ""),
                golden().add(new Role.Test(7), SmallStudy.configuration(0.05, "cosine"), scored)
                        .rank()
                        .test());
        assertEquals(
                new TestScore(0, -1, Map.of(), "there are no test rows"),
                golden().add(new Role.Test(7), SmallStudy.configuration(0.05, "cosine"), SmallStudy.completed(0.069))
                        .rank()
                        .test());
        assertEquals(
                new TestScore(0, -1, Map.of(), "disk full"),
                golden().add(
                                new Role.Test(7),
                                SmallStudy.configuration(0.05, "cosine"),
                                new Outcome.Failed("disk full"))
                        .rank()
                        .test());
    }

    @Test
    void theOrderOfTheListDoesNotMatterAndTheWinnerIsTheLeaders() {
        long seed = 3;
        for (int round = 0; round < 200; round++) {
            DrawSequence draws = new Draws(seed, round).of("study");
            List<Trial> trials = random(draws);
            Objective objective = round % 2 == 0 ? SmallStudy.LOSS : SmallStudy.ACCURACY;
            Ranking ranking = Ranking.of("r", SmallStudy.template(), objective, trials);
            int[] order = new int[trials.size()];
            for (int i = 0; i < order.length; i++) order[i] = i;
            draws.shuffle(order);
            List<Trial> shuffled = new ArrayList<>();
            for (int at : order) shuffled.add(trials.get(at));
            String where = "seed " + seed + " round " + round;
            Ranking again = Ranking.of("r", SmallStudy.template(), objective, shuffled);
            assertEquals(ranking.trials(), again.trials(), where);
            assertEquals(ranking.schedules(), again.schedules(), where);
            assertEquals(ranking.baseline(), again.baseline(), where);
            assertEquals(ranking.advice(), again.advice(), where);
            RankedTrial winner = ranking.winner();
            assertEquals(
                    winner == null ? OptionalLong.empty() : OptionalLong.of(winner.trial()),
                    Leaders.winner(shuffled, Goals.of(objective)),
                    where);
        }
    }

    /** As it was before there were goals: what one objective without constraints must stay. */
    @Test
    void withOneObjectiveTheOrderIsThatOfValues() {
        long seed = 5;
        for (int round = 0; round < 300; round++) {
            List<Trial> trials = random(new Draws(seed, round).of("values"));
            Objective objective = round % 2 == 0 ? SmallStudy.LOSS : SmallStudy.ACCURACY;
            Map<Long, Confirmed> confirmed = Confirmed.of(trials, Goals.of(objective));
            List<Long> expected = trials.stream()
                    .filter(trial -> trial.role() instanceof Role.Search)
                    .sorted(Comparator.comparingInt((Trial trial) -> kind(trial, confirmed.get(trial.number())))
                            .thenComparingInt(trial -> {
                                Confirmed fresh = confirmed.get(trial.number());
                                return fresh == null ? 0 : fresh.missing();
                            })
                            .thenComparing(
                                    trial -> {
                                        Confirmed fresh = confirmed.get(trial.number());
                                        return fresh != null && fresh.interval().n() > 0
                                                ? fresh.interval().mean()
                                                : Leaders.valueOf(trial);
                                    },
                                    objective.direction()::compare)
                            .thenComparingLong(Trial::number))
                    .map(Trial::number)
                    .toList();
            assertEquals(
                    expected,
                    numbers(Ranking.of("r", SmallStudy.template(), objective, trials)),
                    "seed " + seed + " round " + round);
        }
    }

    private static int kind(Trial trial, @Nullable Confirmed confirmed) {
        return switch (trial.outcome()) {
            case Outcome.Completed _ ->
                confirmed != null && confirmed.interval().n() > 0 ? 0 : 1;
            case Outcome.Pruned _ -> 2;
            case Outcome.Diverged _ -> 3;
            case Outcome.Failed _ -> 4;
            case null -> 5;
        };
    }

    /** Up to 12 search trials of every outcome with many equal values, and confirmations of some. */
    static List<Trial> random(DrawSequence draws) {
        SmallStudy study = new SmallStudy();
        int n = 1 + draws.below(12);
        List<Long> completed = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Outcome outcome = switch (draws.below(6)) {
                case 0 -> SmallStudy.pruned(draws.below(4));
                case 1 -> SmallStudy.diverged(2);
                case 2 -> new Outcome.Failed("no");
                default -> SmallStudy.completed(draws.below(4));
            };
            if (outcome instanceof Outcome.Completed) completed.add((long) i);
            String schedule = SmallStudy.SCHEDULES.options().get(draws.below(3)).label();
            study.search(0.001 * (1 + draws.below(900)), schedule, outcome);
        }
        for (long of : completed)
            if (draws.below(3) > 0) {
                double[] values = new double[3];
                for (int i = 0; i < 3; i++) values[i] = draws.below(8) == 0 ? NONE : 2 + draws.normal();
                study.confirm(of, values);
            }
        return study.trials();
    }

    @Test
    void directionDecidesOnlyTheSign() {
        Ranking down = golden().rank();
        SmallStudy turned = new SmallStudy();
        for (Trial trial : golden().trials()) turned.add(trial.role(), trial.configuration(), negated(trial.outcome()));
        Ranking up = turned.rank(new Objective("score", Direction.MAXIMIZE));
        assertEquals(numbers(down), numbers(up));
        assertEquals(
                down.trials().stream().map(RankedTrial::tie).toList(),
                up.trials().stream().map(RankedTrial::tie).toList());
        assertEquals(gain(down), gain(up));
        assertEquals(
                down.schedules().stream().map(RankedSchedule::learningRate).toList(),
                up.schedules().stream().map(RankedSchedule::learningRate).toList());
    }

    private static Outcome negated(@Nullable Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed ->
                new Outcome.Completed(-completed.value(), completed.bestEpoch(), Map.of(), completed.curve());
            case Outcome.Pruned pruned -> new Outcome.Pruned(-pruned.value(), pruned.bestEpoch(), pruned.curve());
            case Outcome.Diverged diverged -> diverged;
            case Outcome.Failed failed -> failed;
            case null -> throw new AssertionError("a trial without an outcome");
        };
    }

    private static Confirmed confirmed(RankedTrial trial) {
        assertNotNull(trial.confirmed());
        return trial.confirmed();
    }

    private static Baseline.Gain gain(Ranking ranking) {
        assertNotNull(ranking.baseline());
        assertNotNull(ranking.baseline().gain());
        return ranking.baseline().gain();
    }
}
