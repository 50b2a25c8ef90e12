// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Which of several confirmed candidates can be told apart, and the letters that show it: two candidates that share a
 * letter cannot.
 *
 * <p>Sources: the paired test is Nadeau and Bengio's corrected resampled t-test (2003); all pairs are adjusted together
 * by Holm 1979, "A simple sequentially rejective multiple test procedure"; the letters come from Piepho 2004, "An
 * algorithm for a letter-based representation of all-pairwise comparisons" (insert and absorb).
 *
 * <p>Departure: where that would take more than {@value #MOST_LETTERS} letters, as it may with tens of candidates that
 * differ little, the groups are runs of neighbours, and some that could be told apart share a letter; never the other
 * way round.
 *
 * <p>Cost: O(k² (r + log k)) for k candidates and r replicates.
 */
final class Ties {
    /** The chance of one wrong distinction in the whole table. */
    static final double LEVEL = 0.05;

    /** There are single letters for so many groups; to read more is beyond anybody. */
    private static final int MOST_LETTERS = 52;

    private final boolean[][] different;

    private Ties(boolean[][] different) {
        this.different = different;
    }

    /** Tests every pair. Pairs with fewer than two common replicates cannot be told apart. */
    static Ties of(List<Confirmed> candidates, double overlap) {
        record Pair(int first, int second, double p) {}
        int k = candidates.size();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < k; i++)
            for (int j = i + 1; j < k; j++)
                pairs.add(new Pair(i, j, p(candidates.get(i).differences(candidates.get(j)), overlap)));
        pairs.sort(Comparator.comparingDouble(Pair::p));
        boolean[][] different = new boolean[k][k];
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (!(pair.p * (pairs.size() - i) <= LEVEL)) break;
            different[pair.first][pair.second] = true;
            different[pair.second][pair.first] = true;
        }
        return new Ties(different);
    }

    /** Of so many candidates that are told apart otherwise. */
    static Ties where(BiPredicate<Integer, Integer> told, int candidates) {
        boolean[][] different = new boolean[candidates][candidates];
        for (int i = 0; i < candidates; i++) for (int j = 0; j < candidates; j++) different[i][j] = told.test(i, j);
        return new Ties(different);
    }

    /** The two-sided p-value of paired differences whose mean would be 0. */
    static double p(double[] differences, double overlap) {
        if (differences.length < 2) return 1;
        double mean = Interval.mean(differences);
        if (mean == 0) return 1;
        return StudentT.beyond(Math.abs(mean) / Interval.error(differences, mean, overlap), differences.length - 1);
    }

    /**
     * One string of letters for each of these candidates, given best first by their places in the list that was tested.
     * The first always has an {@code a}.
     */
    List<String> letters(List<Integer> candidates) {
        int k = candidates.size();
        List<BitSet> groups = new ArrayList<>();
        BitSet everyone = new BitSet(k);
        everyone.set(0, k);
        groups.add(everyone);
        for (int i = 0; i < k; i++)
            for (int j = i + 1; j < k; j++)
                if (different[candidates.get(i)][candidates.get(j)] && groups.size() <= MOST_LETTERS)
                    groups = separated(groups, i, j);
        if (groups.size() > MOST_LETTERS) groups = runs(candidates);
        groups.sort(Ties::leading);
        List<BitSet> ordered = groups;
        return IntStream.range(0, k)
                .mapToObj(member -> {
                    StringBuilder letters = new StringBuilder();
                    for (int g = 0; g < ordered.size(); g++) if (ordered.get(g).get(member)) letters.append(letter(g));
                    return letters.toString();
                })
                .toList();
    }

    /**
     * Groups of neighbours in this order, at most as many as candidates. Two are told apart only if every candidate
     * that is placed no worse than the one is told from every candidate placed no better than the other.
     */
    private List<BitSet> runs(List<Integer> candidates) {
        int k = candidates.size();
        boolean[][] apart = new boolean[k][k];
        List<BitSet> groups = new ArrayList<>();
        int reached = -1;
        for (int i = 0; i < k; i++) {
            for (int j = k - 1; j > i; j--)
                apart[i][j] = different[candidates.get(i)][candidates.get(j)]
                        && (i == 0 || apart[i - 1][j])
                        && (j == k - 1 || apart[i][j + 1]);
            int last = i;
            while (last + 1 < k && !apart[i][last + 1]) last++;
            if (last <= reached) continue;
            BitSet group = new BitSet(k);
            group.set(i, last + 1);
            groups.add(group);
            reached = last;
        }
        return groups;
    }

    /** Every group that holds both is split in two; what lies within another group goes. No two are ever equal. */
    private static List<BitSet> separated(List<BitSet> groups, int i, int j) {
        List<BitSet> split = new ArrayList<>();
        for (BitSet group : groups) {
            if (group.get(i) && group.get(j)) {
                BitSet withoutFirst = (BitSet) group.clone();
                withoutFirst.clear(i);
                BitSet withoutSecond = (BitSet) group.clone();
                withoutSecond.clear(j);
                split.add(withoutFirst);
                split.add(withoutSecond);
            } else split.add(group);
        }
        List<BitSet> kept = new ArrayList<>();
        for (int a = 0; a < split.size(); a++) {
            boolean absorbed = false;
            for (int b = 0; b < split.size() && !absorbed; b++)
                absorbed = a != b && contains(split.get(b), split.get(a));
            if (!absorbed) kept.add(split.get(a));
        }
        return kept;
    }

    private static boolean contains(BitSet whole, BitSet part) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    /** The group with the better-placed member first. */
    private static int leading(BitSet a, BitSet b) {
        BitSet either = (BitSet) a.clone();
        either.xor(b);
        int first = either.nextSetBit(0);
        return first < 0 ? 0 : a.get(first) ? -1 : 1;
    }

    private static String letter(int index) {
        if (index < 26) return String.valueOf((char) ('a' + index));
        if (index < 52) return String.valueOf((char) ('A' + index - 26));
        return "(" + (index + 1) + ")";
    }
}
