// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import java.util.Arrays;

/**
 * Whether the values at a rung foretell the last ones: Spearman's rank correlation of both over the completed trials of
 * the {@link ControlGroup}, among which no plan has chosen.
 *
 * <p>Cost: O(n) for n trials, and O(c log c) for c control trials where one has been added since. Threads: confined to
 * one.
 */
final class Foresight {
    /** Fewer control trials say nothing. */
    static final int AT_LEAST = 5;

    /** A rung whose correlation is lower holds nobody. */
    static final double CORRELATION = 0.3;

    private final RungTable table;

    /** By rung: what was found last, and from how many control trials. Kept for as long as the rows are the same. */
    private final double[] correlations;

    private final int[] counts;
    private int forgotten;

    Foresight(RungTable table, int rungs) {
        this.table = table;
        correlations = new double[rungs];
        counts = new int[rungs];
    }

    /** How many control trials among the first rows tell of this rung. */
    int trials(int rung, int rows) {
        int count = 0;
        for (int row = 0; row < rows; row++) if (tells(row, rung)) count++;
        return count;
    }

    /** Their correlation; 1 where they are too few to say. */
    double correlation(int rung, int rows) {
        if (forgotten != table.forgotten()) {
            Arrays.fill(counts, 0);
            forgotten = table.forgotten();
        }
        int count = trials(rung, rows);
        if (count < AT_LEAST) return 1;
        if (counts[rung] != count) {
            double[] early = new double[count];
            double[] last = new double[count];
            for (int row = 0, i = 0; i < count; row++)
                if (tells(row, rung)) {
                    early[i] = table.value(row, rung);
                    last[i++] = table.last(row);
                }
            correlations[rung] = RankCorrelation.spearman(early, last);
            counts[rung] = count;
        }
        return correlations[rung];
    }

    private boolean tells(int row, int rung) {
        return ControlGroup.contains(table.trial(row)) && !Double.isNaN(table.last(row)) && table.reaches(row, rung);
    }
}
