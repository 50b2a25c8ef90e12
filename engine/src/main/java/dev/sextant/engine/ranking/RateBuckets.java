// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learning rates in thirds of a decade, with every option of a choice. Rates of 0 and below have no place in it.
 *
 * @param edges of the thirds, ascending: bucket i goes from edge i to edge i + 1
 * @param options the columns
 * @param cells bucket by bucket, one for each option
 */
public record RateBuckets(List<Double> edges, List<String> options, List<Cell> cells) {
    /**
     * One bucket with one option.
     *
     * @param trials search trials that ended
     * @param diverged how many of them diverged
     * @param best the first-ranked; null where none completed and kept every constraint
     * @param share of the draws in which the option's best rate lies in this bucket; NaN where there are none
     */
    public record Cell(int trials, int diverged, @Nullable RankedTrial best, double share) {}

    public RateBuckets {
        edges = List.copyOf(edges);
        options = List.copyOf(options);
        cells = List.copyOf(cells);
    }

    /** How many buckets there are. */
    public int count() {
        return Math.max(0, edges.size() - 1);
    }

    public Cell at(int bucket, int option) {
        return cells.get(bucket * options.size() + option);
    }

    /** The bucket of a rate; -1 where it has none. */
    public int bucket(double rate) {
        if (!counts(rate) || rate > edges.getLast()) return -1;
        int bucket = Thirds.of(rate) - Thirds.of(edges.getFirst());
        return bucket < 0 ? -1 : Math.min(bucket, count() - 1);
    }

    /**
     * From the bucket of the smallest rate to that of the largest; null where no trial has a rate above 0.
     *
     * @param draws of every option's best rate; empty where there are none
     */
    static @Nullable RateBuckets of(List<RankedSchedule> values, List<double[]> draws) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (RankedSchedule value : values)
            for (RankedTrial trial : value.trials()) {
                if (!counts(trial.rate())) continue;
                low = Math.min(low, trial.rate());
                high = Math.max(high, trial.rate());
            }
        for (double[] rates : draws)
            for (double rate : rates) {
                if (!counts(rate)) continue;
                low = Math.min(low, rate);
                high = Math.max(high, rate);
            }
        if (!(low <= high)) return null;
        int first = Thirds.of(low);
        int last = Thirds.last(low, high);
        List<Double> edges = new ArrayList<>();
        for (int third = first; third <= last + 1; third++) edges.add(Thirds.edge(third));
        List<List<Cell>> columns = new ArrayList<>();
        for (int at = 0; at < values.size(); at++)
            columns.add(column(values.get(at).trials(), draws.get(at), first, last));
        List<Cell> cells = new ArrayList<>();
        for (int bucket = 0; bucket <= last - first; bucket++)
            for (List<Cell> column : columns) cells.add(column.get(bucket));
        return new RateBuckets(
                edges, values.stream().map(RankedSchedule::schedule).toList(), cells);
    }

    private static boolean counts(double rate) {
        return rate > 0 && Double.isFinite(rate);
    }

    private static List<Cell> column(List<RankedTrial> trials, double[] draws, int first, int last) {
        int[] ended = new int[last - first + 1];
        int[] diverged = new int[ended.length];
        int[] inside = new int[ended.length];
        @Nullable RankedTrial[] best = new RankedTrial[ended.length];
        for (RankedTrial trial : trials) {
            if (!counts(trial.rate())) continue;
            int at = Math.min(Thirds.of(trial.rate()), last) - first;
            ended[at]++;
            if (trial.outcome() instanceof Outcome.Diverged) diverged[at]++;
            if (best[at] == null && trial.succeeded()) best[at] = trial;
        }
        for (double rate : draws) if (counts(rate)) inside[Math.min(Thirds.of(rate), last) - first]++;
        List<Cell> column = new ArrayList<>();
        for (int at = 0; at < ended.length; at++)
            column.add(new Cell(
                    ended[at],
                    diverged[at],
                    best[at],
                    draws.length == 0 ? Double.NaN : inside[at] / (double) draws.length));
        return column;
    }
}
