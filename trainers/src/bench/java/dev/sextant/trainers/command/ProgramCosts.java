// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What programs as trials cost: one after the other beside the same program started by {@link ProcessBuilder} alone, in
 * pairs so that a busy machine is as busy for both; 64 at once with the delay of a loop of small tasks meanwhile; and
 * much output.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -pl trainers -am -Dmdep.outputFile=target/classpath -Djacoco.skip
 * java -cp trainers/target/test-classes:trainers/target/classes:$(cat trainers/target/classpath) \
 *     dev.sextant.trainers.command.ProgramCosts
 * }</pre>
 */
public final class ProgramCosts {
    private static final Objective VALUE = new Objective("value", Direction.MINIMIZE);
    private static final int PAIRS = 300;
    private static final int AT_ONCE = 64;

    private final Path folder;
    private final Trainer trainer;

    private ProgramCosts(Path folder) {
        this.folder = folder;
        this.trainer = new CommandTrainer(folder);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("sextant-costs-");
        try {
            ProgramCosts costs = new ProgramCosts(folder);
            costs.oneByOne("a trial", false);
            costs.oneByOne("a trial with a checkpoint folder and a log", true);
            costs.processorTime();
            costs.atOnce();
            costs.output("yes, lines of one letter", "yes");
            costs.output("lines of 63 letters", "yes 123456789-123456789-123456789-123456789-123456789-123456789-123");
            costs.output("one line of zeros", "cat /dev/zero");
        } finally {
            new OwnFolder(folder).delete();
        }
    }

    private static ObjectNode document(String script) throws Exception {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree("{\"parameters\": {\"x\": 1}, \"epochs\": 3}");
        document.putArray("argv")
                .add("sh")
                .add("-c")
                .add(script.replace("{", "{{").replace("}", "}}"));
        return document;
    }

    private Outcome train(ObjectNode document, int trial, Circumstances circumstances) throws TrainingException {
        try (Training training =
                trainer.start(new Assignment(document, VALUE, Seeds.ofSearch(1, trial), false), circumstances)) {
            while (true) if (training.step() instanceof Progress.Done(Outcome outcome)) return outcome;
        }
    }

    /** The same program, its output read, and nothing else. */
    private void alone(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream in = process.getInputStream()) {
            in.readAllBytes();
        }
        process.waitFor();
    }

    private void oneByOne(String what, boolean kept) throws Exception {
        String script = "echo '{\"sextant\": 1, \"type\": \"final\", \"value\": 1}'";
        ObjectNode document = document(script);
        double[] alone = new double[PAIRS];
        double[] more = new double[PAIRS];
        for (int pair = -100; pair < PAIRS; pair++) {
            Path checkpoints = folder.resolve("checkpoints").resolve(Integer.toString(pair));
            Circumstances circumstances = kept
                    ? new Circumstances(1, StoppingPlan.NONE, null, checkpoints, folder.resolve("log-" + pair))
                    : Circumstances.PLAIN;
            long begun = System.nanoTime();
            alone(script);
            long between = System.nanoTime();
            Outcome outcome = train(document, Math.abs(pair), circumstances);
            long ended = System.nanoTime();
            if (!(outcome instanceof Outcome.Completed)) throw new IllegalStateException(outcome.toString());
            if (pair < 0) continue;
            alone[pair] = (between - begun) / 1e6;
            more[pair] = (ended - between) / 1e6 - alone[pair];
        }
        System.out.printf(
                Locale.ROOT,
                "%s: the program alone %.2f ms, as a trial %.2f ms more (medians of %d pairs; 90%% of them below %.2f ms more)%n",
                what,
                quantile(alone, 0.5),
                quantile(more, 0.5),
                PAIRS,
                quantile(more, 0.9));
    }

    /** Milliseconds of processor time that this process and the programs that have ended have taken, to about 10. */
    private static double processor() throws Exception {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = 0;
        for (int field = 11; field <= 14; field++) ticks += Double.parseDouble(fields[field]);
        return ticks * 10;
    }

    /** Processor time, which other processes do not lengthen. */
    private void processorTime() throws Exception {
        String script = "echo '{\"sextant\": 1, \"type\": \"final\", \"value\": 1}'";
        ObjectNode document = document(script);
        double begun = processor();
        for (int run = 0; run < PAIRS; run++) alone(script);
        double between = processor();
        for (int run = 0; run < PAIRS; run++) train(document, run, Circumstances.PLAIN);
        double ended = processor();
        System.out.printf(
                Locale.ROOT,
                "processor time: the program alone %.2f ms, as a trial %.2f ms more (means of %d)%n",
                (between - begun) / PAIRS,
                (ended - between - (between - begun)) / PAIRS,
                PAIRS);
    }

    private static double quantile(double[] values, double at) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (at * (sorted.length - 1))];
    }

    /** How late a thread is that runs small tasks, as an event loop does, while programs sleep. */
    private void atOnce() throws Exception {
        try (ExecutorService loop = Executors.newSingleThreadExecutor()) {
            System.out.printf(Locale.ROOT, "a loop while nothing runs: %s%n", late(loop));
            ObjectNode document = document("sleep 3; echo '{\"sextant\": 1, \"type\": \"final\", \"value\": 1}'");
            CountDownLatch done = new CountDownLatch(AT_ONCE);
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            List<Integer> most = new ArrayList<>();
            try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
                for (int trial = 0; trial < AT_ONCE; trial++) {
                    int number = trial;
                    workers.execute(() -> {
                        try {
                            train(document, number, Circumstances.PLAIN);
                        } catch (TrainingException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            done.countDown();
                        }
                    });
                }
                Thread.sleep(2_000); // they have begun
                most.add(ManagementFactory.getThreadMXBean().getThreadCount());
                System.out.printf(
                        Locale.ROOT,
                        "a loop while %d programs sleep: %s; platform threads %d, before %d%n",
                        AT_ONCE,
                        late(loop),
                        most.getFirst(),
                        threads);
                done.await();
            }
        }
    }

    private static String late(ExecutorService loop) throws Exception {
        double[] late = new double[400];
        for (int i = 0; i < late.length; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            long begun = System.nanoTime();
            loop.execute(ran::countDown);
            ran.await();
            late[i] = (System.nanoTime() - begun) / 1e6;
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return String.format(Locale.ROOT, "p50 %.3f ms, p99 %.3f ms late", quantile(late, 0.5), quantile(late, 0.99));
    }

    /** A program that prints without end, until the limit ends it. */
    private void output(String what, String script) throws Exception {
        Path log = folder.resolve("log");
        System.gc();
        long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        long begun = System.nanoTime();
        Outcome outcome =
                train(document("exec " + script), 1, new Circumstances(1, StoppingPlan.NONE, null, null, log));
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.gc();
        long after = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        String message = ((Outcome.Failed) outcome).message();
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f s, %.0f MB/s, memory afterwards %.1f MB more, log %d KB: %s%n",
                what,
                seconds,
                (ProgramLimits.PRESET.output() >> 20) / seconds,
                (after - before) / 1e6,
                Files.exists(log) ? Files.size(log) >> 10 : 0,
                message.length() > 60 ? message.substring(0, 60) + " …" : message);
        Files.deleteIfExists(log);
    }
}
