// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;

/**
 * Which twin of the kernels this process uses: the vector one where the Vector API is there and the machine's vectors
 * have 256 bits or more, never by the version of Java.
 */
final class KernelChoice {
    /** Set to {@code scalar} to keep to the plain twin. */
    private static final String PROPERTY = "sextant.kernels";

    private static final String MODULE = "jdk.incubator.vector";
    private static final int LEAST_BITS = 256;

    /** Why the vector twin is not used, or empty where it is. */
    private static final String OBSTACLE = obstacle();

    private static volatile Kernels current = ScalarKernels.INSTANCE;

    private KernelChoice() {}

    static boolean vectors() {
        return OBSTACLE.isEmpty();
    }

    static String description() {
        return vectors() ? "vector, %d bit".formatted(LEAST_BITS) : "scalar (%s)".formatted(OBSTACLE);
    }

    static Kernels current() {
        return current;
    }

    /** From now on trainings use the vector twin. */
    static void vectorsReady() {
        current = VectorKernels.INSTANCE;
    }

    private static String obstacle() {
        if ("scalar".equals(System.getProperty(PROPERTY))) return "asked for by -D" + PROPERTY;
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) return "start Java with --add-modules " + MODULE;
        int bits = Preferred.bits();
        return bits < LEAST_BITS ? "the machine's vectors have %d bits, %d are needed".formatted(bits, LEAST_BITS) : "";
    }

    /** Apart, so that nothing of the Vector API is loaded where it is missing. */
    private static final class Preferred {
        static int bits() {
            return FloatVector.SPECIES_PREFERRED.vectorBitSize();
        }
    }
}
