// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** What a network is trained to make small. */
public enum Loss {
    /** Softmax cross-entropy from logits, mean over rows; targets are classes. */
    CROSS_ENTROPY,
    /** Squared difference, mean over rows and outputs; targets are values. */
    MEAN_SQUARED_ERROR
}
