// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

/** The names of what is measured. Losses of a regression are in the target's own units, squared. */
final class Metrics {
    static final String VALIDATION_LOSS = "validationLoss";
    static final String VALIDATION_ACCURACY = "validationAccuracy";

    /** Mean over an epoch's rows of the loss of each batch before its update. */
    static final String TRAINING_LOSS = "trainingLoss";

    static final String TEST_LOSS = "testLoss";
    static final String TEST_ACCURACY = "testAccuracy";

    private Metrics() {}
}
