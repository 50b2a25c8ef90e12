// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often what confirmations say is true, by simulation. */
class CoverageTest {
    private static final long SEED = 20261126;

    /** What is confirmed has these replicates; the default, trial 0, the first of them. */
    private static Ranking confirmed(double[][] replicates) {
        SmallStudy study = new SmallStudy();
        for (double[] values : replicates)
            study.search(0.01 * (1 + study.trials().size()), "step", values[0]);
        for (int i = 0; i < replicates.length; i++) study.confirm(i, replicates[i]);
        return study.rank();
    }

    /**
     * Replicates that share a third of what they are, as those of a division of rows do in Nadeau and Bengio's model:
     * correlation n₂ / (n₁ + n₂) = 1/4 for 20 % scored and 60 % trained on.
     */
    private static double[] replicates(DrawSequence draws, double mean, double shared, int count) {
        double[] values = new double[count];
        double all = draws.normal();
        for (int i = 0; i < count; i++)
            values[i] = mean + Math.sqrt(shared) * all + Math.sqrt(1 - shared) * draws.normal();
        return values;
    }

    @Test
    void theCorrectedIntervalHoldsItsLevelWhereDataIsSharedAndThePlainOneDoesNot() {
        int rounds = 6000;
        DrawSequence draws = new Draws(SEED, 0).of("shared");
        int corrected = 0;
        int plain = 0;
        for (int round = 0; round < rounds; round++) {
            double[] values = replicates(draws, 2, 0.25, 5);
            if (holds(Interval.of(values, 1.0 / 3), 2)) corrected++;
            if (holds(Interval.of(values), 2)) plain++;
        }
        System.out.printf(
                "seed %d: corrected intervals hold %.3f, plain ones %.3f of the time%n",
                SEED, corrected / (double) rounds, plain / (double) rounds);
        // Three Monte Carlo errors: 3 √(0.95 · 0.05 / 6000) = 0.0084.
        assertEquals(0.95, corrected / (double) rounds, 0.0084);
        assertTrue(plain < 0.85 * rounds);
    }

    /** Two learners, the mean of the rows trained on and nothing at all, on rows divided at random five times. */
    @Test
    void onRowsThatAreDividedAgainAndAgainTheCorrectedIntervalDoesNotPromiseTooMuch() {
        int rounds = 3000;
        int rows = 80;
        int scored = 20;
        double effect = 0.3;
        // E[y²] − E[(y − mean)²] = effect² − 1/60
        double truth = effect * effect - 1.0 / (rows - scored);
        int corrected = 0;
        int plain = 0;
        for (int round = 0; round < rounds; round++) {
            DrawSequence draws = new Draws(SEED, round).of("rows");
            double[] y = new double[rows];
            for (int i = 0; i < rows; i++) y[i] = effect + draws.normal();
            int[] order = IntStream.range(0, rows).toArray();
            double[] gains = new double[5];
            for (int split = 0; split < gains.length; split++) {
                draws.shuffle(order);
                double mean = 0;
                for (int i = scored; i < rows; i++) mean += y[order[i]] / (rows - scored);
                for (int i = 0; i < scored; i++) {
                    double row = y[order[i]];
                    gains[split] += (row * row - (row - mean) * (row - mean)) / scored;
                }
            }
            if (holds(Interval.of(gains, scored / (double) (rows - scored)), truth)) corrected++;
            if (holds(Interval.of(gains), truth)) plain++;
        }
        System.out.printf(
                "seed %d: on divided rows corrected intervals hold %.3f, plain ones %.3f of the time%n",
                SEED, corrected / (double) rounds, plain / (double) rounds);
        assertTrue(corrected >= 0.90 * rounds, "corrected " + corrected);
        assertTrue(plain < corrected);
    }

    @Test
    void theGainsIntervalHoldsTheTruthWhereOneCandidateIsHeldAgainstTheDefault() {
        int rounds = 2000;
        int hits = 0;
        int certain = 0;
        for (int round = 0; round < rounds; round++) {
            DrawSequence draws = new Draws(SEED, round).of("gain");
            double[] worse = replicates(draws, 10, 0.25, 5);
            double[] better = replicates(draws, 6, 0.25, 5);
            Baseline baseline = confirmed(new double[][] {worse, better}).baseline();
            assertNotNull(baseline);
            Baseline.Gain gain = baseline.gain();
            if (gain != null && holds(gain.interval(), 4)) hits++;
            if (gain != null && gain.certain()) certain++;
        }
        System.out.printf(
                "seed %d: the gain's interval holds %.3f of the time; a gain of 2.8 deviations is certain %.3f%n",
                SEED, hits / (double) rounds, certain / (double) rounds);
        assertEquals(0.95, hits / (double) rounds, 3 * Math.sqrt(0.95 * 0.05 / rounds));
        assertTrue(certain > 0.5 * rounds, "a clear gain is found");
    }

