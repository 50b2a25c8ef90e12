// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TiesTest {
    /** SciPy 1.17.1: t = mean / sqrt((1/5 + 1/3) · var(ddof=1)) = 2.64844, {@code 2 * stats.t.sf(t, 4)}. */
    @Test
    void pairedTestIsCorrectedForSharedData() {
        double[] differences = {0.0019, 0.0019, 0.0003, 0.0028, 0.0026};
        assertEquals(0.057074536064917525, Ties.p(differences, 1.0 / 3), 1e-10);
    }

    /** SciPy 1.17.1: {@code stats.ttest_rel}. */
    @Test
    void pairedTestWithoutSharedDataIsStudents() {
        double[] differences = {0.0019, 0.0019, 0.0003, 0.0028, 0.0026};
        assertEquals(0.012399530211758868, Ties.p(differences, 0), 1e-10);
    }

    @Test
    void equalCandidatesAndSinglePairsCannotBeToldApart() {
        assertEquals(1, Ties.p(new double[] {0, 0, 0}, 0));
        assertEquals(1, Ties.p(new double[] {0.5}, 0));
        assertEquals(1, Ties.p(new double[0], 0));
        assertEquals(0, Ties.p(new double[] {0.5, 0.5, 0.5}, 0));
    }

    @Test
    void aStepdownDropsFromTheSmallestPValueUntilOneIsTooLarge() {
        // Differences to the first: p = 0.0354 and 0.0052; between the others p = 0.0425 (SciPy ttest_rel).
        // Holm: 0.0052·3 passes; 0.0354·2 fails; so the rest is not distinguished, although each is below 0.05.
        Ties ties = Ties.of(
                List.of(
                        confirmed(0.10, 0.11, 0.09, 0.12),
                        confirmed(0.12, 0.12, 0.12, 0.13),
                        confirmed(0.16, 0.17, 0.13, 0.20)),
                0);
        assertEquals(List.of("a", "ab", "b"), ties.letters(List.of(0, 1, 2)));
    }

    @Test
    void lettersFollowTheOrderAskedForAndSkipTheOthers() {
        Ties ties = Ties.of(
                List.of(
                        confirmed(3, 3.1, 3.2),
                        confirmed(1, 1.11, 1.2),
                        confirmed(2, 2.1, 2.21),
                        confirmed(1, 1.1, 1.21)),
                0);
        assertEquals(List.of("a", "a", "b", "c"), ties.letters(List.of(1, 3, 2, 0)));
        assertEquals(List.of("a", "b"), ties.letters(List.of(1, 0)));
        assertEquals(List.of(), ties.letters(List.of()));
    }

    @Test
    void twoShareALetterExactlyWhenTheyCannotBeToldApart() {
        long seed = 7;
        for (int round = 0; round < 300; round++) {
            DrawSequence draws = new Draws(seed, round).of("letters");
            int k = 2 + draws.below(6);
            List<Confirmed> candidates = new ArrayList<>();
            for (int i = 0; i < k; i++) {
                double centre = draws.normal();
                double spread = 0.05 + draws.uniform();
                candidates.add(confirmed(IntStream.range(0, 4)
                        .mapToDouble(_ -> centre + spread * draws.normal())
                        .toArray()));
            }
            List<Integer> order = IntStream.range(0, k).boxed().toList();
            List<String> letters = Ties.of(candidates, 0).letters(order);
            boolean[][] tied = bruteForce(candidates);
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++) {
                    String theirs = letters.get(j);
                    boolean share = letters.get(i).chars().anyMatch(letter -> theirs.indexOf(letter) >= 0);
                    assertEquals(tied[i][j], share, "seed " + seed + " round " + round + ": " + letters);
                }
            assertTrue(letters.getFirst().startsWith("a"));
            assertEquals(cliques(tied), (int)
                    String.join("", letters).chars().distinct().count());
        }
    }

    @Test
    void ofTensOfCandidatesThatDifferLittleLettersStayReadableAndTellNothingApartThatIsNot() {
        DrawSequence draws = new Draws(9, 40).of("letters");
        List<Confirmed> candidates = IntStream.range(0, 40)
                .mapToObj(i -> confirmed(IntStream.range(0, 5)
                        .mapToDouble(_ -> 0.02 * i + 0.05 * draws.normal())
                        .toArray()))
                .toList();
        List<Integer> order = IntStream.range(0, 40).boxed().toList();
        List<String> letters = Ties.of(candidates, 0).letters(order);
        boolean[][] tied = bruteForce(candidates);
        int apart = 0;
        for (int i = 0; i < 40; i++)
            for (int j = 0; j < i; j++) {
                String theirs = letters.get(j);
                if (letters.get(i).chars().anyMatch(letter -> theirs.indexOf(letter) >= 0)) continue;
                apart++;
                assertTrue(!tied[i][j], i + " and " + j);
            }
        assertTrue(letters.stream().allMatch(text -> !text.isEmpty() && text.length() <= 40), letters.toString());
        assertTrue(apart > 0, "the first and the last are far apart");
    }

    /** Holm's rule as adjusted p-values, written another way. */
    private static boolean[][] bruteForce(List<Confirmed> candidates) {
        int k = candidates.size();
        double[][] p = new double[k][k];
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < k; i++)
            for (int j = i + 1; j < k; j++) {
                p[i][j] = Ties.p(candidates.get(i).differences(candidates.get(j)), 0);
                all.add(p[i][j]);
            }
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        boolean[][] tied = new boolean[k][k];
        for (int i = 0; i < k; i++) {
            tied[i][i] = true;
            for (int j = i + 1; j < k; j++) {
                double adjusted = 0;
                for (int rank = 0; rank < sorted.length && sorted[rank] <= p[i][j]; rank++)
                    adjusted = Math.max(adjusted, sorted[rank] * (sorted.length - rank));
                tied[i][j] = tied[j][i] = adjusted > 0.05;
            }
        }
        return tied;
    }

    /** How many largest sets of mutually tied candidates there are, by trying every subset. */
    private static int cliques(boolean[][] tied) {
        int k = tied.length;
        int count = 0;
        for (int set = 1; set < 1 << k; set++) {
            if (!clique(tied, set)) continue;
            boolean largest = true;
            for (int more = 0; more < k && largest; more++)
                largest = (set >> more & 1) == 1 || !clique(tied, set | 1 << more);
            if (largest) count++;
        }
        return count;
    }

    private static boolean clique(boolean[][] tied, int set) {
        for (int i = 0; i < tied.length; i++)
            for (int j = 0; j < i; j++) if ((set >> i & 1) == 1 && (set >> j & 1) == 1 && !tied[i][j]) return false;
        return true;
    }

    @Test
    void underTheNullTwoAreToldApartAtTheLevelAndFourAtMostAtIt() {
        long seed = 11;
        assertEquals(0.05, falseAlarms(2, 6000, seed), 0.01, "seed " + seed);
        double four = falseAlarms(4, 6000, seed);
        assertTrue(four <= 0.055 && four > 0.02, four + ", seed " + seed);
    }

    private static double falseAlarms(int candidates, int rounds, long seed) {
        int alarms = 0;
        for (int round = 0; round < rounds; round++) {
            DrawSequence draws = new Draws(seed, round).of("null", candidates);
            double[][] values = new double[candidates][5];
            for (int replicate = 0; replicate < 5; replicate++) {
                double shared = draws.normal();
                for (double[] candidate : values) candidate[replicate] = shared + 0.5 * draws.normal();
            }
            Ties ties = Ties.of(Arrays.stream(values).map(TiesTest::confirmed).toList(), 0);
            List<String> letters =
                    ties.letters(IntStream.range(0, candidates).boxed().toList());
            if (letters.stream().distinct().count() > 1) alarms++;
        }
        return alarms / (double) rounds;
    }

    static Confirmed confirmed(double... values) {
        return new Confirmed(
                Interval.of(values),
                0,
                0,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Confirmed.Replicate(i + 1, values[i]))
                        .toList());
    }
}
