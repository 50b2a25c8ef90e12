// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Matrix;
import java.io.IOException;
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
 * What an optimizer costs beside plain descent: one training step of the network 64-128-64-10 on batches of 32, on one
 * thread. Every time divided by that of {@code "sgd"} should stay below 1.3; the medians are what to divide, since they
 * do not feel what else the machine does. Run like {@link TrainingStepBenchmark}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class StepOverheadBenchmark {
    private static final int INPUTS = 64;
    private static final int CLASSES = 10;
    private static final int BATCH = 32;
    private static final int ROWS = 1792;

    /** As a study file has it. */
    @Param({
        "\"sgd\"",
        "\"momentum\"",
        "\"emaMomentum\"",
        "\"nesterov\"",
        "\"adagrad\"",
        "\"adadelta\"",
        "\"rmsprop\"",
        "{\"rmsprop\": {\"momentum\": 0.9}}",
        "{\"rmsprop\": {\"centered\": true}}",
        "{\"rmsprop\": {\"centered\": true, \"momentum\": 0.9}}",
        "\"adam\"",
        "{\"adam\": {\"amsgrad\": true}}",
        "\"adamw\"",
        "\"adamax\"",
        "\"nadam\"",
        "\"radam\"",
        "\"lion\"",
        "{\"rprop\": {\"smallest\": 1e-12, \"largest\": 1e-12}}"
    })
    public String optimizer = "\"sgd\"";

    private final Matrix inputs = Matrix.zeros(ROWS, INPUTS);
    private final int[] labels = new int[ROWS];
    private final Targets targets = new Targets.Classes(labels, CLASSES);
    private final int[] order = IntStream.range(0, ROWS).toArray();
    private Network network = network("\"sgd\"");
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
        network = network(optimizer);
        KernelWarmup.await(60_000);
    }

    private static Network network(String optimizer) {
        Architecture architecture =
                Architecture.plain(INPUTS, List.of(128, 64), Activation.RELU, CLASSES, Loss.CROSS_ENTROPY);
        return new Network(architecture, Updates.by(rule(optimizer)), BATCH, new Draws(1, 1));
    }

    private static OptimizerRule rule(String document) {
        try {
            return Optimizers.read(new ObjectMapper().readTree(document), 0, 0);
        } catch (IOException e) {
            throw new IllegalArgumentException(document, e);
        }
    }

    /**
     * The rate is so small that no rule gets anywhere: once a network fits its rows, its gradients are subnormal
     * numbers, and what would be measured is those.
     */
    @Benchmark
    public double step() {
        if (from + BATCH > ROWS) from = 0;
        double loss = network.train(inputs, targets, order, from, BATCH, 1e-12, Double.NaN);
        from += BATCH;
        return loss;
    }
}
