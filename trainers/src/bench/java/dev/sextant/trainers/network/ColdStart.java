// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * How soon a process trains at full speed: starts fresh processes with the launcher's options, without and with an AOT
 * cache, and prints the samples a second of each 100 ms since the start of the process, as a share of what the last
 * second came to. Each figure is the median of several processes.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -pl trainers -am -Dmdep.outputFile=target/classpath -Djacoco.skip
 * java -cp trainers/target/test-classes:trainers/target/classes:$(cat trainers/target/classpath) \
 *     dev.sextant.trainers.network.ColdStart [processes [size]]
 * }</pre>
 */
public final class ColdStart {
    private static final List<String> OPTIONS = List.of(
            "--add-modules=jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-Xms96m",
            "-XX:-UsePerfData",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=CompileThresholdScaling,*VectorLoops::*,0.01",
            "-XX:CompileCommand=BackgroundCompilation,*VectorLoops::*,false");
    private static final int BUCKET_MILLIS = 100;
    private static final int BUCKETS = 30;
    private static final int STEADY = 10;

    private ColdStart() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 2) {
            train(Long.parseLong(arguments[0]), arguments[1]);
            return;
        }
        int processes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        String size = arguments.length > 1 ? arguments[1] : "64-32-10 32";
        Path scratch = Files.createTempDirectory("cold-start");
        try {
            String jars = jars(scratch);
            Path cache = scratch.resolve("cold.aot");
            run(jars, size, List.of("-XX:AOTCacheOutput=" + cache));
            print("without an AOT cache", jars, size, List.of(), processes);
            print("with an AOT cache", jars, size, List.of("-XX:AOTCache=" + cache), processes);
        } finally {
            try (var files = Files.list(scratch)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(scratch);
        }
    }

    /** The class path with a jar for each folder, since an AOT cache takes nothing else. */
    private static String jars(Path scratch) {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            // an empty entry means the current folder, which may be anything: nothing of ours is there
            if (entry.isEmpty()) continue;
            if (!Files.isDirectory(Path.of(entry))) entries.add(entry);
            else {
                String jar = scratch.resolve(entries.size() + ".jar").toString();
                ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf", jar, "-C", entry, ".");
                entries.add(jar);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void print(String title, String jars, String size, List<String> options, int processes)
            throws IOException, InterruptedException {
        double[][] runs = new double[processes][];
        for (int i = 0; i < processes; i++) runs[i] = run(jars, size, options);
        double[] median = new double[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int at = bucket;
            median[bucket] =
                    Arrays.stream(runs).mapToDouble(run -> run[at]).sorted().toArray()[processes / 2];
        }
        double steady =
                Arrays.stream(median, BUCKETS - STEADY, BUCKETS).average().orElseThrow();
        System.out.printf(Locale.ROOT, "%s: %,.0f samples/s in the end; %% of it in each 100 ms%n ", title, steady);
        for (double rate : median) System.out.printf(" %3.0f", 100 * rate / steady);
        System.out.println();
    }

    /** Samples a second in every bucket of one process. */
    private static double[] run(String jars, String size, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(options);
        command.addAll(List.of("-cp", jars, ColdStart.class.getName()));
        command.addAll(List.of(Long.toString(System.currentTimeMillis()), size, "child"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader().readAllLines();
        if (process.waitFor() != 0) throw new IOException("the process failed: " + command);
        return Arrays.stream(lines.getFirst().split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Trains until all buckets are over; launched is when the process was started. */
    private static void train(long launched, String size) throws InterruptedException {
        long zero = System.nanoTime() - 1_000_000 * (System.currentTimeMillis() - launched);
        var training = new TrainingStepBenchmark.Training();
        var rows = new TrainingStepBenchmark.Rows();
        var benchmark = new TrainingStepBenchmark();
        training.size = size;
        training.prepare();
        long[] samples = new long[BUCKETS + 1];
        for (int bucket = 0; bucket < BUCKETS; ) {
            rows.samples = 0;
            if (Double.isNaN(benchmark.step(training, rows))) throw new AssertionError("the training diverged");
            bucket = (int) Math.min(BUCKETS, (System.nanoTime() - zero) / (1_000_000 * BUCKET_MILLIS));
            samples[bucket] += rows.samples;
        }
        System.out.println(Arrays.stream(samples, 0, BUCKETS)
                .mapToObj(count -> Long.toString(count * 1000 / BUCKET_MILLIS))
                .collect(Collectors.joining(" ")));
    }
}
