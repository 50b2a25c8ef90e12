// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import java.util.List;

/**
 * Whether the model is to be trusted: every completed trial (or a sample) predicted by the model of the others.
 *
 * @param predictions by trial number
 * @param inside share of the trials whose value lies in its 95 % interval
 * @param correlation Spearman's, of predicted and found; NaN where either is constant
 * @param trusted whether what the model says should be believed; our rule stands with the constants that it uses
 */
public record Health(List<Prediction> predictions, double inside, double correlation, boolean trusted) {
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
