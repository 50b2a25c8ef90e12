// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.ranking.AverageRanks.Variant;
import dev.sextant.engine.ranking.Comparison.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AverageRanksTest {
    /** Seven data sets, four variants. */
    private static final double[][] LOSSES = {
        {0.10, 0.12, 0.11, 0.15},
        {0.30, 0.31, 0.29, 0.35},
        {0.52, 0.50, 0.50, 0.61},
        {0.071, 0.080, 0.075, 0.090},
        {1.2, 1.3, 1.25, 1.25},
        {0.44, 0.40, 0.41, 0.47},
        {0.9, 0.95, 0.91, 1.1},
    };

    private static Candidate run(String dataset, String variant, Ranking ranking) {
        return new Candidate(
                variant + " on " + dataset, ranking, 1, Map.of("data", "sha256 of " + dataset), dataset, variant);
    }

    private static Ranking study(double... confirmed) {
        return new SmallStudy()
                .search(0.01, "constant", confirmed[0])
                .confirm(0, confirmed)
                .rank();
    }

    private static List<Candidate> candidates(double[][] losses) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < losses.length; i++)
            for (int j = 0; j < losses[i].length; j++)
                candidates.add(run("d" + i, "v" + j, study(losses[i][j], losses[i][j])));
        return candidates;
    }

    private static AverageRanks ranks(List<Candidate> candidates) {
        AverageRanks ranks = Comparison.of(candidates).ranks();
        assertNotNull(ranks);
        return ranks;
    }

    /** By SciPy 1.17.1: {@code stats.rankdata}, {@code friedmanchisquare}, {@code f.sf}, {@code studentized_range}. */
    @Test
    void figuresAreThoseOfAnotherImplementation() {
        AverageRanks ranks = ranks(candidates(LOSSES));
        assertEquals(List.of("d0", "d1", "d2", "d3", "d4", "d5", "d6"), ranks.datasets());
        assertEquals(
                List.of("v0", "v2", "v1", "v3"),
                ranks.variants().stream().map(Variant::name).toList());
        assertEquals(1.71428571, ranks.variants().get(0).average(), 1e-8);
        assertEquals(1.85714286, ranks.variants().get(1).average(), 1e-8);
        assertEquals(2.64285714, ranks.variants().get(2).average(), 1e-8);
        assertEquals(3.78571429, ranks.variants().get(3).average(), 1e-8);
        assertEquals(11.691176470588239, ranks.chiSquare(), 1e-12);
        assertEquals(7.535545023696688, ranks.f(), 1e-11);
        assertEquals(0.0018043975112628893, ranks.p(), 1e-14);
        assertEquals(1.772800347090568, ranks.criticalDifference(), 1e-9);
        assertTrue(ranks.differ());
        assertEquals(7, ranks.confirmed());
        assertEquals(List.of(), ranks.omitted());
        // Only v0 – v3 (2.07) and v2 – v3 (1.93) are further apart than 1.77.
        assertEquals(
                List.of("a", "a", "ab", "b"),
                ranks.variants().stream().map(Variant::tie).toList());
        assertEquals(
                List.of(1.0, 2.0, 3.0, 1.0, 1.0, 3.0, 1.0),
                ranks.variants().get(0).ranks());
        assertEquals(0.52, ranks.variants().get(0).values().get(2), 1e-15);
    }

    @Test
    void improvementCountsPairsOfReplicatesOnEveryDataset() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            candidates.add(run("d" + i, "a", study(0.1, 0.3)));
            candidates.add(run("d" + i, "b", i == 0 ? study(0.4, 0.5) : study(0.2, 0.3)));
        }
        // On d0 every pair is won; on the others 0.1 beats both, 0.3 loses to 0.2 and equals 0.3: 2.5 of 4.
        AverageRanks ranks = ranks(candidates);
        assertEquals(
                List.of(0.5, (1 + 4 * 0.625) / 5), ranks.variants().getFirst().improvement());
        assertEquals(
                1 - (1 + 4 * 0.625) / 5, ranks.variants().get(1).improvement().getFirst(), 1e-15);
    }

    @Test
    void fewerThanFiveDatasetsOrOneVariantAreNotRanked() {
        assertNull(Comparison.of(candidates(List.of(LOSSES).subList(0, 4).toArray(double[][]::new)))
                .ranks());
        assertNull(Comparison.of(IntStream.range(0, 6)
                        .mapToObj(i -> run("d" + i, "only", study(0.1, 0.2)))
                        .toList())
                .ranks());
    }

    @Test
    void whatIsNotWholeIsLeftOutByName() {
        List<Candidate> candidates = new ArrayList<>(candidates(LOSSES));
        candidates.add(run("d0", "rare", study(0.01, 0.02)));
        candidates.removeIf(candidate -> candidate.name().equals("v1 on d6"));
        AverageRanks ranks = ranks(candidates);
        assertEquals(6, ranks.datasets().size());
        assertEquals(List.of("v0 on d6", "v2 on d6", "v3 on d6", "rare on d0"), ranks.omitted());
    }

    @Test
    void runsOfOneVariantWithOtherSeedsCountAsOneAndOtherConditionsDoNotCount() {
        List<Candidate> candidates = new ArrayList<>(candidates(LOSSES));
        candidates.add(run("d0", "v0", study(0.30, 0.32)));
        candidates.add(new Candidate(
                "elsewhere", study(0.1, 0.1), 1, Map.of("data", "sha256 of d0", "loss", "huber"), "d0", "v0"));
        AverageRanks ranks = ranks(candidates);
        assertEquals(List.of("elsewhere"), ranks.omitted());
        Variant moved = ranks.variants().stream()
                .filter(variant -> variant.name().equals("v0"))
                .findFirst()
                .orElseThrow();
        assertEquals((0.10 + 0.10 + 0.30 + 0.32) / 4, moved.values().getFirst(), 1e-15);
        assertEquals(4, moved.ranks().getFirst());
    }

    @Test
    void searchValuesCountWhereAnybodyWasNotConfirmedAndWithoutAnyARunIsLast() {
        List<Candidate> candidates = new ArrayList<>(candidates(LOSSES));
        candidates.set(
                0, run("d0", "v0", new SmallStudy().search(0.01, "step", 0.5).rank()));
        candidates.set(
                4,
                run(
                        "d1",
                        "v0",
                        new SmallStudy()
                                .search(1, "step", SmallStudy.diverged(1))
                                .rank()));
        AverageRanks ranks = ranks(candidates);
        assertEquals(6, ranks.confirmed());
        Variant v0 = ranks.variants().stream()
                .filter(variant -> variant.name().equals("v0"))
                .findFirst()
                .orElseThrow();
        assertEquals(4, v0.ranks().get(0));
        assertEquals(4, v0.ranks().get(1));
        assertTrue(Double.isNaN(v0.values().get(1)));
    }

    @Test
    void constantAndHugeValuesAreRankedAsTheyAre() {
        double[][] same = new double[5][3];
        AverageRanks equal = ranks(candidates(same));
        assertEquals(0, equal.chiSquare());
        assertEquals(1, equal.p());
        assertFalse(equal.differ());
        double[][] ordered = new double[6][];
        for (int i = 0; i < 6; i++) ordered[i] = new double[] {1e300, -1e300, 0};
        AverageRanks sure = ranks(candidates(ordered));
        assertEquals(Double.POSITIVE_INFINITY, sure.f());
        assertEquals(0, sure.p());
        assertEquals(
                List.of("v1", "v2", "v0"),
                sure.variants().stream().map(Variant::name).toList());
    }

    /** Friedman's test comes first, so that among equal variants hardly ever is one told apart. */
    @Test
    void variantsThatDoNotDifferAreToldApartAtMostInOneOfTwenty() {
        long seed = 20261126;
        int told = 0;
        int rounds = 600;
        DrawSequence draws = new Draws(seed, 0).of("friedman");
        for (int round = 0; round < rounds; round++) {
            double[][][] losses = new double[8][4][1];
            for (double[][] row : losses) for (double[] value : row) value[0] = draws.normal();
            double[] sign = new double[8];
            AverageRanks ranks = AverageRanks.of(
                    IntStream.range(0, 8).mapToObj(i -> "d" + i).toList(),
                    List.of("a", "b", "c", "d"),
                    losses,
                    sign,
                    8,
                    List.of());
            if (ranks.variants().stream().anyMatch(variant -> !variant.tie().contains("a"))) told++;
        }
        // 5 % and three of its Monte Carlo errors, √(0.05 · 0.95 / 600) = 0.0089.
        double share = (double) told / rounds;
        System.out.printf("seed %d: equal variants told apart in %.4f of %d comparisons%n", seed, share, rounds);
        assertTrue(share <= 0.05 + 3 * 0.0089, "seed " + seed + ": " + share);
    }
}
