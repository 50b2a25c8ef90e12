// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.tensor.GateWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One training step of a recurrent layer on one thread: 32 features, 64 units, 32 steps, batches of 32, one linear
 * output of the last state, squared error, Adam. Reports steps and sequences a second. Started as
 * {@link TrainingStepBenchmark} is.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class RecurrentStepBenchmark {
    private static final int STEPS = 32;
    private static final int FEATURES = 32;
    private static final int UNITS = 64;
    private static final int BATCH = 32;
    private static final int ROWS = 1024;

    /** A network and made-up sequences. */
    @State(Scope.Thread)
    public static class Training {
        @Param({"RNN", "LSTM", "GRU"})
        public LayerSpec.Cell cell = LayerSpec.Cell.LSTM;

        int[] order = {};
        int from;
        Targets targets = new Targets.Classes(new int[1], 1);
        Matrix inputs = Matrix.zeros(1, 1);
        Network network = network(cell);

        @Setup(Level.Trial)
        public void prepare() throws InterruptedException {
            network = network(cell);
            DrawSequence draws = new Draws(1, 1).of("data");
            inputs = Matrix.zeros(ROWS, STEPS * FEATURES);
            Matrix answers = Matrix.zeros(ROWS, 1);
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < inputs.columns(); j++) inputs.set(i, j, (float) draws.normal());
                answers.set(i, 0, (float) draws.normal());
            }
            targets = new Targets.Values(answers);
            order = IntStream.range(0, ROWS).toArray();
            draws.shuffle(order);
            KernelWarmup.await(60_000);
            GateWarmup.await(60_000);
        }

        private static Network network(LayerSpec.Cell cell) {
            try {
                Blueprint blueprint = Blueprint.of(
                        new Shape.Sequence(STEPS, FEATURES, false),
                        List.of(new Placed("layers[0]", new LayerSpec.Recurrent(cell, UNITS, false, false))),
                        Initializer.DEFAULT,
                        1,
                        Loss.MEAN_SQUARED_ERROR);
                return new Network(blueprint, Updates.by(Adam.PAPER), BATCH, new Draws(1, 1));
            } catch (ShapeException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Sequences trained on, as a rate beside the steps. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Rows {
        public long sequences;

        @Setup(Level.Iteration)
        public void reset() {
            sequences = 0;
        }
    }

    @Benchmark
    public double step(Training training, Rows rows) {
        if (training.from + BATCH > ROWS) training.from = 0;
        double loss = training.network.train(
                training.inputs, training.targets, training.order, training.from, BATCH, 1e-3, Double.NaN);
        training.from += BATCH;
        rows.sequences += BATCH;
        return loss;
    }
}
