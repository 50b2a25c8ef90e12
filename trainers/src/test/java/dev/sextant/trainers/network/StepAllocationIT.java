// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.tensor.ColumnWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepAllocationIT {
    /** Rounds after which everything must have been compiled; a few hundred are enough. */
    private static final int MOST_ROUNDS = 2_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Architecture> everyKind() {
        return NetworkSamples.architectures().stream();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aStepAllocatesNothingOnceItIsCompiled(Architecture architecture) throws InterruptedException {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        KernelWarmup.await(60_000);
        if (architecture.batchNorm()) ColumnWarmup.await(60_000);
        List<Double> rates = Collections.nCopies(architecture.layers(), 0.5);
        Network network = new Network(
                architecture, new Updates(Adam.PAPER, 1e-4, 1, 1, rates), NetworkSamples.BATCH, NetworkSamples.DRAWS);
        Matrix inputs = NetworkSamples.inputs();
        int[] order = NetworkSamples.order();
        Targets targets = NetworkSamples.targets(architecture.loss());
        long allocated = steps(network, inputs, targets, order);
        for (int round = 1; round < MOST_ROUNDS && allocated > 0; round++)
            allocated = steps(network, inputs, targets, order);
        assertEquals(0, allocated, Kernels.description());
    }

    /** The bytes that twenty steps allocate. */
    private static long steps(Network network, Matrix inputs, Targets targets, int[] order) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < 20; step++)
            network.train(inputs, targets, order, step, NetworkSamples.BATCH, 1e-4, Double.NaN);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
