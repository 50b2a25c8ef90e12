// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelWarmupIT {
    @Test
    void trainingsGetVectorsInTheEnd() throws InterruptedException {
        KernelWarmup.start();
        KernelWarmup.start();
        KernelWarmup.await(60_000);
        assertTrue(Kernels.chosen() instanceof VectorKernels
                == Kernels.description().startsWith("vector"));
    }
}
