// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Studies of one schedule, one letter a trial in order of learning rate: t trained, d diverged, p pruned. */
class DivergenceThresholdTest {
    private static double threshold(String endings, double... rates) {
        return threshold(true, endings, rates);
    }

    private static double threshold(boolean logarithmic, String endings, double... rates) {
        SmallStudy study = new SmallStudy();
        for (int i = 0; i < rates.length; i++)
            study.search(
                    rates[i],
                    "step",
                    switch (endings.charAt(i)) {
                        case 'd' -> SmallStudy.diverged(1);
                        case 'p' -> SmallStudy.pruned(0.5);
                        default -> SmallStudy.completed(0.1);
                    });
        return DivergenceThreshold.of(study.rank().trials(), logarithmic);
    }

    @Test
    void aCleanSplitLiesInTheGeometricMiddle() {
        assertEquals(0.2, threshold("ttdd", 0.01, 0.1, 0.4, 0.5), 1e-15);
        assertEquals(0.2, threshold("dtpd", 0.5, 0.01, 0.1, 0.4), 1e-15);
    }

    @Test
    void onALinearScaleItLiesInTheMiddle() {
        assertEquals(0.25, threshold(false, "ttdd", 0.01, 0.1, 0.4, 0.5), 1e-15);
        assertEquals(1, threshold(false, "td", 0, 2), 1e-15);
    }

    /** Exceptions on both sides of the fourteenth of 21 rates. */
    private static final String MIXED = "tttttttttttdttddtdddd";

    /** SciPy 1.17.1: the penalised likelihood maximised by {@code optimize.minimize}, Nelder and Mead. */
    @Test
    void mixedEndingsAreFittedOnTheScale() {
        double[] logarithmic = new double[MIXED.length()];
        double[] linear = new double[MIXED.length()];
        for (int i = 0; i < MIXED.length(); i++) {
            logarithmic[i] = 1e-4 * Math.pow(10, 0.2 * i);
            linear[i] = 0.05 * (i + 1);
        }
        assertEquals(0.004128133367358882, threshold(MIXED, logarithmic), 1e-8);
        assertEquals(0.4539384279268004, threshold(false, MIXED, linear), 1e-6);
        assertEquals(0.004128133367358882 * 1e200, threshold(MIXED, scaled(logarithmic, 1e200)), 1e193);
    }

    private static double[] scaled(double[] rates, double factor) {
        double[] scaled = rates.clone();
        for (int i = 0; i < scaled.length; i++) scaled[i] *= factor;
        return scaled;
    }

    /** By the same: the likelihood ratios are 1.9, 2.4, 1.2 and 0.2, below the 3.84 of the 5 % level. */
    @Test
    void fewTrialsOutOfOrderShowNoThreshold() {
        assertTrue(Double.isNaN(threshold("tdttddd", 0.01, 0.02, 0.05, 0.1, 0.4, 0.5, 0.6)));
        assertTrue(Double.isNaN(threshold("tttddtd", 0.01, 0.02, 0.1, 0.4, 0.5, 0.6, 0.7)));
        assertTrue(Double.isNaN(threshold("tdtdd", 0.1, 0.2, 0.3, 0.4, 0.5)));
        double[] rates = new double[24];
        for (int i = 0; i < 24; i++) rates[i] = 1e-4 * Math.pow(10, 0.15 * i);
        assertTrue(Double.isNaN(threshold("tttttdtttttttttttttttttd", rates)));
    }

