// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KernelWarmupIT {
    @Test
    void trainingsGetTheTwinThatIsDescribed() throws InterruptedException {
        KernelWarmup.start();
        KernelWarmup.start();
        KernelWarmup.await(60_000);
        assertEquals(Kernels.description(), Kernels.chosen().toString());
    }
}
