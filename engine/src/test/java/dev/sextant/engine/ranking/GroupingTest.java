// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static final long SEED = 20261126;

    private static List<String> options(Grouping grouping) {
        return grouping.values().stream().map(RankedSchedule::schedule).toList();
    }

    @Test
    void optionsAreRankedAsSchedulesAre() {
        Grouping grouping = new GroupedStudy()
                .search(0.01, true, "adam", SmallStudy.completed(0.5))
                .search(0.02, false, "adam", SmallStudy.completed(0.4))
                .search(0.03, false, "adam", SmallStudy.diverged(1))
                .confirm(0, 0.30, 0.31, 0.32)
                .confirm(1, 0.60, 0.61, 0.63)
                .by("batchNorm");
        assertEquals(List.of("true", "false"), options(grouping), "by fresh seeds");
        RankedSchedule first = grouping.values().getFirst();
        assertEquals("a", first.tie());
        assertEquals("b", grouping.values().getLast().tie());
        assertEquals(
                0.31,
                first.confirmed() == null ? 0 : first.confirmed().interval().mean(),
                1e-9);
        assertEquals(2, grouping.values().getLast().trials().size());
        assertEquals(1, grouping.values().getLast().completed());
    }

    @Test
    void anOptionThatNobodyTriedComesLastAndHasNoFigure() {
        Grouping grouping = new GroupedStudy()
                .search(0.01, false, "adam", SmallStudy.completed(0.5))
                .by("batchNorm");
        assertEquals(List.of("false", "true"), options(grouping));
        assertTrue(grouping.values().getLast().trials().isEmpty());
        assertFalse(grouping.rates().rates().getLast().told());
        assertEquals(List.of(), grouping.rates().contrasts());
    }

    @Test
    void aTenTimesLargerBestRateIsFoundAndSure() {
        for (long seed = SEED; seed < SEED + 5; seed++) {
            Grouping grouping = GroupedStudy.random(80, seed, 1, 0).by("batchNorm");
            assertEquals(Grouping.Method.RESAMPLES, grouping.method());
            RateContrast contrast = grouping.rates().contrasts().getFirst();
            assertEquals("true", contrast.larger(), "seed " + seed);
            assertTrue(contrast.sure(), "seed " + seed + " " + contrast);
            assertTrue(contrast.low() < 10 && 10 < contrast.high(), "seed " + seed + " " + contrast);
        }
    }

    /** Half of forty trials, where plain percentiles would promise too much. */
    @Test
    void whereNothingDiffersNothingIsSureAndIntervalsHold() {
        int studies = 120;
        int sure = 0;
        int holds = 0;
        for (int i = 0; i < studies; i++) {
            RateAnswer answer =
                    GroupedStudy.random(40, SEED + i, 0, 0).by("batchNorm").rates();
            for (RateContrast one : answer.contrasts()) if (one.sure()) sure++;
            for (BestRate one : answer.rates()) if (one.low() <= 0.01 && 0.01 <= one.high()) holds++;
        }
        System.out.printf("seed %d: %d of %d sure, %d of %d intervals hold%n", SEED, sure, studies, holds, 2 * studies);
        assertTrue(sure <= 0.05 * studies, sure + " sure");
        assertTrue(holds >= 0.93 * 2 * studies, holds + " hold");
    }

    @Test
    void ratesAreComparedWithEachOptimizerLikeWithLike() {
        Grouping grouping = GroupedStudy.random(160, SEED, 1, 1).by("batchNorm");
        assertEquals(
                List.of("sgd", "adam"),
                grouping.within().stream().map(RateAnswer::within).toList());
        for (RateAnswer answer : grouping.within()) {
            double best = answer.within().equals("sgd") ? 0.1 : 0.01;
            for (BestRate rate : answer.rates()) {
                double truth = rate.option().equals("true") ? 10 * best : best;
                assertTrue(rate.rate() > truth / 4 && rate.rate() < truth * 4, answer.within() + " " + rate);
            }
            assertEquals("true", answer.contrasts().getFirst().larger());
        }
        assertEquals(List.of(), GroupedStudy.random(40, 1, 0, 0).by("optimizer").within(), "not with itself");
    }

    @Test
    void whoseBestTrialsDifferInAnotherChoiceIsSaid() {
        GroupedStudy study = new GroupedStudy();
        for (int i = 0; i < 8; i++) {
            study.search(0.1 + 0.01 * i, true, "sgd", SmallStudy.completed(0.1 + 0.01 * i));
            study.search(0.01 + 0.001 * i, false, "adam", SmallStudy.completed(0.2 + 0.01 * i));
        }
        assertEquals(
                List.of(new Apart("optimizer", List.of("sgd", "adam"))),
                study.by("batchNorm").apart());
        assertEquals(List.of(), GroupedStudy.random(60, 3, 0, 0).by("batchNorm").apart());
    }

    @Test
    void ofASearchThatChoseItsTrialsNoIntervalIsTold() {
        Grouping grouping = GroupedStudy.random(60, SEED, 1, 0).by("batchNorm", 1, false);
        assertEquals(Grouping.Method.TRIALS, grouping.method());
        BestRate first = grouping.rates().rates().getFirst();
        assertTrue(first.told());
        assertTrue(Double.isNaN(first.low()));
        assertEquals(List.of(), grouping.rates().contrasts());
        RateBuckets buckets = grouping.buckets();
        assertNotNull(buckets);
        assertTrue(Double.isNaN(buckets.at(0, 0).share()));
    }

    @Test
    void tooFewTrialsHaveNoBestRate() {
        GroupedStudy study = new GroupedStudy();
        for (int i = 0; i < BestRate.LEAST; i++) {
            study.search(0.1, true, "adam", SmallStudy.completed(0.1 + 0.01 * i));
            if (i > 0) study.search(0.01, false, "adam", SmallStudy.completed(0.2 + 0.01 * i));
        }
        RateAnswer answer = study.by("batchNorm").rates();
        assertEquals(1, answer.told());
        assertEquals(BestRate.none("false", 5), answer.rates().getLast());
        assertEquals(List.of(), answer.contrasts());
    }

    @Test
    void trialsWithoutTheChoiceAreInNoGroup() {
        GroupedStudy study = GroupedStudy.random(50, SEED, 0, 0);
        Grouping grouping = study.by("optimizer.sgd.nesterov");
        long adam = study.rank().trials().stream()
                .filter(trial -> "adam".equals(Parts.label(trial, "optimizer")))
                .count();
        assertEquals(adam, grouping.inactive());
        assertTrue(adam > 10);
        assertEquals(
                List.of("2", "false", "null"),
                options(grouping).stream().sorted().toList());
        assertEquals(List.of(), grouping.within());
    }

    @Test
    void bucketsHoldEveryTrialAndTheDraws() {
        Grouping grouping = GroupedStudy.random(60, SEED, 1, 0).by("batchNorm");
        RateBuckets buckets = grouping.buckets();
        assertNotNull(buckets);
        int trials = 0;
        int diverged = 0;
        double[] shares = new double[2];
        for (int bucket = 0; bucket < buckets.count(); bucket++)
            for (int option = 0; option < 2; option++) {
                RateBuckets.Cell cell = buckets.at(bucket, option);
                trials += cell.trials();
                diverged += cell.diverged();
                shares[option] += cell.share();
                RankedTrial best = cell.best();
                if (best != null) assertEquals(bucket, buckets.bucket(best.rate()));
            }
        assertEquals(60, trials);
        assertTrue(diverged > 0);
        assertEquals(1, shares[0], 1e-9);
        assertEquals(1, shares[1], 1e-9);
        assertEquals(-1, buckets.bucket(2));
        assertEquals(-1, buckets.bucket(Double.NaN));
    }

    @Test
    void schedulesStandWithEveryOptionUnlessTheyAreTheChoice() {
        Matrix matrix = GroupedStudy.random(60, SEED, 1, 0).by("batchNorm").schedules();
        assertNotNull(matrix);
        assertEquals(List.of("true", "false"), matrix.optimizers());
        assertEquals(60, matrix.cells().stream().mapToInt(Matrix.Cell::trials).sum());
        Grouping schedules = GroupedStudy.random(60, SEED, 1, 0).by("schedule");
        assertNull(schedules.schedules());
        assertEquals(3, schedules.rates().contrasts().size());
    }

    @Test
    void theOrderOfTrialsDoesNotMatterAndTheSeedDoes() {
        List<Trial> trials = new ArrayList<>(GroupedStudy.random(60, SEED, 1, 0).trials());
        Grouping first = GroupedStudy.random(60, SEED, 1, 0).by("batchNorm");
        int[] order = new int[trials.size()];
        for (int i = 0; i < order.length; i++) order[i] = i;
        new Draws(SEED, 1).of("order").shuffle(order);
        List<Trial> shuffled = new ArrayList<>();
        for (int at : order) shuffled.add(trials.get(at));
        Ranking ranking = Ranking.of("grouped", GroupedStudy.template(), SmallStudy.LOSS, shuffled);
        Grouping again = Insights.of(ranking, List.of("batchNorm"), 1, _ -> true, null)
                .groupings()
                .getFirst();
        assertEquals(first.rates(), again.rates());
        assertEquals(first.within(), again.within());
        assertEquals(first.buckets(), again.buckets());
        Grouping other = GroupedStudy.random(60, SEED, 1, 0).by("batchNorm", 2, true);
        assertFalse(first.rates().equals(other.rates()));
    }

    @Test
    void whatIsNoChoiceIsRefused() {
        GroupedStudy study = GroupedStudy.random(10, 1, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> study.by("learningRate"));
        assertThrows(IllegalArgumentException.class, () -> study.by("nobody"));
    }
}
