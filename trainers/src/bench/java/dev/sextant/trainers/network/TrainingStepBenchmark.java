// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
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
 * One training step on one thread: batch gathered from a shuffled order, softmax cross-entropy, Adam. Reports steps and
 * samples a second for four networks from tiny to wide.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -pl trainers -am -Dmdep.outputFile=target/classpath -Djacoco.skip
 * java --add-modules=jdk.incubator.vector \
 *     -cp trainers/target/test-classes:trainers/target/classes:$(cat trainers/target/classpath) \
 *     org.openjdk.jmh.Main TrainingStepBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark {
    private static final int CLASSES = 10;

    /** A network and made-up rows of ten classes. */
    @State(Scope.Thread)
    public static class Training {
        /** Widths from the inputs on, then the batch. */
        @Param({"64-32-10 32", "64-128-64-10 32", "784-128-10 64", "784-512-512-10 128"})
        public String size = "64-32-10 32";

        int batch = 32;
        int[] order = {};
        int from;
        Targets targets = new Targets.Classes(new int[1], CLASSES);
        Matrix inputs = Matrix.zeros(1, 1);
        Network network = network(List.of(1, CLASSES), 1);

        @Setup(Level.Trial)
        public void prepare() throws InterruptedException {
            List<Integer> numbers =
                    Arrays.stream(size.split("[- ]")).map(Integer::valueOf).toList();
            batch = numbers.getLast();
            network = network(numbers.subList(0, numbers.size() - 1), batch);
            int columns = numbers.getFirst();
            int rows = columns > 100 ? 6400 : 1792;
            DrawSequence draws = new Draws(1, 1).of("data");
            inputs = Matrix.zeros(rows, columns);
            int[] labels = new int[rows];
            for (int i = 0; i < rows; i++) {
                labels[i] = i % CLASSES;
                for (int j = 0; j < columns; j++)
                    inputs.set(i, j, (float) (draws.normal() + (j % CLASSES == labels[i] ? 0.5 : 0)));
            }
            targets = new Targets.Classes(labels, CLASSES);
            order = IntStream.range(0, rows).toArray();
            draws.shuffle(order);
            KernelWarmup.await(60_000);
        }

        private static Network network(List<Integer> widths, int batch) {
            List<Integer> hidden = widths.subList(1, widths.size() - 1);
            Architecture architecture =
                    Architecture.plain(widths.getFirst(), hidden, Activation.RELU, CLASSES, Loss.CROSS_ENTROPY);
            return new Network(architecture, Updates.by(Adam.PAPER), batch, new Draws(1, 1));
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
        int batch = training.batch;
        if (training.from + batch > training.order.length) training.from = 0;
        double loss = training.network.train(
                training.inputs, training.targets, training.order, training.from, batch, 1e-3, Double.NaN);
        training.from += batch;
        rows.samples += batch;
        return loss;
    }
}