    @Test
    void theGainOfTheBestOfSeveralEqualOnes() {
        int rounds = 1000;
        for (int candidates : new int[] {2, 5}) {
            int hits = 0;
            int certain = 0;
            double mean = 0;
            for (int round = 0; round < rounds; round++) {
                DrawSequence draws = new Draws(SEED, round).of("best", candidates);
                double[][] replicates = new double[candidates + 1][];
                for (int i = 0; i <= candidates; i++) replicates[i] = replicates(draws, i == 0 ? 20 : 0, 0.25, 5);
                Baseline baseline = confirmed(replicates).baseline();
                Baseline.Gain gain = baseline == null ? null : baseline.gain();
                assertNotNull(gain);
                if (holds(gain.interval(), 20)) hits++;
                if (gain.interval().low() > 20) certain++;
                mean += (gain.interval().mean() - 20) / rounds;
            }
            System.out.printf(
                    "seed %d: the gain of the best of %d equal ones: %.3f held, %.3f too good, by %.2f deviations in the mean%n",
                    SEED, candidates, hits / (double) rounds, certain / (double) rounds, mean);
        }
    }

    private static boolean holds(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high();
    }

    @Test
    void aClearDifferenceIsFoundAndThePowerRisesWithSeeds() {
        double[] told = new double[3];
        int[] seeds = {3, 5, 10};
        int rounds = 1500;
        for (int s = 0; s < seeds.length; s++)
            for (int round = 0; round < rounds; round++) {
                DrawSequence draws = new Draws(SEED, round).of("power", s);
                Ties ties = Ties.of(
                        java.util.List.of(
                                TiesTest.confirmed(replicates(draws, 0, 0.25, seeds[s])),
                                TiesTest.confirmed(replicates(draws, 3, 0.25, seeds[s])),
                                TiesTest.confirmed(replicates(draws, 3, 0.25, seeds[s]))),
                        1.0 / 3);
                if (!ties.letters(java.util.List.of(0, 1, 2)).get(1).contains("a")) told[s] += 1.0 / rounds;
            }
        System.out.printf(
                "seed %d: of three candidates the best, by 3 deviations, is told from the second with 3, 5, 10 seeds: %.3f %.3f %.3f%n",
                SEED, told[0], told[1], told[2]);
        assertTrue(told[0] < told[1] && told[1] < told[2] && told[2] > 0.6);
    }

    /** Five equal candidates that share data, at most one false distinction in twenty tables. */
    @Test
    void tiesHoldTheirLevelOverTheWholeTableWhereDataIsShared() {
        int rounds = 4000;
        int alarms = 0;
        for (int round = 0; round < rounds; round++) {
            DrawSequence draws = new Draws(SEED, round).of("family");
            Ties ties = Ties.of(
                    IntStream.range(0, 5)
                            .mapToObj(_ -> TiesTest.confirmed(replicates(draws, 0, 0.25, 5)))
                            .toList(),
                    1.0 / 3);
            if (ties.letters(IntStream.range(0, 5).boxed().toList()).stream().anyMatch(letters -> !letters.equals("a")))
                alarms++;
        }
        double share = alarms / (double) rounds;
        System.out.printf(
                "seed %d: of five equal candidates some are told apart in %.4f of %d tables%n", SEED, share, rounds);
        assertTrue(share <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / rounds), "seed " + SEED + ": " + share);
    }

    /** What was chosen for its search value is worse on fresh seeds, by the difference that is called luck. */
    @Test
    void luckIsWhatTheBestOfManySearchesOwesToChance() {
        int rounds = 400;
        double luck = 0;
        double truth = 0;
        for (int round = 0; round < rounds; round++) {
            DrawSequence draws = new Draws(SEED, round).of("luck");
            SmallStudy study = new SmallStudy();
            double best = Double.POSITIVE_INFINITY;
            int at = 0;
            for (int i = 0; i < 20; i++) {
                double value = draws.normal();
                study.search(0.01, "step", value);
                if (value < best) at = i;
                best = Math.min(best, value);
            }
            study.confirm(
                    at, IntStream.range(0, 5).mapToDouble(_ -> draws.normal()).toArray());
            Confirmed fresh = study.rank().trials().getFirst().confirmed();
            assertNotNull(fresh);
            luck += fresh.luck() / rounds;
            truth -= best / rounds;
        }
        // The least of 20 standard normal numbers is -1.867 in the mean.
        System.out.printf("seed %d: luck %.3f, the mean of the best search value %.3f%n", SEED, luck, truth);
        assertEquals(1.867, luck, 4 * Math.sqrt((0.275 + 0.2) / rounds));
    }
}
