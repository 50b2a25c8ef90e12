// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.throughput;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.studies.cluster.ClusterFile;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.wiring.DatabaseStudies;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudyRun;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trials that cost nothing but their keeping: a function of two parameters, random search, every result acknowledged
 * only once SQLite has it on the disk.
 *
 * <p>Prints the trials a second of every tenth of the run, the time from proposal to acknowledgement, and the memory.
 *
 * <p>With a cluster's file other processes train, those of {@code sextant worker --cluster FILE}, which may be begun
 * before; the trials are begun when the first of them has joined. With a database the trials are kept there.
 *
 * <pre>DurableTrials DIRECTORY [TRIALS [WINDOW [WORKERS [CLUSTER.JSON BIND [postgres://USER@HOST/DATABASE]]]]]</pre>
 */
public final class DurableTrials {
    private final long[] proposed;
    private final long[] acknowledged;
    private final CountDownLatch ended;
    private final AtomicLong first = new AtomicLong(); // acknowledged

    private DurableTrials(int trials) {
        proposed = new long[trials];
        acknowledged = new long[trials];
        ended = new CountDownLatch(trials);
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        int trials = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int window = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 256;
        int workers = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
        Path study = directory.resolve("durable.json");
        Files.writeString(study, study(trials, window));
        RunDirectory run = RunDirectory.claim(directory.resolve("run"));
        ClusterSettings cluster = arguments.length > 5
                ? ClusterFile.read(Path.of(""), arguments[4]).settings(arguments[5], false)
                : null;
        DatabaseStudies database = arguments.length > 6 ? DatabaseStudies.at(arguments[6], null) : null;
        new DurableTrials(trials).run(study, run, new StudyRun.Options(workers, null, cluster, null), database);
    }

    private static String study(int trials, int window) {
        return """
                {"name": "durable", "trainer": {"type": "function",
                  "function": {"branin": {"x1": {"uniform": [-5, 10]}, "x2": {"uniform": [0, 15]}}}},
                 "search": {"searcher": "random", "trials": %d, "window": %d},
                 "confirm": {"top": 0, "test": false}}""".formatted(trials, window);
    }

    private void run(Path study, RunDirectory run, StudyRun.Options options, @Nullable DatabaseStudies database)
            throws Exception {
        long begun = System.nanoTime();
        try (StudyRun running = StudyRun.begin(timed(study), run, options, database, null, this::happened)) {
            ended.await();
            long end = System.nanoTime();
            // Machines take seconds to find each other.
            rates(options.cluster() == null ? begun : first.get());
            latencies();
            System.out.printf(Locale.ROOT, "peak memory %s%n", memory());
            running.await();
            System.out.printf(
                    Locale.ROOT,
                    "ranking and reports %.1f s; peak memory %s; store %.0f bytes a trial%n",
                    (System.nanoTime() - end) / 1e9,
                    memory(),
                    database != null ? 0 : Files.size(run.store()) / (double) proposed.length);
        }
    }

    private void rates(long begun) {
        int trials = proposed.length;
        long from = begun;
        for (int tenth = 1; tenth <= 10; tenth++) {
            int last = (int) ((long) trials * tenth / 10) - 1;
            int first = (int) ((long) trials * (tenth - 1) / 10);
            long to = acknowledged[last];
            System.out.printf(
                    Locale.ROOT,
                    "trials %d … %d: %.0f a second%n",
                    first,
                    last,
                    (last - first + 1) * 1e9 / (to - from));
            from = to;
        }
        System.out.printf(Locale.ROOT, "all: %.0f a second%n", trials * 1e9 / (from - begun));
    }

    private void latencies() {
        // Those of the first window may have waited for a machine to come.
        int skipped = Math.min(proposed.length / 10, 1_000) + 1;
        long[] nanos = new long[proposed.length - skipped];
        Arrays.setAll(nanos, i -> acknowledged[i + skipped] - proposed[i + skipped]);
        Arrays.sort(nanos);
        for (double share : new double[] {0.5, 0.9, 0.99, 0.999})
            System.out.printf(
                    Locale.ROOT,
                    "from proposal to acknowledgement, %s of trials: %.1f ms%n",
                    share,
                    nanos[(int) (share * (nanos.length - 1))] / 1e6);
    }

    /** The most that the process has held, as the operating system says it. */
    private static String memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return "unknown";
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.substring("VmHWM:".length()).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private PreparedStudy timed(Path study) throws Exception {
        PreparedStudy plain = PreparedStudy.of(
                StudySource.read(Path.of(""), study.toString(), List.<Argument>of()),
                StudySource.folder(Path.of(""), study.toString()));
        Searcher searcher = plain.searcher();
        Searcher timed = new Searcher() {
            @Override
            public Proposal propose(View view, long trial, Draws draws) {
                proposed[(int) trial] = System.nanoTime();
                return searcher.propose(view, trial, draws);
            }

            @Override
            public boolean immediate() {
                return searcher.immediate();
            }
        };
        return new PreparedStudy(
                plain.file(),
                plain.folder(),
                plain.trainer(),
                timed,
                plain.pruner(),
                plain.facts(),
                plain.columns(),
                plain.warnings());
    }

    private void happened(StudyEvent event) {
        switch (event) {
            case StudyEvent.TrialEnded(var trial) -> {
                long now = System.nanoTime();
                acknowledged[(int) trial.number()] = now;
                first.compareAndSet(0, now);
                ended.countDown();
            }
            default -> {}
        }
    }
}