    @Test
    void whereATenthWouldDivergeAtTheSmallestRateThatIsTheThreshold() {
        double[] rates = new double[40];
        StringBuilder endings = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rates[i] = 0.01 * Math.pow(10, i / 20.0);
            endings.append(i < 8 ? (i % 3 == 0 ? 'd' : 't') : i % 8 == 0 ? 't' : 'd');
        }
        assertEquals(0.01, threshold(endings.toString(), rates));
    }

    /** The tenth of a curve that is known: logit −8 + 12 x on [0, 1] comes to −2.197 at x = 0.4836. */
    @Test
    void itFindsTheTenthOfAKnownCurve() {
        long seed = 20261126;
        DrawSequence draws = new Draws(seed, 0).of("divergence");
        double sum = 0;
        int rounds = 200;
        for (int round = 0; round < rounds; round++) {
            double[] rates = new double[120];
            StringBuilder endings = new StringBuilder();
            for (int i = 0; i < rates.length; i++) {
                double x = draws.uniform();
                rates[i] = Math.pow(10, 4 * x - 4);
                endings.append(draws.uniform() < 1 / (1 + Math.exp(8 - 12 * x)) ? 'd' : 't');
            }
            sum += (Math.log10(threshold(endings.toString(), rates)) + 4) / 4 / rounds;
        }
        System.out.printf("seed %d: the tenth lies at 0.4836, found at %.4f in the mean%n", seed, sum);
        assertEquals(0.4836, sum, 0.015, "seed " + seed);
    }

    @Test
    void hugeStudiesAreBinnedWithoutHarm() {
        DrawSequence draws = new Draws(3, 0).of("divergence");
        List<RankedTrial> trials = new ArrayList<>();
        RankedTrial trained =
                new SmallStudy().search(1, "step", 0.1).rank().trials().getFirst();
        RankedTrial diverged = new SmallStudy()
                .search(1, "step", SmallStudy.diverged(1))
                .rank()
                .trials()
                .getFirst();
        for (int i = 0; i < 200_000; i++) {
            double x = draws.uniform();
            trials.add(at(
                    draws.uniform() < 1 / (1 + Math.exp(8 - 12 * x)) ? diverged : trained, Math.pow(10, 4 * x - 4)));
        }
        assertEquals(0.4836, (Math.log10(DivergenceThreshold.of(trials, true)) + 4) / 4, 0.003);
    }

    private static RankedTrial at(RankedTrial trial, double rate) {
        return new RankedTrial(
                trial.rank(),
                trial.tie(),
                trial.trial(),
                trial.configuration(),
                trial.outcome(),
                trial.plan(),
                trial.value(),
                trial.epochs(),
                trial.bestEpoch(),
                trial.confirmed(),
                trial.schedule(),
                rate,
                trial.values(),
                trial.breaches());
    }

    @Test
    void nothingDivergedGivesNone() {
        assertTrue(Double.isNaN(threshold("ttt", 0.01, 0.1, 0.4)));
        assertTrue(Double.isNaN(threshold("")));
    }

    @Test
    void divergenceBelowTrainedRatesIsNotAThreshold() {
        assertTrue(Double.isNaN(threshold("dttt", 0.01, 0.1, 0.4, 0.5)));
        assertTrue(Double.isNaN(threshold("tdt", 0.01, 0.1, 0.4)));
    }

    @Test
    void whereEverythingDivergedTheSmallestRateIsTheThreshold() {
        assertEquals(0.1, threshold("ddd", 0.4, 0.1, 0.5));
    }

    @Test
    void equalRatesThatEndedBothWaysShowNone() {
        assertTrue(Double.isNaN(threshold("ttdtd", 0.05, 0.1, 0.4, 0.4, 0.4)));
        assertTrue(Double.isNaN(threshold("td", 0.4, 0.4)));
    }

    @Test
    void failedTrialsAndRatesThatTheScaleDoesNotKnowDoNotCount() {
        SmallStudy study = new SmallStudy()
                .search(0.1, "step", 1)
                .search(0.01, "step", new Outcome.Failed("no"))
                .search(0.4, "step", SmallStudy.diverged(1));
        assertEquals(0.2, DivergenceThreshold.of(study.rank().trials(), true), 1e-15);
        List<RankedTrial> trials = new ArrayList<>(study.rank().trials());
        trials.add(at(trials.get(1), 0));
        trials.add(at(trials.get(1), Double.NaN));
        assertEquals(0.2, DivergenceThreshold.of(trials, true), 1e-15);
    }
}
