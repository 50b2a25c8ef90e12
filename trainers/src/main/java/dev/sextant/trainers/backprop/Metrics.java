// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.trial.Direction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of what is measured. */
final class Metrics {
    /**
     * A squared error is in the target's own units, squared; an absolute one in its units; Huber's as it is trained.
     */
    static final String VALIDATION_LOSS = "validationLoss";

    static final String VALIDATION_ACCURACY = "validationAccuracy";
    static final String VALIDATION_MACRO_F1 = "validationMacroF1";
    static final String VALIDATION_R2 = "validationR2";

    /** Mean over an epoch's rows of the loss of each batch before its update, penalties included. */
    static final String TRAINING_LOSS = "trainingLoss";

    /**
     * Numbers that are learnt: weights, biases, and the scale and shift of batch norm, frozen ones counted. Known
     * before training; of several networks their mean.
     */
    static final String PARAMETERS = "parameters";

    static final String TEST_LOSS = "testLoss";
    static final String TEST_ACCURACY = "testAccuracy";
    static final String TEST_MACRO_F1 = "testMacroF1";
    static final String TEST_R2 = "testR2";

    /** Those that may be an objective; the first is the usual one. */
    static final Map<String, Direction> OBJECTIVES = objectives();

    private Metrics() {}

    private static Map<String, Direction> objectives() {
        Map<String, Direction> metrics = new LinkedHashMap<>();
        metrics.put(VALIDATION_LOSS, Direction.MINIMIZE);
        metrics.put(VALIDATION_ACCURACY, Direction.MAXIMIZE);
        metrics.put(VALIDATION_MACRO_F1, Direction.MAXIMIZE);
        metrics.put(VALIDATION_R2, Direction.MAXIMIZE);
        metrics.put(TRAINING_LOSS, Direction.MINIMIZE);
        metrics.put(PARAMETERS, Direction.MINIMIZE);
        return Collections.unmodifiableMap(metrics);
    }
}
