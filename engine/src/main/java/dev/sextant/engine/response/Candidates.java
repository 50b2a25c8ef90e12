// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Configurations that may be the best, and what a model believes of each.
 *
 * @param mean latent
 * @param variance latent
 * @param trains whether a training there is likelier to end with a value than not; those where it is not count only
 *     where no other is left
 */
record Candidates(List<Configuration> points, double[] mean, double[] variance, boolean[] trains) {
    /** Below it a configuration is expected to fail or diverge. */
    private static final double LIKELY = 0.5;

    /** How far below its mean a candidate's response is hoped for, in deviations, when few are to be kept. */
    private static final double HOPE = 2;

    /** How far from its mean a response may lie, in deviations, where it matters whether it may at all. */
    private static final double FARTHEST = 3.5;

    static Candidates of(Surrogate surrogate, List<Configuration> points) {
        Surrogate.Posterior posterior = surrogate.at(points);
        double[] probability = surrogate.trains(points);
        boolean[] trains = new boolean[probability.length];
        for (int i = 0; i < trains.length; i++) trains[i] = probability[i] >= LIKELY;
        return new Candidates(points, posterior.mean(), posterior.variance(), trains);
    }

    int size() {
        return points.size();
    }

    double deviation(int at) {
        return Math.sqrt(variance[at]);
    }

    /**
     * Places by what is hoped of them, the most promising first; those that do not train last. Without those that have
     * no hope to be the best of all.
     */
    int[] promising(int most) {
        double sure = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size(); i++) if (trains[i]) sure = Math.min(sure, mean[i] + FARTHEST * deviation(i));
        double reached = sure;
        return first(most, i -> mean[i] - FARTHEST * deviation(i) <= reached, i -> mean[i] - HOPE * deviation(i));
    }

    /** Places by mean, the best first; those that do not train last. */
    int[] best(int most) {
        return first(most, _ -> true, i -> mean[i]);
    }

    private int[] first(int most, IntPredicate taken, IntToDoubleFunction figure) {
        return IntStream.range(0, size())
                .filter(taken)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> !trains[i])
                        .thenComparingDouble(figure::applyAsDouble)
                        .thenComparingInt(i -> i))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    Candidates part(int[] places) {
        double[] means = new double[places.length];
        double[] variances = new double[places.length];
        boolean[] training = new boolean[places.length];
        List<Configuration> some = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            some.add(points.get(places[i]));
            means[i] = mean[places[i]];
            variances[i] = variance[places[i]];
            training[i] = trains[places[i]];
        }
        return new Candidates(some, means, variances, training);
    }

    Candidates and(Candidates others) {
        List<Configuration> all = new ArrayList<>(points);
        all.addAll(others.points);
        int size = size();
        double[] means = Arrays.copyOf(mean, all.size());
        double[] variances = Arrays.copyOf(variance, all.size());
        boolean[] training = Arrays.copyOf(trains, all.size());
        System.arraycopy(others.mean, 0, means, size, others.size());
        System.arraycopy(others.variance, 0, variances, size, others.size());
        System.arraycopy(others.trains, 0, training, size, others.size());
        return new Candidates(all, means, variances, training);
    }
}
