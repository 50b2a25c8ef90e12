// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** What a network is trained to make small. */
public enum Loss {
    /** Softmax cross-entropy from logits, mean over rows; targets are classes. */
    CROSS_ENTROPY("crossEntropy"),
    /** Cross-entropy of a yes or no from a logit, mean over rows and outputs; targets are values in [0, 1]. */
    BINARY_CROSS_ENTROPY("binaryCrossEntropy"),
    /** Squared difference, mean over rows and outputs; targets are values. */
    MEAN_SQUARED_ERROR("meanSquaredError"),
    /** Absolute difference, mean over rows and outputs; targets are values. */
    MEAN_ABSOLUTE_ERROR("meanAbsoluteError"),
    /** Half the squared difference up to 1, and |difference| − ½ beyond; mean over rows and outputs. Huber 1964. */
    HUBER("huber");

    private final String text;

    Loss(String text) {
        this.text = text;
    }

    /** As documents write it. */
    public String text() {
        return text;
    }
}
