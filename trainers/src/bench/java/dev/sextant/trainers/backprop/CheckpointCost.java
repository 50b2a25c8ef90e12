// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.StoppingPlan;
import java.nio.file.Path;
import java.util.Objects;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a checkpoint of a network costs beside its writing to a disk: bytes are printed, times are measured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CheckpointCost {
    /** 4 810 numbers that are learnt, and 1.1 million. */
    @Param({"[64]", "[1000, 1000]"})
    public String hidden = "";

    @Param({"momentum", "adam"})
    public String optimizer = "";

    private final NetworkTrainer trainer = new NetworkTrainer(Path.of("../studies"));
    private Training training = new Training() {
        @Override
        public Progress step() {
            return new Progress.Running();
        }

        @Override
        public void close() {}
    };

    private byte[] checkpoint = new byte[0];

    private Assignment assignment() throws Exception {
        return new Assignment(
                (ObjectNode) new ObjectMapper().readTree("""
                        {"data": {"csv": "datasets/digits.csv"}, "hidden": %s, "epochs": 9, "optimizer": "%s"}""".formatted(hidden, optimizer)),
                new Objective("validationLoss", Direction.MINIMIZE),
                Seeds.ofSearch(1, 0),
                false);
    }

    @Setup(Level.Trial)
    public void train() throws Exception {
        training = trainer.start(assignment());
        while (!(training.step() instanceof Progress.Epoch)) {}
        checkpoint = Objects.requireNonNull(training.checkpoint());
        System.out.println(checkpoint.length + " bytes");
    }

    @TearDown(Level.Trial)
    public void end() {
        training.close();
    }

    @Benchmark
    public Object give() {
        return Objects.requireNonNull(training.checkpoint());
    }

    /** The making of the network included. */
    @Benchmark
    public Object goOn() throws Exception {
        try (Training later = trainer.start(assignment(), new Circumstances(2, StoppingPlan.NONE, checkpoint, null))) {
            return later;
        }
    }
}
