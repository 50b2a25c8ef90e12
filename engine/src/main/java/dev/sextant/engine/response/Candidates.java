// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Surrogate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** Places by what is hoped of them, the most promising first; those that do not train last. */
    int[] promising(int most) {
        return first(most, i -> mean[i] - HOPE * deviation(i));
    }

    /** Places by mean, the best first; those that do not train last. */
    int[] best(int most) {
        return first(most, i -> mean[i]);
    }

    private int[] first(int most, java.util.function.IntToDoubleFunction figure) {
        return IntStream.range(0, size())
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
        double[] means = java.util.Arrays.copyOf(mean, all.size());
        double[] variances = java.util.Arrays.copyOf(variance, all.size());
        boolean[] training = java.util.Arrays.copyOf(trains, all.size());
        System.arraycopy(others.mean, 0, means, size, others.size());
        System.arraycopy(others.variance, 0, variances, size, others.size());
        System.arraycopy(others.trains, 0, training, size, others.size());
        return new Candidates(all, means, variances, training);
    }
}
