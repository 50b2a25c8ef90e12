// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.ConvolutionWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trainings of a network that has every layer of images. */
class ImageNetworkIT {
    private static final Draws DRAWS = new Draws(6, 1);
    private static final int ROWS = 50;
    private static final int BATCH = 21;
    private static final int CLASSES = 3;
    private static final Shape.Image IMAGE = new Shape.Image(2, 9, 8);
    private static final int[] ORDER = IntStream.range(0, ROWS).toArray();
    private static final Matrix INPUTS = inputs();
    private static final Targets TARGETS =
            new Targets.Classes(IntStream.range(0, ROWS).map(i -> i % CLASSES).toArray(), CLASSES);

    @Test
    void everyTwinTrainsToTheSameBits() throws ShapeException {
        float[] first = trained(Kernels.twins().getFirst());
        for (Kernels twin : Kernels.twins()) assertArrayEquals(first, trained(twin), twin.toString());
    }

    @Test
    void itLearnsWhatIsToBeSeen() throws ShapeException {
        Network network = network(Kernels.twins().getFirst());
        double before = network.evaluate(INPUTS, TARGETS, ORDER).loss();
        for (int epoch = 0; epoch < 40; epoch++) epoch(network);
        double after = network.evaluate(INPUTS, TARGETS, ORDER).loss();
        assertTrue(after < 0.2 * before, before + " to " + after);
    }

    @Test
    void aStepAllocatesNothingOnceItIsCompiled() throws Exception {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        KernelWarmup.await(60_000);
        ConvolutionWarmup.await(60_000);
        Network network = new Network(blueprint(), Updates.by(Sgd.MOMENTUM), BATCH, DRAWS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 1;
        for (int round = 0; round < 500 && allocated > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < 5; step++) network.train(INPUTS, TARGETS, ORDER, step, BATCH, 1e-4, Double.NaN);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated, Kernels.description());
    }

    @Test
    void itTakesUpWhatWasForetold() throws Exception {
        Network network = network(Kernels.twins().getFirst());
        double foretold = Room.of(blueprint(), Updates.by(Sgd.MOMENTUM), BATCH).bytes();
        assertEquals((double) ReachableBytes.of(network), foretold, 0.01 * foretold);
    }

    private static float[] trained(Kernels twin) throws ShapeException {
        Network network = network(twin);
        epoch(network);
        network.evaluate(INPUTS, TARGETS, ORDER);
        epoch(network);
        return network.parameterArray().clone();
    }

    /** In batches of 21, 21 and 8. */
    private static void epoch(Network network) {
        for (int from = 0; from < ROWS; from += BATCH)
            network.train(INPUTS, TARGETS, ORDER, from, Math.min(BATCH, ROWS - from), 0.02, Double.NaN);
    }

    private static Network network(Kernels twin) throws ShapeException {
        return new Network(
                blueprint(), Updates.by(Sgd.MOMENTUM), BATCH, DRAWS, () -> twin, () -> ColumnKernels.besides(twin));
    }

    private static Blueprint blueprint() throws ShapeException {
        List<LayerSpec> layers = List.of(
                new LayerSpec.Conv(6, 3, 1, LayerSpec.Conv.SAME),
                new LayerSpec.Activate(Activation.RELU),
                new LayerSpec.Pool(true, 3, 2, 1),
                new LayerSpec.Conv(5, 3, 2, 1),
                new LayerSpec.Activate(Activation.TANH),
                new LayerSpec.Pool(false, 2, 1, 0),
                new LayerSpec.Conv(7, 1, 1, 0),
                new LayerSpec.Activate(Activation.RELU),
                new LayerSpec.GlobalAveragePool());
        List<Blueprint.Placed> placed =
                layers.stream().map(l -> new Blueprint.Placed("layers", l)).toList();
        return Blueprint.of(IMAGE, placed, Initializer.DEFAULT, CLASSES, Loss.CROSS_ENTROPY);
    }

    /** Noise, and in each class a brighter third of the columns. */
    private static Matrix inputs() {
        Matrix inputs = Matrix.zeros(ROWS, IMAGE.size());
        DrawSequence draws = DRAWS.of("inputs");
        for (int i = 0; i < ROWS; i++)
            for (int j = 0; j < IMAGE.size(); j++)
                inputs.set(i, j, (float)
                        (draws.normal() + (j % IMAGE.width() * CLASSES / IMAGE.width() == i % CLASSES ? 2 : 0)));
        return inputs;
    }
}
