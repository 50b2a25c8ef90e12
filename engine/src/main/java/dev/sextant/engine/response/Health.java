// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import java.util.List;

/**
 * Whether the model is to be trusted: every completed trial (or a sample) predicted by the model of the others.
 *
 * @param predictions by trial number
 * @param inside share of the trials whose value lies in its 95 % interval
 * @param correlation Spearman's, of predicted and found; NaN where either is constant
 * @param trusted whether what the model says should be believed. Ours: of at least {@link #LEAST_TRIALS} trials at
 *     least {@link #LEAST_INSIDE} lie inside, and the correlation is at least {@link #LEAST_CORRELATION} and
 *     {@link #SURE} of the deviations 1/√(n − 1) that it has by chance
 */
public record Health(List<Prediction> predictions, double inside, double correlation, boolean trusted) {
    /** Of fewer trials neither share nor correlation says much. */
    public static final int LEAST_TRIALS = 10;

    /** Ten trials of a model whose intervals are right fall short of it once in a hundred times, sixty never. */
    public static final double LEAST_INSIDE = 0.8;

    /** A search tries the best most often, where noise alone orders trials: more cannot be asked for. */
    public static final double LEAST_CORRELATION = 0.3;

    /** A model that knows nothing comes up to it about once in forty times. */
    public static final double SURE = 2;

    /**
     * One trial, predicted by the model of the others.
     *
     * @param found what it came to
     * @param predicted of a new training with that configuration, noise included
     */
    public record Prediction(long trial, double found, Estimate predicted) {}

    public Health {
        predictions = List.copyOf(predictions);
    }
}
