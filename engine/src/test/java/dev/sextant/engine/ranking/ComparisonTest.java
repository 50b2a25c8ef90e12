// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sextant.engine.ranking.Comparison.Candidate;
import dev.sextant.engine.ranking.Comparison.Compared;
import dev.sextant.engine.ranking.Comparison.Relation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Map<String, String> SAME = Map.of("data", "digits");

    /** A study whose one trial was confirmed with these values. */
    private static Ranking study(double searched, double... confirmed) {
        SmallStudy study = new SmallStudy().search(0.01, "constant", searched);
        return confirmed.length == 0
                ? study.rank()
                : study.confirm(0, confirmed).rank();
    }

    private static Candidate candidate(String name, Ranking ranking) {
        return new Candidate(name, ranking, 1, SAME);
    }

    private static void assertInterval(double mean, double half, @Nullable Interval found) {
        if (found == null) throw new AssertionError("there is no interval");
        assertEquals(mean, found.mean(), 1e-9);
        assertEquals(half, found.half(), 1e-6);
    }

    @Test
    void studiesWithTheSameSeedArePairedReplicateByReplicate() {
        Compared better = Comparison.of(List.of(
                        candidate("a", study(0.5, 0.50, 0.60, 0.70)), candidate("b", study(0.4, 0.40, 0.52, 0.58))))
                .runs()
                .get(1);
        assertEquals(Relation.PAIRED, better.relation());
        // Gains 0.10, 0.08, 0.12: mean 0.1, s² 0.0004; (1/3 + 1/3) s² = 0.000266667, its root 0.016329932; t(2)
        // 4.302653.
        assertInterval(0.1, 0.070262, better.gain());
        assertEquals(1, better.rank());
        assertEquals(List.of(), better.obstacles());
    }

    @Test
    void aSmallerValueIsAGainOrALossByTheObjective() {
        SmallStudy first = new SmallStudy().search(0.01, "constant", 0.9).confirm(0, 0.90, 0.92);
        SmallStudy second = new SmallStudy().search(0.01, "constant", 0.8).confirm(0, 0.80, 0.82);
        Comparison comparison = Comparison.of(List.of(
                candidate("a", first.rank(SmallStudy.ACCURACY)), candidate("b", second.rank(SmallStudy.ACCURACY))));
        assertInterval(-0.1, 0, comparison.runs().get(1).gain());
        assertEquals(1, comparison.runs().get(0).rank());
        assertEquals(2, comparison.runs().get(1).rank());
    }

    @Test
    void withAnotherSeedTheMeansAreComparedAndNobodyIsRanked() {
        Comparison comparison = Comparison.of(List.of(
                candidate("a", study(0.5, 0.50, 0.60, 0.70)),
                new Candidate("b", study(0.4, 0.40, 0.44, 0.42), 7, SAME)));
        Compared other = comparison.runs().get(1);
        assertEquals(Relation.UNPAIRED, other.relation());
        assertEquals(0, other.rank());
        assertNull(other.tie());
        assertEquals(
                List.of("its seed is 7, not 1: other test rows, divisions and initial weights"), other.obstacles());
        // s² 0.01 and 0.0004, each times 2/3: 0.00666667 + 0.000266667, root 0.083266640. Degrees: 0.0069333² /
        // (0.00666667²/2 + 0.000266667²/2) = 2.16, so 2; t 4.302653.
        assertInterval(0.18, 0.358267, other.gain());
    }

    @Test
    void whatIsNotMeasuredAlikeIsNotCompared() {
        Comparison comparison = Comparison.of(List.of(
                candidate("a", study(0.5, 0.5, 0.6)),
                new Candidate("b", study(0.4, 0.4, 0.5), 1, Map.of("data", "iris", "loss", "huber"))));
        Compared other = comparison.runs().get(1);
        assertEquals(Relation.NONE, other.relation());
        assertNull(other.gain());
        assertEquals(0, other.rank());
        assertEquals(
                List.of("its data is iris, not digits", "its loss is huber, that of a is not said"), other.obstacles());
        assertEquals(1, comparison.runs().get(0).rank(), "the first is ranked by itself");
    }

    @Test
    void withoutConfirmationSearchValuesStandAfterTheConfirmedAndWithoutAnInterval() {
        Comparison comparison = Comparison.of(List.of(
                candidate("searched", study(0.25)),
                candidate("confirmed", study(0.5, 0.50, 0.60)),
                candidate("worse", study(0.5))));
        assertEquals(
                List.of(2, 1, 3), comparison.runs().stream().map(Compared::rank).toList());
        Compared worse = comparison.runs().get(2);
        assertEquals(Relation.SEARCHED, worse.relation());
        assertEquals(new Interval(-0.25, Double.NaN, Double.NaN, 0), worse.gain());
    }

    @Test
    void runsThatCannotBeToldApartShareALetter() {
        Comparison comparison = Comparison.of(List.of(
                candidate("far", study(0.9, 0.900, 0.901, 0.902, 0.903)),
                candidate("near", study(0.5, 0.500, 0.502, 0.501, 0.503)),
                candidate("nearer", study(0.5, 0.499, 0.503, 0.500, 0.503))));
        assertEquals(
                List.of("b", "a", "a"),
                comparison.runs().stream().map(Compared::tie).toList());
        assertEquals(
                List.of(3, 2, 1), comparison.runs().stream().map(Compared::rank).toList());
    }

    @Test
    void aRunWithoutAWinnerIsNotRankedAndNothingIsHeldAgainstIt() {
        Ranking none = new SmallStudy()
                .search(0.01, "constant", SmallStudy.diverged(3))
                .rank();
        Comparison comparison =
                Comparison.of(List.of(candidate("none", none), candidate("good", study(0.4, 0.4, 0.5))));
        assertEquals(
                List.of("no trial of it succeeded"), comparison.runs().get(0).obstacles());
        assertEquals(
                List.of("no trial of none succeeded"), comparison.runs().get(1).obstacles());
        assertEquals(Relation.NONE, comparison.runs().get(1).relation());
    }

    @Test
    void numbersThatDoNotVaryHaveAnIntervalWithoutWidth() {
        assertEquals(
                new Interval(0.5, 0.5, 0.5, 2),
                Interval.ofDifference(new double[] {1, 1, 1}, 0, new double[] {0.5, 0.5}, 0));
    }

    @Test
    void welchsIntervalIsThatOfTheTextbook() {
        // Means 3 and 6, s² 2.5 and 10; variances of the means 0.5 and 2; degrees 6.25 / (0.0625 + 1) = 5.88, so 5;
        // t(5) = 2.570582.
        Interval interval = Interval.ofDifference(new double[] {1, 2, 3, 4, 5}, 0, new double[] {2, 4, 6, 8, 10}, 0);
        assertInterval(-3, 2.570582 * Math.sqrt(2.5), interval);
        assertEquals(5, interval.n());
    }
}
