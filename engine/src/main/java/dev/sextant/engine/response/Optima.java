// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Surrogate;
import java.util.Arrays;
import java.util.List;

/**
 * Where draws of a posterior have their optimum, among candidates that stand in groups.
 *
 * <p>A candidate that is not expected to train takes part only where its whole group is not.
 *
 * @param value the lowest of each group in every draw, latent: [group][draw]
 * @param place the candidate that has it, counted within its group: [group][draw]
 */
record Optima(double[][] value, int[][] place) {
    /** Of so many neighbouring draws one stands for all when the mean is made. */
    private static final int EVERY = 10;

    /** @param pairs half the number of draws */
    static Optima of(Surrogate surrogate, List<Candidates> groups, Normals normals, int pairs) {
        List<Configuration> points =
                groups.stream().flatMap(group -> group.points().stream()).toList();
        int draws = 2 * pairs;
        double[][] value = new double[groups.size()][draws];
        int[][] place = new int[groups.size()][draws];
        for (double[] row : value) Arrays.fill(row, Double.POSITIVE_INFINITY);
        boolean[][] counts = groups.stream().map(Optima::counts).toArray(boolean[][]::new);
        int[] done = {0};
        new JointDraws(surrogate.at(points), Integer.MAX_VALUE).read(normals, pairs, (values, count) -> {
            int first = 0;
            for (int g = 0; g < value.length; g++) {
                for (int i = 0; i < counts[g].length; i++)
                    if (counts[g][i]) lower(values[first + i], count, i, value[g], place[g], done[0]);
                first += counts[g].length;
            }
            done[0] += count;
        });
        return new Optima(value, place);
    }

    private static boolean[] counts(Candidates group) {
        boolean[] counts = group.trains().clone();
        boolean any = false;
        for (boolean one : counts) any |= one;
        if (!any) Arrays.fill(counts, true);
        return counts;
    }

    private static void lower(double[] values, int count, int candidate, double[] least, int[] place, int from) {
        for (int j = 0; j < count; j++)
            if (values[j] < least[from + j]) {
                least[from + j] = values[j];
                place[from + j] = candidate;
            }
    }

    /** The share of draws in which a group's optimum is the lowest of all. */
    double[] shareLowest() {
        int[] wins = new int[value.length];
        int draws = value[0].length;
        for (int j = 0; j < draws; j++) {
            int lowest = 0;
            for (int g = 1; g < value.length; g++) if (value[g][j] < value[lowest][j]) lowest = g;
            wins[lowest]++;
        }
        double[] share = new double[value.length];
        for (int g = 0; g < share.length; g++) share[g] = wins[g] / (double) draws;
        return share;
    }

    /** What the optimum of a group comes to: the mean over the draws, and their central 95 %. */
    Estimate estimate(int group, Units units) {
        double[] sorted = value[group].clone();
        Arrays.sort(sorted);
        double mean = 0;
        int count = sorted.length / EVERY;
        for (int i = 0; i < count; i++) mean += units.value(sorted[i * EVERY + EVERY / 2]) / count;
        return units.around(mean, Quantiles.low(sorted), Quantiles.high(sorted));
    }
}
