// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class KernelWarmupIT {
    @Test
    void trainingsGetTheFastTwinInTheEnd() throws InterruptedException {
        KernelWarmup.start();
        KernelWarmup.start();
        KernelWarmup.await(60_000);
        assertSame(Kernels.twins().getLast(), Kernels.chosen());
    }
}
