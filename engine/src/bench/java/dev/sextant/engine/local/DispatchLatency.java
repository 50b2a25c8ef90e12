// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.store.SqliteStore;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How long a slot stands idle between two trainings: from the end of one, when its outcome is about to be returned, to
 * the start of the next in the same slot. A whole study of short trials by random search; its window is so wide that a
 * trial nearly always waits, and every change is counted, also where none did.
 *
 * <p>Prints percentiles for a store in memory and for SQLite on the disk, for trainings that sleep and for ones that
 * keep a processor busy. The first tenth of each study, in which the virtual machine warms up, is counted by itself.
 *
 * <pre>DispatchLatency [TRIALS (2000) [MILLIS_OF_A_TRIAL (5) [WORKERS (2) [FOLDER_ON_THE_DISK]]]]</pre>
 */
public final class DispatchLatency {
    private static final int WINDOW = 64;

    /** What the 99th percentile should stay below, in milliseconds. */
    private static final double WANTED = 5;

    /** From none of its view: the cost of a proposal is not what is measured. */
    private static final Searcher SEARCHER = (view, _, draws) -> {
        DrawSequence sequence = draws.of("random");
        double[] unit = new double[view.space().dimensions()];
        Arrays.setAll(unit, _ -> sequence.uniform());
        return new Proposal(view.space().fromUnit(unit), Note.EMPTY);
    };

    private final StudySpec spec;
    private final long nanos;
    private final int workers;

    private DispatchLatency(int trials, long nanos, int workers) {
        this.spec = ToyStudy.spec(trials, WINDOW, new ConfirmationRule(0, 1, false), Direction.MINIMIZE);
        this.nanos = nanos;
        this.workers = workers;
    }

    public static void main(String[] arguments) throws Exception {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        double millis = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 5;
        int workers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        Path folder = arguments.length > 3 ? Path.of(arguments[3]) : Files.createTempDirectory("dispatch-latency-");
        System.out.printf(
                Locale.ROOT,
                "%d trials of %.1f ms, %d workers; wanted: p99 under %.0f ms%n",
                trials,
                millis,
                workers,
                WANTED);
        DispatchLatency study = new DispatchLatency(trials, Math.round(millis * 1e6), workers);
        for (boolean spinning : new boolean[] {false, true}) {
            study.run("memory", spinning, new MemoryStore());
            study.run("SQLite", spinning, SqliteStore.open(folder.resolve("dispatch.db"), study.spec));
            delete(folder);
        }
        if (arguments.length <= 3) Files.delete(folder);
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path path : left.filter(path -> path.getFileName().toString().startsWith("dispatch.db"))
                    .toList()) Files.delete(path);
        }
    }

    private void run(String name, boolean spinning, StudyStore store) throws Exception {
        Stopwatch stopwatch = new Stopwatch(spinning);
        try (store;
                LocalStudy study =
                        LocalStudy.start(new StudyParts(spec, SEARCHER, null, stopwatch, store, workers), _ -> {})) {
            study.ending().toCompletableFuture().get(10, TimeUnit.MINUTES);
        }
        List<Long> idle = List.copyOf(stopwatch.idle);
        int warm = idle.size() / 10;
        String what = name + ", " + (spinning ? "spinning" : "sleeping");
        print(what + ", the first tenth", idle.subList(0, warm));
        print(what, idle.subList(warm, idle.size()));
    }

    private static void print(String what, List<Long> idle) {
        long[] sorted = idle.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-34s p50 %.3f  p90 %.3f  p99 %.3f  max %.3f ms (%d changes, load %.2f)%n",
                what,
                at(sorted, 0.5),
                at(sorted, 0.9),
                at(sorted, 0.99),
                at(sorted, 1),
                sorted.length,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    /** Trains for a while, and knows how long each of its threads, one a slot, has stood idle. */
    private final class Stopwatch implements Trainer {
        private final boolean spinning;
        private final ThreadLocal<Long> ended = new ThreadLocal<>();
        private final ConcurrentLinkedQueue<Long> idle = new ConcurrentLinkedQueue<>();

        Stopwatch(boolean spinning) {
            this.spinning = spinning;
        }

        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
            return Preparation.of(Map.of());
        }

        @Override
        public Training start(Assignment assignment) {
            long begun = System.nanoTime();
            Long before = ended.get();
            if (before != null) idle.add(begun - before);
            return new Training() {
                @Override
                public Progress step() {
                    double value = assignment.seeds().draws().of("value").uniform();
                    Outcome outcome = new Outcome.Completed(
                            value, 1, Map.of("loss", value), new LearningCurve(new double[] {value}));
                    pass(begun + nanos);
                    ended.set(System.nanoTime());
                    return new Progress.Done(outcome);
                }

                @Override
                public void close() {}
            };
        }

        private void pass(long end) {
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime())
                if (spinning) Thread.onSpinWait();
                else LockSupport.parkNanos(left);
        }
    }
}
