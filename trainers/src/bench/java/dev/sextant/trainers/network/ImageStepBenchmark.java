// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.ConvolutionWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Matrix;
import dev.sextant.trainers.tensor.PlaneWarmup;
import java.util.ArrayList;
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
 * One training step on one thread of the usual network for images of 28 × 28: conv 5×5×10, pool, conv 5×5×20, pool,
 * dense 50, dense 10; batch 64, softmax cross-entropy, SGD with momentum 0.9. Reports steps and samples a second, with
 * and without batch norm after both convolutions.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -pl trainers -am -Dmdep.outputFile=target/classpath -Djacoco.skip
 * java --add-modules=jdk.incubator.vector \
 *     -cp trainers/target/test-classes:trainers/target/classes:$(cat trainers/target/classpath) \
 *     org.openjdk.jmh.Main ImageStepBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 1)
public class ImageStepBenchmark {
    private static final int CLASSES = 10;
    private static final int BATCH = 64;
    private static final int ROWS = 3200;

    /** The network and made-up rows of ten classes. */
    @State(Scope.Thread)
    public static class Training {
        @Param({"false", "true"})
        public boolean batchNorm;

        int[] order = {};
        int from;
        Targets targets = new Targets.Classes(new int[1], CLASSES);
        Matrix inputs = Matrix.zeros(1, 1);
        Network network = network(false);

        @Setup(Level.Trial)
        public void prepare() throws InterruptedException {
            network = network(batchNorm);
            DrawSequence draws = new Draws(1, 1).of("data");
            inputs = Matrix.zeros(ROWS, 28 * 28);
            int[] labels = new int[ROWS];
            for (int i = 0; i < ROWS; i++) {
                labels[i] = i % CLASSES;
                for (int j = 0; j < inputs.columns(); j++)
                    inputs.set(i, j, (float) (draws.normal() + (j % CLASSES == labels[i] ? 0.5 : 0)));
            }
            targets = new Targets.Classes(labels, CLASSES);
            order = IntStream.range(0, ROWS).toArray();
            draws.shuffle(order);
            KernelWarmup.await(60_000);
            ConvolutionWarmup.await(60_000);
            if (batchNorm) PlaneWarmup.await(60_000);
        }

        private static Network network(boolean batchNorm) {
            List<LayerSpec> layers = new ArrayList<>();
            for (int filters : new int[] {10, 20}) {
                layers.add(new LayerSpec.Conv(filters, 5, 1, 0));
                if (batchNorm) layers.add(new LayerSpec.BatchNorm());
                layers.add(new LayerSpec.Activate(Activation.RELU));
                layers.add(new LayerSpec.Pool(true, 2, 2, 0));
            }
            layers.add(new LayerSpec.Dense(50));
            layers.add(new LayerSpec.Activate(Activation.RELU));
            try {
                Blueprint blueprint = Blueprint.of(
                        new Shape.Image(1, 28, 28),
                        layers.stream()
                                .map(layer -> new Blueprint.Placed("layers", layer))
                                .toList(),
                        Initializer.DEFAULT,
                        CLASSES,
                        Loss.CROSS_ENTROPY);
                return new Network(blueprint, Updates.by(Sgd.MOMENTUM), BATCH, new Draws(1, 1));
            } catch (ShapeException misfit) {
                throw new AssertionError(misfit);
            }
        }
    }

    /** Rows trained on, as a rate beside the steps. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Rows {
        public long samples;

        @Setup(Level.Iteration)
        public void reset() {
            samples = 0;
        }
    }

    @Benchmark
    public double step(Training training, Rows rows) {
        if (training.from + BATCH > training.order.length) training.from = 0;
        double loss = training.network.train(
                training.inputs, training.targets, training.order, training.from, BATCH, 1e-2, Double.NaN);
        training.from += BATCH;
        rows.samples += BATCH;
        return loss;
    }
}
