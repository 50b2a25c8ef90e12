// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepAllocationIT {
    private static final int ROWS = 320;
    private static final int BATCH = 32;

    /** Epochs after which everything must have been compiled; a few hundred are enough. */
    private static final int MOST_EPOCHS = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "SIGMOID"})
    void aStepAllocatesNothingOnceItIsCompiled(Activation activation) throws InterruptedException {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        KernelWarmup.await(60_000);
        Network network = new Network(
                Architecture.plain(20, List.of(24), activation, 10, Loss.CROSS_ENTROPY),
                Updates.by(Adam.PAPER),
                BATCH,
                new Draws(1, 2));
        Matrix inputs = Matrix.zeros(ROWS, 20);
        DrawSequence draws = new Draws(3, 4).of("inputs");
        for (int i = 0; i < ROWS; i++) for (int j = 0; j < 20; j++) inputs.set(i, j, (float) draws.normal());
        int[] order = IntStream.range(0, ROWS).toArray();
        Targets targets =
                new Targets.Classes(IntStream.range(0, ROWS).map(i -> i % 10).toArray(), 10);
        long allocated = epoch(network, inputs, targets, order);
        for (int epoch = 1; epoch < MOST_EPOCHS && allocated > 0; epoch++)
            allocated = epoch(network, inputs, targets, order);
        assertEquals(0, allocated, Kernels.description());
    }

    /** The bytes that an epoch's steps allocate. */
    private static long epoch(Network network, Matrix inputs, Targets targets, int[] order) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int from = 0; from < ROWS; from += BATCH)
            network.train(inputs, targets, order, from, BATCH, 1e-4, Double.NaN);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
