// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/** What is to be learnt about the target. */
public enum Task {
    /** Which of several classes a row is of. */
    CLASSIFICATION,
    /** One number, or several. */
    REGRESSION,
    /** Several questions that are each answered with yes or no. */
    MULTI_LABEL;

    /** For people. */
    String text() {
        return switch (this) {
            case CLASSIFICATION -> "classification";
            case REGRESSION -> "regression";
            case MULTI_LABEL -> "multiLabel";
        };
    }
}
