// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.GateWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recurrent layers in whole networks. */
class RecurrentNetworkIT {
    private static final int ROWS = 40;
    private static final int BATCH = 10;
    private static final int MOST_ROUNDS = 2_000;
    private static final Shape.Sequence SHAPE = new Shape.Sequence(6, 3, true);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Blueprint blueprint(Shape shape, Initializer initializer, LayerSpec... layers)
            throws ShapeException {
        List<Placed> placed = new ArrayList<>();
        for (LayerSpec layer : layers) placed.add(new Placed("layers[%d]".formatted(placed.size()), layer));
        return Blueprint.of(shape, placed, initializer, 1, Loss.MEAN_SQUARED_ERROR);
    }

    /** Dense for each step, both directions, stacked; then all states, the last one, or the mean. */
    private static Blueprint everything(LayerSpec.Cell cell) throws ShapeException {
        LayerSpec dense = new LayerSpec.Dense(7);
        LayerSpec first = new LayerSpec.Recurrent(cell, 9, true, true);
        LayerSpec second = new LayerSpec.Recurrent(cell, 20, cell != LayerSpec.Cell.LSTM, false);
        return cell == LayerSpec.Cell.GRU
                ? blueprint(SHAPE, Initializer.DEFAULT, dense, first, second, new LayerSpec.GlobalAveragePool())
                : blueprint(SHAPE, Initializer.DEFAULT, dense, first, second);
    }

    private static Matrix inputs() {
        DrawSequence draws = new Draws(7, 3).of("inputs");
        Matrix inputs = Matrix.zeros(ROWS, SHAPE.columns());
        for (int b = 0; b < ROWS; b++) {
            int steps = 1 + b * 5 % SHAPE.steps();
            for (int k = 0; k < steps * SHAPE.features(); k++) inputs.set(b, k, (float) draws.normal());
            inputs.set(b, SHAPE.size(), steps);
        }
        return inputs;
    }

    /** The sum of the first feature over a sample's steps. */
    private static Targets targets(Matrix inputs) {
        Matrix sums = Matrix.zeros(ROWS, 1);
        for (int b = 0; b < ROWS; b++) {
            float sum = 0;
            for (int k = 0; k < SHAPE.size(); k += SHAPE.features()) sum += inputs.get(b, k);
            sums.set(b, 0, sum);
        }
        return new Targets.Values(sums);
    }

    private static Network network(Blueprint blueprint, Updates updates, Kernels twin) {
        return new Network(blueprint, updates, BATCH, new Draws(1, 2), () -> twin, () -> ColumnKernels.besides(twin));
    }

    /** An epoch with a last batch that is smaller; the mean loss. */
    private static double epoch(Network network, Matrix inputs, Targets targets) {
        int[] order = IntStream.range(0, ROWS).toArray();
        double sum = 0;
        for (int from = 0; from < ROWS - 3; from += BATCH) {
            int count = Math.min(BATCH, ROWS - 3 - from);
            sum += count * network.train(inputs, targets, order, from, count, 0.01, Double.NaN);
        }
        return sum / (ROWS - 3);
    }

