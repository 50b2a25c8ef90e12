// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.ColumnWarmup;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * What layers and penalties cost beside a plain network: one training step of 64-128-64-10 on batches of 32 with plain
 * descent, on one thread. Batch norm's and dropout's time divided by that of {@code relu} should stay below 1.3. Run
 * like {@link TrainingStepBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LayerOverheadBenchmark {
    private static final int INPUTS = 64;
    private static final int CLASSES = 10;
    private static final int BATCH = 32;
    private static final int ROWS = 1792;

    /** An activation, and what is added. */
    @Param({
        "relu",
        "relu batchNorm",
        "relu dropout",
        "relu batchNorm dropout",
        "relu l1",
        "relu clipNorm",
        "relu clipValue",
        "leakyRelu",
        "elu",
        "gelu",
        "silu",
        "softplus",
        "tanh",
        "sigmoid",
        "identity"
    })
    public String with = "relu";

    private final Matrix inputs = Matrix.zeros(ROWS, INPUTS);
    private final int[] labels = new int[ROWS];
    private final Targets targets = new Targets.Classes(labels, CLASSES);
    private final int[] order = IntStream.range(0, ROWS).toArray();
    private Network network = network(List.of("relu"));
    private int from;

    @Setup(Level.Trial)
    public void prepare() throws InterruptedException {
        DrawSequence draws = new Draws(1, 1).of("data");
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % CLASSES;
            for (int j = 0; j < INPUTS; j++)
                inputs.set(i, j, (float) (draws.normal() + (j % CLASSES == labels[i] ? 0.5 : 0)));
        }
        draws.shuffle(order);
        network = network(List.of(with.split(" ", -1)));
        KernelWarmup.await(60_000);
        ColumnWarmup.await(60_000);
    }

    private static Network network(List<String> with) {
        Activation activation = List.of(Activation.values()).stream()
                .filter(a -> a.text().equals(with.getFirst()))
                .findFirst()
                .orElseThrow();
        Architecture architecture = new Architecture(
                INPUTS,
                List.of(128, 64),
                activation,
                with.contains("batchNorm"),
                with.contains("dropout") ? 0.2 : 0,
                Initializer.DEFAULT,
                CLASSES,
                Loss.CROSS_ENTROPY);
        Updates updates = new Updates(
                Sgd.PLAIN,
                with.contains("l1") ? 1e-6 : 0,
                with.contains("clipNorm") ? 0.1 : 0,
                with.contains("clipValue") ? 0.1 : 0,
                List.of());
        return new Network(architecture, updates, BATCH, new Draws(1, 1));
    }

    /** The rate is so small that nothing is learnt, which would change what is measured. */
    @Benchmark
    public double step() {
        if (from + BATCH > ROWS) from = 0;
        double loss = network.train(inputs, targets, order, from, BATCH, 1e-6, Double.NaN);
        from += BATCH;
        return loss;
    }
}
