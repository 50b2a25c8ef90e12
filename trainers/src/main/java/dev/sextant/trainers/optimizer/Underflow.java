// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

/**
 * Keeps running means away from the subnormal numbers, for which processors take many times as long. Where a unit is
 * dead its gradient is exactly 0 and its mean shrinks by the same factor each step; after some 800 steps it would stand
 * among the subnormals, and stay there, since rounding holds it.
 */
final class Underflow {
    /** Its unit in the last place is 2^-99: times any learning rate in use that is a normal number. */
    private static final float GUARD = 0x1p-76f;

    private Underflow() {}

    /** The value rounded to a multiple of 2^-99 (1.6e-30): from 2^-75 (2.6e-23) on it has no other digits anyway. */
    static float settle(float value) {
        return (value + GUARD) - GUARD;
    }
}
