// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.tensor.ColumnWarmup;
import dev.sextant.trainers.tensor.ConvolutionWarmup;
import dev.sextant.trainers.tensor.GateWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import dev.sextant.trainers.tensor.PlaneWarmup;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepAllocationIT {
    /** Rounds after which everything must have been compiled; a few hundred are enough. */
    private static final int MOST_ROUNDS = 2_000;

    /** Neither whole tiles nor whole groups of lanes. */
    private static final int LAYERED_BATCH = 19;

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
        assertAllocatesNothing(
                network,
                NetworkSamples.inputs(),
                NetworkSamples.targets(architecture.loss()),
                NetworkSamples.order(),
                NetworkSamples.BATCH);
    }

    static Stream<Named<Blueprint>> everyLayer() {
        return LayerSamples.named();
    }

    @ParameterizedTest
    @MethodSource("everyLayer")
    void norDoesOneOfAnyLayers(Blueprint blueprint) throws InterruptedException {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        KernelWarmup.await(60_000);
        ColumnWarmup.await(60_000);
        PlaneWarmup.await(60_000);
        ConvolutionWarmup.await(60_000);
        GateWarmup.await(60_000);
        List<Double> rates = Collections.nCopies(blueprint.layers(), 0.5);
        Network network =
                new Network(blueprint, new Updates(Adam.PAPER, 1e-4, 1, 1, rates), LAYERED_BATCH, NetworkSamples.DRAWS);
        assertAllocatesNothing(
                network,
                LayerSamples.rows(blueprint.input()),
                LayerSamples.targets(),
                LayerSamples.order(),
                LAYERED_BATCH);
    }

    private static void assertAllocatesNothing(
            Network network, Matrix inputs, Targets targets, int[] order, int batch) {
        long allocated = steps(network, inputs, targets, order, batch);
        for (int round = 1; round < MOST_ROUNDS && allocated > 0; round++)
            allocated = steps(network, inputs, targets, order, batch);
        assertEquals(0, allocated, Kernels.description());
    }

    /** The bytes that twenty steps allocate. */
    private static long steps(Network network, Matrix inputs, Targets targets, int[] order, int batch) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < 20; step++) network.train(inputs, targets, order, step, batch, 1e-4, Double.NaN);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
