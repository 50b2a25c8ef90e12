// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.trial.Direction;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * A model whose beliefs are written down: a mean and a covariance for every configuration. Its latent scale is the
 * objective's own, turned so that smaller is better.
 */
record KnownSurrogate(
        ToDoubleFunction<Configuration> latent,
        ToDoubleBiFunction<Configuration, Configuration> covariance,
        Predicate<Configuration> training,
        Direction direction,
        List<Foretold> leaveOneOut)
        implements Surrogate {
    /** One that is certain of everything. */
    static KnownSurrogate certain(ToDoubleFunction<Configuration> latent) {
        return with(latent, (_, _) -> 0);
    }

    static KnownSurrogate with(
            ToDoubleFunction<Configuration> latent, ToDoubleBiFunction<Configuration, Configuration> covariance) {
        return new KnownSurrogate(latent, covariance, _ -> true, Direction.MINIMIZE, List.of());
    }

    KnownSurrogate trainingOnly(Predicate<Configuration> where) {
        return new KnownSurrogate(latent, covariance, where, direction, leaveOneOut);
    }

    @Override
    public Posterior at(List<Configuration> points) {
        double[] mean = points.stream().mapToDouble(latent).toArray();
        double[] variance = points.stream()
                .mapToDouble(point -> covariance.applyAsDouble(point, point))
                .toArray();
        return new Posterior() {
            @Override
            public double[] mean() {
                return mean;
            }

            @Override
            public double[] variance() {
                return variance;
            }

            @Override
            public void covariances(int point, double[] row) {
                for (int i = 0; i < mean.length; i++)
                    row[i] = covariance.applyAsDouble(points.get(point), points.get(i));
            }
        };
    }

    @Override
    public double value(double latent) {
        return direction.minimized(latent);
    }

    @Override
    public double noise() {
        return 0;
    }

    @Override
    public double[] trains(List<Configuration> points) {
        return points.stream()
                .mapToDouble(point -> training.test(point) ? 1 : 0)
                .toArray();
    }
}
