// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.sun.management.OperatingSystemMXBean;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * How fast a store takes trials and gives them back: trials of one metric and one epoch, each added, begun and ended,
 * every step acknowledged only when it is durable. One thread adds, another begins and ends.
 *
 * <p>Arguments: how many trials (100000), how many in flight (64), and a folder on the disk to be measured (a temporary
 * one) or the address of a PostgreSQL database. Prints rates, latencies from adding a trial to its durable end, time
 * and memory of loading, and bytes a trial in a file.
 */
public final class StoreRates {
    private static final StudySpec SPEC =
            ToyStudy.spec(StudySpec.MAX_TRIALS, 8, new ConfirmationRule(1, 1, false), Direction.MINIMIZE);

    private StoreRates() {}

    public static void main(String[] arguments) throws Exception {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int inFlight = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
        if (arguments.length > 2 && PostgresAddress.looksLikeOne(arguments[2])) {
            PostgresSource source =
                    new PostgresSource(PostgresAddress.parse(arguments[2]), "rates-" + System.nanoTime());
            write(source, trials, inFlight);
            for (int round = 0; round < 3; round++) load(source, trials);
            return;
        }
        Path folder = arguments.length > 2 ? Path.of(arguments[2]) : Files.createTempDirectory("store-rates-");
        Path file = folder.resolve("rates.db");
        write(new SqliteSource(file), trials, inFlight);
        System.out.printf("%d bytes a trial%n", Files.size(file) / trials);
        for (int round = 0; round < 3; round++) load(new SqliteSource(file), trials);
        try (var left = Files.list(folder)) {
            for (Path path : left.filter(path -> path.getFileName().toString().startsWith("rates.db"))
                    .toList()) Files.delete(path);
        }
        if (arguments.length <= 2) Files.delete(folder);
    }

    private static Trial trial(int number) {
        DrawSequence draws = new Draws(1, number).of("rates");
        double[] unit = new double[SPEC.space().dimensions()];
        Arrays.setAll(unit, _ -> draws.uniform());
        String digest = "%016x".formatted(draws.word() * 0x9E3779B97F4A7C15L).repeat(4);
        return new Trial(number, Role.SEARCH, SPEC.space().fromUnit(unit), Note.EMPTY, StoppingPlan.NONE, digest, null);
    }

    private static void write(StoreSource source, int trials, int inFlight) throws Exception {
        // Made beforehand, so that the store's own work is what is measured.
        List<Trial> made =
                IntStream.range(0, trials).mapToObj(StoreRates::trial).toList();
        Semaphore room = new Semaphore(inFlight);
        BlockingQueue<Integer> added = new LinkedBlockingQueue<>();
        long[] begun = new long[trials];
        long[] micros = new long[trials];
        long cpu = cpuNanos();
        long start = System.nanoTime();
        try (StudyStore store = source.open(SPEC)) {
            Thread ending = Thread.ofPlatform().start(() -> end(store, added, trials, room, begun, micros));
            for (int number = 0; number < trials; number++) {
                room.acquire();
                int now = number;
                begun[number] = System.nanoTime();
                store.add(List.of(made.get(number))).thenAccept(_ -> added.add(now));
            }
            ending.join();
            room.acquire(inFlight);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long tenth = trials / 10;
        System.out.printf(
                "the first tenth at %.0f trials/s, the last at %.0f%n",
                tenth * 1e9 / (begun[(int) tenth] - begun[0]),
                tenth * 1e9 / (begun[trials - 1] - begun[(int) (trials - 1 - tenth)]));
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%d trials, %d in flight: %.0f trials/s, %.1f us of CPU a trial, latency p50 %d p99 %d max %d us%n",
                trials,
                inFlight,
                trials / seconds,
                (cpuNanos() - cpu) / 1e3 / trials,
                sorted[trials / 2],
                sorted[(int) (trials * 0.99)],
                sorted[trials - 1]);
    }

    private static void end(
            StudyStore store, BlockingQueue<Integer> added, int trials, Semaphore room, long[] begun, long[] micros) {
        try {
            for (int i = 0; i < trials; i++) {
                int number = added.take();
                Attempt attempt = new Attempt(number, 1, number + 1, "local");
                double value = 1.0 / (3 + number);
                store.begin(attempt);
                store.end(
                                attempt,
                                new Outcome.Completed(
                                        value, 1, Map.of("value", value), new LearningCurve(new double[] {value})))
                        .thenAccept(_ -> {
                            micros[number] = (System.nanoTime() - begun[number]) / 1000;
                            room.release();
                        });
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void load(StoreSource source, int trials) throws StoreException, IOException {
        long before = used();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        StudyStore.Content content;
        try (StudyStore store = source.open(SPEC)) {
            content = store.load().toCompletableFuture().join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "loaded %d trials in %.2f s, %.2f s of CPU with collections, %d bytes each in memory%n",
                content.trials().size(), seconds, (cpuNanos() - cpu) / 1e9, (used() - before) / trials);
        if (content.trials().size() != trials || content.attempts().size() != trials)
            throw new IOException("trials are missing");
    }

    private static long used() {
        for (int i = 0; i < 3; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
