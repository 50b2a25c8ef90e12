// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Which twin of the kernels this process uses: where the Vector API is there, the one whose vectors the machine
 * prefers; the plain one where those have fewer than 256 bits. Never by the version of Java.
 */
final class KernelChoice {
    /** Set to {@code scalar}, {@code 256} or {@code 512} to have that twin, however slow it is on this machine. */
    private static final String PROPERTY = "sextant.kernels";

    private static final String MODULE = "jdk.incubator.vector";
    private static final String ASKED = System.getProperty(PROPERTY, "");

    /** The bits of the vectors that the machine prefers, 0 without the module. */
    private static final int PREFERRED = ModuleLayer.boot().findModule(MODULE).isPresent() ? Preferred.bits() : 0;

    private static final Kernels SETTLED = settled();

    private static volatile Kernels current = ScalarKernels.INSTANCE;

    private KernelChoice() {}

    private static Kernels settled() {
        if (PREFERRED == 0 || ASKED.equals("scalar")) return ScalarKernels.INSTANCE;
        if (ASKED.equals("512")) return VectorKernels.WIDE;
        if (ASKED.equals("256")) return VectorKernels.NARROW;
        if (PREFERRED >= 512) return VectorKernels.WIDE;
        return PREFERRED >= 256 ? VectorKernels.NARROW : ScalarKernels.INSTANCE;
    }

    /** The twin that this process comes to use. */
    static Kernels settledOn() {
        return SETTLED;
    }

    /** Whether the twin was asked for on a machine without such vectors: it will never be fast. */
    static boolean emulated() {
        return SETTLED instanceof VectorKernels vector && vector.bits() > PREFERRED;
    }

    /** Whether a width was asked for. */
    static boolean asked() {
        return ASKED.equals("256") || ASKED.equals("512");
    }

    static List<Kernels> twins() {
        return PREFERRED == 0
                ? List.of(ScalarKernels.INSTANCE)
                : List.of(ScalarKernels.INSTANCE, VectorKernels.NARROW, VectorKernels.WIDE);
    }

    static String description() {
        String reason = reason();
        return reason.isEmpty() ? SETTLED.toString() : "%s (%s)".formatted(SETTLED, reason);
    }

    private static String reason() {
        if (ASKED.equals("scalar")) return "asked for by -D" + PROPERTY;
        if (PREFERRED == 0) return "start Java with --add-modules " + MODULE;
        if (asked()) return "asked for by -D" + PROPERTY;
        if (!ASKED.isEmpty()) return "-D%s=%s is none of scalar, 256, 512".formatted(PROPERTY, ASKED);
        if (SETTLED instanceof ScalarKernels)
            return "the machine's vectors have %d bits, 256 are needed".formatted(PREFERRED);
        return "";
    }

    static Kernels current() {
        return current;
    }

    /** From now on trainings use this twin. */
    static void use(Kernels twin) {
        current = twin;
    }

    /** Apart, so that nothing of the Vector API is loaded where it is missing. */
    private static final class Preferred {
        static int bits() {
            return FloatVector.SPECIES_PREFERRED.vectorBitSize();
        }
    }
}
