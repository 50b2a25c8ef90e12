// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/** How numbers are brought to one scale; the constants of it come from the training part. */
public enum Scaling {
    /** Mean 0 and deviation 1. */
    STANDARD,
    /** From 0 to 1. */
    MIN_MAX,
    /** As they stand. */
    NONE
}
