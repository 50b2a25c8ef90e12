// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.StoppingPlan;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What writing and reading a message costs an event loop: processor time of this thread, the median of rounds. The
 * messages are those of a network of one hidden layer that trained 30 epochs with six readings.
 *
 * <pre>CodecCost [ROUNDS]</pre>
 */
public final class CodecCost {
    private static final int EACH = 20_000;

    private static final Attempt ATTEMPT = new Attempt(17, 1, 18, "worker-0123");

    private CodecCost() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 25;
        measure("assignment", new Work(List.of(task())), rounds);
        measure("result", new Result(ATTEMPT, outcome()), rounds);
        measure("epoch", new Epochs(List.of(new Epochs.Epoch(ATTEMPT, 12, 0.25))), rounds);
        measure("pull", new Pull("worker-0123", 1_795_000_000_000L, 2, 1), rounds);
    }

    private static void measure(String name, Wire message, int rounds) {
        WireCodec<Wire> codec = Bytes.codec(message);
        Buffer written = Buffer.buffer();
        codec.encodeToWire(written, message);
        double write = median(rounds, () -> {
            Buffer buffer = Buffer.buffer(1_024);
            codec.encodeToWire(buffer, message);
            return buffer.length();
        });
        double read =
                median(rounds, () -> codec.decodeFromWire(0, written) instanceof Unreadable ? 0 : written.length());
        System.out.printf(
                Locale.ROOT,
                "%-10s %5d bytes: written in %.2f µs, read in %.2f µs%n",
                name,
                written.length(),
                write,
                read);
    }

    private interface Step {
        int run();
    }

    private static double median(int rounds, Step step) {
        double[] micros = new double[rounds];
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (int round = 0; round < rounds; round++) {
            long begun = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < EACH; i++) sum += step.run();
            micros[round] = (threads.getCurrentThreadCpuTime() - begun) / 1e3 / EACH;
        }
        if (sum <= 0) throw new IllegalStateException("nothing was written");
        Arrays.sort(micros);
        return micros[rounds / 2];
    }

    private static Task task() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("type", "network");
        document.putObject("data")
                .put("csv", "datasets/digits.csv")
                .put("target", "digit")
                .put("scale", "standard")
                .put("missing", "error")
                .put("test", 0.2)
                .put("validation", 0.2)
                .putArray("drop");
        document.putArray("hidden").add(64).add(32);
        document.put("activation", "relu")
                .put("batchNorm", false)
                .put("dropout", 0.0)
                .put("batchSize", 32);
        document.put("epochs", 30);
        document.putObject("earlyStopping").put("patience", 5).put("minDelta", 1e-4);
        document.put("learningRate", 0.0123456789);
        document.putObject("optimizer").putObject("sgd").put("momentum", 0.8765432);
        document.putObject("schedule").putObject("step").put("stepSize", 7L).put("gamma", 0.3456789);
        document.put("weightDecay", 0.0);
        return new Task(
                ATTEMPT,
                new Assignment(
                        document,
                        new Objective("validationLoss", Direction.MINIMIZE),
                        new Seeds(20_261_120, 17, 0),
                        false),
                new StoppingPlan(List.of(
                        new StoppingPlan.Rung(3, 0.9, 12),
                        new StoppingPlan.Rung(9, 0.6, 12),
                        new StoppingPlan.Rung(27, 0.3, 12))));
    }

    private static Outcome outcome() {
        double[] values = new double[30];
        for (int i = 0; i < values.length; i++) values[i] = 1.0 / (i + 2);
        Map<String, double[]> series = new TreeMap<>();
        for (String name :
                List.of("deadUnits", "gradientNorm", "learningRate", "trainLoss", "updateRatio", "weightNorm"))
            series.put(name, values);
        Map<String, Double> metrics = new TreeMap<>();
        for (String name : List.of("parameters", "trainAccuracy", "trainLoss", "validationAccuracy", "validationLoss"))
            metrics.put(name, 0.125);
        return new Outcome.Completed(values[29], 30, metrics, new LearningCurve(values, new Readings(series)));
    }
}
