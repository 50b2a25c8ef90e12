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
 *     least {@link #LEAST_INSIDE} lie inside, and the correlation is at least {@link #LEAST_CORRELATION}
 */
public record Health(List<Prediction> predictions, double inside, double correlation, boolean trusted) {
    /** Of fewer trials neither share nor correlation says much. */
    public static final int LEAST_TRIALS = 10;

    /** Ten trials of a model whose intervals are right fall short of it once in a hundred times, sixty never. */
    public static final double LEAST_INSIDE = 0.8;

    /** Ten trials of a model that knows nothing come up to it about once in thirteen times, sixty never. */
    public static final double LEAST_CORRELATION = 0.5;

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
