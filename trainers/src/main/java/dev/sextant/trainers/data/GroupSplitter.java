// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.spi.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides rows by chance, the rows of one group staying together.
 *
 * <p>A part takes groups in an order of chance, each if that brings its size nearer to what was asked: so it ends no
 * farther from it than half of one group. It does so for the groups of one majority class after the other, what is
 * missing or too much being carried on, so that classes are spread as far as whole groups allow. Folds take groups from
 * the largest to the smallest, each into the fold that has the fewest rows of the group's majority class, then the
 * fewest rows.
 *
 * <p>Cost: O(rows + groups · folds + groups log groups).
 */
final class GroupSplitter implements Splitter {
    private static final int OPEN = -1;
    private static final int TEST = -2;
    private static final int VALIDATION = -3;

    private final int[] groups;
    private final int[] sizes;
    private final int[] majorities;
    private final int classes;
    private final Division division;

    /**
     * @param groups the group of each row, in [0, count)
     * @param count at least {@link #fewest}
     * @param labels the class of each row, in [0, classes)
     */
    GroupSplitter(int[] groups, int count, int[] labels, int classes, Division division) {
        this.groups = groups;
        this.classes = classes;
        this.division = division;
        sizes = new int[count];
        majorities = new int[count];
        long[] cells = new long[groups.length];
        for (int row = 0; row < groups.length; row++) {
            sizes[groups[row]]++;
            cells[row] = (long) groups[row] * classes + labels[row];
        }
        Arrays.sort(cells);
        int[] most = new int[count];
        for (int from = 0, to; from < cells.length; from = to) {
            for (to = from; to < cells.length && cells[to] == cells[from]; ) to++;
            int group = (int) (cells[from] / classes);
            if (to - from <= most[group]) continue;
            most[group] = to - from;
            majorities[group] = (int) (cells[from] % classes);
        }
    }

    /** The fewest groups that can be divided so. */
    static int fewest(Division division) {
        return Math.max(2, division.folds()) + (division.test() > 0 ? 1 : 0);
    }

    /** How many groups there are. */
    int count() {
        return sizes.length;
    }

    @Override
    public List<Split> split(Seeds seeds) {
        int[] partOf = new int[sizes.length];
        Arrays.fill(partOf, OPEN);
        int needed = Math.max(2, division.folds());
        if (division.test() > 0)
            take(partOf, TEST, division.test(), needed, seeds.testDraws().of("test groups"));
        switch (division.validation()) {
            case Division.Validation.Share(double share) ->
                take(partOf, VALIDATION, share, 1, seeds.splitDraws().of("validation groups"));
            case Division.Validation.Folds(int folds) -> {
                deal(partOf, folds, seeds.splitDraws().of("fold groups"));
                return StratifiedSplitter.folds(
                        Arrays.stream(groups).map(group -> partOf[group]).toArray(), folds, rows(partOf, TEST));
            }
        }
        return List.of(new Split(rows(partOf, OPEN), rows(partOf, VALIDATION), rows(partOf, TEST)));
    }

    @Override
    public int mostTrainingRows() {
        return groups.length - division.parts() + 1;
    }

    private int[] rows(int[] partOf, int part) {
        return IntStream.range(0, groups.length)
                .filter(row -> partOf[groups[row]] == part)
                .toArray();
    }

    /**
     * Gives a part its groups, at least one.
     *
     * @param share of all rows
     * @param left how many open groups must remain
     */
    private void take(int[] partOf, int part, double share, int left, DrawSequence draws) {
        int[] order = shuffledOpen(partOf, draws);
        int spare = order.length - left;
        double openRows = 0;
        for (int group : order) openRows += sizes[group];
        double all = groups.length;
        double wanted = 0;
        int taken = 0;
        int count = 0;
        for (int label = 0; label < classes; label++) {
            for (int group : order) if (majorities[group] == label) wanted += share * all * sizes[group] / openRows;
            for (int group : order) {
                if (majorities[group] != label || count == spare) continue;
                if (!(Math.abs(taken + sizes[group] - wanted) < Math.abs(taken - wanted))) continue;
                partOf[group] = part;
                taken += sizes[group];
                count++;
            }
        }
        if (count == 0) {
            int smallest = order[0];
            for (int group : order) if (sizes[group] < sizes[smallest]) smallest = group;
            partOf[smallest] = part;
        }
    }

    private void deal(int[] partOf, int folds, DrawSequence draws) {
        int[] order = shuffledOpen(partOf, draws);
        int[] bySize = Arrays.stream(order)
                .boxed()
                .sorted(Comparator.comparingInt(group -> -sizes[group]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[][] ofClass = new int[folds][classes];
        int[] total = new int[folds];
        int[] dealt = new int[folds];
        for (int i = 0; i < bySize.length; i++) {
            int group = bySize[i];
            int label = majorities[group];
            int empty = (int) Arrays.stream(dealt).filter(count -> count == 0).count();
            boolean fillEmpty = bySize.length - i <= empty;
            int best = -1;
            for (int fold = 0; fold < folds; fold++) {
                if (fillEmpty && dealt[fold] > 0) continue;
                if (best < 0
                        || ofClass[fold][label] < ofClass[best][label]
                        || (ofClass[fold][label] == ofClass[best][label] && total[fold] < total[best])) best = fold;
            }
            partOf[group] = best;
            ofClass[best][label] += sizes[group];
            total[best] += sizes[group];
            dealt[best]++;
        }
    }

    private int[] shuffledOpen(int[] partOf, DrawSequence draws) {
        int[] open = IntStream.range(0, sizes.length)
                .filter(group -> partOf[group] == OPEN)
                .toArray();
        draws.shuffle(open);
        return open;
    }
}
