// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/** What is to be learnt about the target. */
public enum Task {
    CLASSIFICATION,
    REGRESSION
}
