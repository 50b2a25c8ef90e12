// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How several ways to search or train compare over several data sets, by their ranks on each.
 *
 * <p>Source: Demšar 2006, "Statistical comparisons of classifiers over multiple data sets", section 3.2: average ranks,
 * Friedman's test with Iman and Davenport's correction, and the Nemenyi test where that rejects. Where values are equal
 * they share the mean of their ranks and χ² is corrected for it as in Conover 1999, "Practical nonparametric
 * statistics", section 5.8. Probability of improvement: Agarwal et al. 2021, "Deep reinforcement learning at the edge
 * of the statistical precipice".
 *
 * <p>Cost: O(k² (N r² + k)) for k variants on N data sets with r replicates.
 *
 * @param datasets their names, in the order given
 * @param variants by average rank, the best first
 * @param chiSquare Friedman's, with k − 1 degrees of freedom
 * @param f Iman and Davenport's, with k − 1 and (k − 1)(N − 1) degrees of freedom; infinite where every data set has
 *     the very same order
 * @param p of {@code f}: how probable an f so large is among variants that do not differ
 * @param criticalDifference Nemenyi's, at 5 %: average ranks nearer to each other cannot be told apart
 * @param confirmed on how many of the data sets the values are means over fresh seeds; on the others they are what the
 *     searches found, the luckiest of many
 * @param omitted names of runs that are left out: of variants or data sets that lack others
 */
public record AverageRanks(
        List<String> datasets,
        List<Variant> variants,
        double chiSquare,
        double f,
        double p,
        double criticalDifference,
        int confirmed,
        List<String> omitted) {
    /** With fewer data sets nothing is said: the tests would find next to nothing. */
    public static final int ENOUGH_DATASETS = 5;

    /**
     * One way to search or train.
     *
     * @param average of its ranks, from 1
     * @param tie letters shared with the variants that it cannot be told apart from
     * @param ranks on every data set; a half where two are equal
     * @param values on every data set, in the units of each; NaN where no trial succeeded, which ranks last
     * @param improvement over every variant, in their order: the probability that on one of these data sets, taken at
     *     random, one replicate of this variant is better than one of the other, equal ones counted half; 0.5 for
     *     itself
     */
    public record Variant(
            String name,
            double average,
            String tie,
            List<Double> ranks,
            List<Double> values,
            List<Double> improvement) {
        public Variant {
            ranks = List.copyOf(ranks);
            values = List.copyOf(values);
            improvement = List.copyOf(improvement);
        }
    }

    public AverageRanks {
        datasets = List.copyOf(datasets);
        variants = List.copyOf(variants);
        omitted = List.copyOf(omitted);
    }

    /** Whether the variants differ at all, at 5 %. */
    public boolean differ() {
        return p <= Ties.LEVEL;
    }

    /**
     * @param minimized for every data set and variant the values that count, turned so that smaller is better: their
     *     mean is ranked; none where no trial succeeded
     * @param sign 1 or −1: turns them back, for every data set
     */
    static AverageRanks of(
            List<String> datasets,
            List<String> names,
            double[][][] minimized,
            double[] sign,
            int confirmed,
            List<String> omitted) {
        int n = datasets.size();
        int k = names.size();
        double[][] ranks = new double[n][];
        for (int i = 0; i < n; i++)
            ranks[i] = ranks(
                    Arrays.stream(minimized[i]).mapToDouble(Interval::mean).toArray());
        double[] averages = new double[k];
        double squares = 0;
        for (double[] row : ranks)
            for (int j = 0; j < k; j++) {
                averages[j] += row[j] / n;
                squares += row[j] * row[j];
            }
        double spread = 0;
        for (double average : averages) spread += n * n * (average - (k + 1) / 2.0) * (average - (k + 1) / 2.0);
        double within = squares - n * k * (k + 1.0) * (k + 1.0) / 4;
        double chiSquare = within == 0 ? 0 : (k - 1) * spread / within;
        double rest = n * (k - 1.0) - chiSquare;
        double f = chiSquare == 0 ? 0 : rest <= 1e-9 ? Double.POSITIVE_INFINITY : (n - 1) * chiSquare / rest;
        double p = FisherF.beyond(f, k - 1, (k - 1) * (n - 1));
        double critical =
                StudentizedRange.quantile(Interval.CONFIDENCE, k) / Math.sqrt(2) * Math.sqrt(k * (k + 1.0) / (6.0 * n));
        List<Integer> order = IntStream.range(0, k)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> averages[j]))
                .toList();
        List<String> letters = Ties.where(
                        (a, b) -> p <= Ties.LEVEL && Math.abs(averages[a] - averages[b]) >= critical, k)
                .letters(order);
        List<Variant> variants = new ArrayList<>();
        for (int place = 0; place < k; place++) {
            int j = order.get(place);
            variants.add(new Variant(
                    names.get(j),
                    averages[j],
                    letters.get(place),
                    IntStream.range(0, n).mapToObj(i -> ranks[i][j]).toList(),
                    IntStream.range(0, n)
                            .mapToObj(i -> sign[i] * Interval.mean(minimized[i][j]))
                            .toList(),
                    order.stream()
                            .map(other -> improvement(minimized, j, other))
                            .toList()));
        }
        return new AverageRanks(datasets, variants, chiSquare, f, p, critical, confirmed, omitted);
    }

    /** From 1; equal values share the mean of their ranks, NaN come last and are equal. */
    private static double[] ranks(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double rank = 0.5;
            for (double other : values) {
                int order = Double.compare(other + 0.0, values[i] + 0.0);
                rank += order < 0 ? 1 : order == 0 ? 0.5 : 0;
            }
            ranks[i] = rank;
        }
        return ranks;
    }

    private static double improvement(double[][][] minimized, int variant, int other) {
        double sum = 0;
        for (double[][] dataset : minimized) sum += better(dataset[variant], dataset[other]);
        return sum / minimized.length;
    }

    /** The share of pairs in which one of the first is below one of the others: Mann and Whitney's U over its most. */
    private static double better(double[] first, double[] others) {
        if (first.length == 0 || others.length == 0)
            return first.length == others.length ? 0.5 : first.length == 0 ? 0 : 1;
        double won = 0;
        for (double one : first) for (double other : others) won += one < other ? 1 : one == other ? 0.5 : 0;
        return won / first.length / others.length;
    }
}