    @ParameterizedTest
    @EnumSource
    void everyTwinOfTheKernelsLearnsTheSame(LayerSpec.Cell cell) throws Exception {
        GateWarmup.await(60_000);
        Matrix inputs = inputs();
        Targets targets = targets(inputs);
        List<float[]> learnt = new ArrayList<>();
        for (Kernels twin : Kernels.twins()) {
            Network network = network(everything(cell), Updates.by(Adam.PAPER), twin);
            double first = epoch(network, inputs, targets);
            double last = first;
            for (int epoch = 0; epoch < 10; epoch++) last = epoch(network, inputs, targets);
            assertTrue(last < 0.7 * first, "from %s to %s".formatted(first, last));
            learnt.add(network.parameterArray());
            assertArrayEquals(learnt.getFirst(), learnt.getLast(), twin.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStepAllocatesNothingOnceItIsCompiled(LayerSpec.Cell cell) throws Exception {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        KernelWarmup.await(60_000);
        GateWarmup.await(60_000);
        Matrix inputs = inputs();
        Targets targets = targets(inputs);
        Network network = new Network(everything(cell), Updates.by(Adam.PAPER), BATCH, new Draws(1, 2));
        int[] order = IntStream.range(0, ROWS).toArray();
        long allocated = steps(network, inputs, targets, order);
        for (int round = 1; round < MOST_ROUNDS && allocated > 0; round++)
            allocated = steps(network, inputs, targets, order);
        assertEquals(0, allocated, Kernels.description());
    }

    private static long steps(Network network, Matrix inputs, Targets targets, int[] order) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < 20; step++)
            network.train(inputs, targets, order, step, 1 + step % BATCH, 1e-4, Double.NaN);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @EnumSource
    void memoryIsWhatWasForetold(LayerSpec.Cell cell) throws Exception {
        Blueprint blueprint = everything(cell);
        Network network = new Network(blueprint, Updates.by(Adam.PAPER), BATCH, new Draws(1, 2));
        assertEquals(
                (double) ReachableBytes.of(network),
                (double) Room.of(blueprint, Updates.by(Adam.PAPER), BATCH).bytes(),
                2_000);
        assertEquals(blueprint.parameters(), network.parameters());
    }

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenGoesOnWithTheSameBits(LayerSpec.Cell cell) throws Exception {
        Matrix inputs = inputs();
        Targets targets = targets(inputs);
        Blueprint blueprint = everything(cell);
        Network first =
                network(blueprint, Updates.by(Adam.PAPER), Kernels.twins().getFirst());
        epoch(first, inputs, targets);
        StateWriter out = new StateWriter(1);
        byte[] state = out.put(first).toByteArray();
        Network second =
                network(blueprint, Updates.by(Adam.PAPER), Kernels.twins().getFirst());
        new StateReader(state).into(second).end();
        assertEquals(epoch(first, inputs, targets), epoch(second, inputs, targets));
        assertArrayEquals(first.parameterArray(), second.parameterArray());
    }

    @Test
    void aFrozenLayerStaysAndLetsTheOneBeforeItLearn() throws Exception {
        Matrix inputs = inputs();
        Updates updates = new Updates(Adam.PAPER, 0, 0, 0, List.of(1.0, 0.0, 1.0, 1.0));
        Network network =
                network(everything(LayerSpec.Cell.GRU), updates, Kernels.twins().getFirst());
        Map<String, Weights> before = NetworkSamples.named(network.weights());
        epoch(network, inputs, targets(inputs));
        for (Weights after : network.weights()) {
            Weights was = Objects.requireNonNull(before.get(after.name()));
            if (after.name().startsWith("gru1")) assertArrayEquals(was.values(), after.values());
            else assertNotEquals(sum(was), sum(after), after.name());
        }
    }

    private static double sum(Weights weights) {
        double sum = 0;
        for (float value : weights.values()) sum += value;
        return sum;
    }

    @Test
    void statesBeginOrthogonalAndForgetGatesOpen() throws Exception {
        Blueprint blueprint =
                blueprint(SHAPE, Initializer.DEFAULT, new LayerSpec.Recurrent(LayerSpec.Cell.LSTM, 12, false, true));
        Map<String, Weights> named =
                NetworkSamples.named(new Network(blueprint, Updates.by(Adam.PAPER), BATCH, new Draws(1, 2)).weights());
        for (String name : List.of("lstm1", "lstm1.reverse")) {
            double[][] states = NetworkSamples.square(Objects.requireNonNull(named.get(name + ".stateWeight")));
            for (int gate = 0; gate < 4; gate++)
                for (int a = 0; a < 12; a++)
                    for (int b = 0; b <= a; b++) {
                        double product = 0;
                        for (int i = 0; i < 12; i++) product += states[12 * gate + a][i] * states[12 * gate + b][i];
                        assertEquals(a == b ? 1 : 0, product, 1e-6);
                    }
            double bound = Math.sqrt(6.0 / (3 + 12));
            double largest = 0;
            for (float w :
                    Objects.requireNonNull(named.get(name + ".inputWeight")).values())
                largest = Math.max(largest, Math.abs(w));
            assertTrue(largest <= bound && largest > 0.9 * bound, () -> name + " within " + bound);
            float[] biases = Objects.requireNonNull(named.get(name + ".bias")).values();
            for (int q = 0; q < 48; q++) assertEquals(q / 12 == 1 ? 1f : 0f, biases[q]);
        }
    }

    @Test
    void zerosAreAskedForOfEverything() throws Exception {
        Blueprint blueprint =
                blueprint(SHAPE, Initializer.ZEROS, new LayerSpec.Recurrent(LayerSpec.Cell.LSTM, 12, false, false));
        for (Weights weights : new Network(blueprint, Updates.by(Adam.PAPER), BATCH, new Draws(1, 2)).weights())
            for (float value : weights.values()) assertEquals(0f, value, weights.name());
    }
}
