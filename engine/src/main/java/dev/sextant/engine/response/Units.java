// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.trial.Direction;
import java.util.Arrays;

/**
 * Takes latent figures to the objective's units, no farther than the objective seems able to go: where no completed
 * trial passed 0, nothing does; and a metric to be maximized that stayed within [0, 1], as shares do, stays below 1.
 */
final class Units {
    /** Of a standard normal, on both sides of its central 95 %. */
    static final double CENTRAL = 1.959963984540054;

    private final Surrogate surrogate;
    private final double least;
    private final double most;

    /** @param values of the completed trials, in the objective's units */
    Units(Surrogate surrogate, Direction direction, double[] values) {
        this.surrogate = surrogate;
        double low = Arrays.stream(values).min().orElse(Double.NaN);
        double high = Arrays.stream(values).max().orElse(Double.NaN);
        least = low >= 0 ? 0 : -Double.MAX_VALUE;
        most = high <= 0 ? 0 : direction == Direction.MAXIMIZE && low >= 0 && high <= 1 ? 1 : Double.MAX_VALUE;
    }

    /** The objective's value that a latent one stands for. */
    double value(double latent) {
        double value = surrogate.value(latent);
        return value < least ? least : value > most ? most : value;
    }

    /** A figure whose middle and ends are known, latent. */
    Estimate estimate(double middle, double low, double high) {
        return around(value(middle), low, high);
    }

    /** A figure in the objective's units, with the latent ends of its interval. */
    Estimate around(double mean, double low, double high) {
        return Estimate.of(mean, value(low), value(high));
    }

    /** Normal distributions, latent: their medians, and their central 95 %. */
    Band normal(double[] mean, double[] variance) {
        double[] low = new double[mean.length];
        double[] high = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double reach = CENTRAL * Math.sqrt(variance[i]);
            low[i] = mean[i] - reach;
            high[i] = mean[i] + reach;
        }
        return band(mean, low, high);
    }

    /** Figures whose middles and ends are known, latent. */
    Band band(double[] middle, double[] low, double[] high) {
        Band band = new Band(new double[middle.length], new double[middle.length], new double[middle.length]);
        for (int i = 0; i < middle.length; i++) {
            Estimate estimate = estimate(middle[i], low[i], high[i]);
            band.mean()[i] = estimate.mean();
            band.low()[i] = estimate.low();
            band.high()[i] = estimate.high();
        }
        return band;
    }
}
