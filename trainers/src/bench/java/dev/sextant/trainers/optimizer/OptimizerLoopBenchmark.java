// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
 * The optimizers' loops alone: one step of as many parameters as the network 64-128-64-10 has. A loop that is compiled
 * to scalar instructions takes several times as long as the others. Run like
 * {@link dev.sextant.trainers.network.TrainingStepBenchmark}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class OptimizerLoopBenchmark {
    private static final int PARAMETERS = 18_432;

    /** As a study file has it. */
    @Param({
        "\"sgd\"",
        "\"momentum\"",
        "\"nesterov\"",
        "\"adagrad\"",
        "\"adadelta\"",
        "\"rmsprop\"",
        "{\"rmsprop\": {\"momentum\": 0.9}}",
        "{\"rmsprop\": {\"centered\": true}}",
        "{\"rmsprop\": {\"centered\": true, \"momentum\": 0.9}}",
        "\"adam\"",
        "{\"adam\": {\"amsgrad\": true}}",
        "\"adamax\"",
        "\"nadam\"",
        "\"radam\"",
        "\"lion\"",
        "\"rprop\""
    })
    public String optimizer = "\"sgd\"";

    private final float[] parameters = new float[PARAMETERS];
    private final float[] gradient = new float[PARAMETERS];
    private OptimizerRule.Stepper stepper = Sgd.PLAIN.stepper(PARAMETERS);

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        DrawSequence draws = new Draws(1, 1).of("parameters");
        for (int i = 0; i < PARAMETERS; i++) {
            parameters[i] = (float) draws.normal();
            gradient[i] = (float) draws.normal();
        }
        stepper = Optimizers.read(new ObjectMapper().readTree(optimizer), 0).stepper(PARAMETERS);
    }

    @Benchmark
    public float[] step() {
        stepper.step(parameters, gradient, 1e-9);
        return parameters;
    }
}
