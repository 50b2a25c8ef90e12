// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
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
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Utilisation;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What part of their time real workers are busy, beside what {@link Utilisation} says of the very same trials: whole
 * studies in this process, whose trainings sleep. The difference is what searching, storing, messages and threads cost.
 *
 * <p>Prints for each rule the measured and the simulated part, and the difference in points, all means over the seeds;
 * takes four minutes a seed. Sleeping costs no processor, so that more workers than processors are measured fairly. A
 * study before the first warms the virtual machine up.
 *
 * <pre>SleepingWorkers [MEDIAN_MILLIS_OF_A_TRIAL (100) [SEEDS (1) [memory|sqlite (memory) [BEGINNING_OF_THE_RULES]]]]
 * </pre>
 */
public final class SleepingWorkers {
    private static final int[] WORKERS = {2, 8};
    private static final double[] SIGMAS = {0.5, 1.0};
    private static final double[] ERRORS = {0.1, 0.3};

    /** How far the measured part may be from the simulated one, in points. */
    private static final double WANTED = 3;

    private static final String TRIAL = "trial";

    private static final Searcher SEARCHER = (_, trial, _) -> new Proposal(numbered(trial), Note.EMPTY);

    private final double medianNanos;
    private final int seeds;
    private final boolean sqlite;
    private final String rules;
    private double farthest;

    private SleepingWorkers(double medianNanos, int seeds, boolean sqlite, String rules) {
        this.medianNanos = medianNanos;
        this.seeds = seeds;
        this.sqlite = sqlite;
        this.rules = rules;
    }

    public static void main(String[] arguments) throws Exception {
        double millis = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 100;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        boolean sqlite = arguments.length > 2 && arguments[2].equals("sqlite");
        String rules = arguments.length > 3 ? arguments[3] : "";
        new SleepingWorkers(millis * 1e5, seeds, sqlite, rules).warmUp();
        new SleepingWorkers(millis * 1e6, seeds, sqlite, rules).run();
    }

    private interface Mode {
        Parallelism of(int workers);
    }

    private void warmUp() throws Exception {
        measured(new Utilisation(SIGMAS[0], ERRORS[0], 0), new Parallelism.VirtualTime(16), 8);
    }

    private void run() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "trials of %.0f ms (median), %d epochs, %d seeds, %s store, load %.2f%n",
                medianNanos / 1e6,
                Utilisation.EPOCHS,
                seeds,
                sqlite ? "SQLite" : "memory",
                load());
        System.out.println("measured busy part of the workers, simulated, difference in points");
        System.out.printf(Locale.ROOT, "%-34s", "sigma×workers");
        for (double sigma : SIGMAS)
            for (int workers : WORKERS) System.out.printf(Locale.ROOT, "  %-19s", "%.1f×%d".formatted(sigma, workers));
        System.out.println();
        for (int times = 1; times <= 4; times++) {
            int factor = times;
            row("window " + times + "W", 0, workers -> new Parallelism.Window(factor * workers));
        }
        for (int times = 2; times <= 3; times++)
            for (double error : ERRORS) {
                int factor = times;
                row(
                        "virtual time " + times + "W, cost off by " + error,
                        error,
                        workers -> new Parallelism.VirtualTime(factor * workers));
            }
        System.out.printf(
                Locale.ROOT,
                "largest difference %.1f points (wanted: at most %.0f), load %.2f%n",
                farthest,
                WANTED,
                load());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void row(String name, double error, Mode mode) throws Exception {
        if (!name.startsWith(rules)) return;
        System.out.printf(Locale.ROOT, "%-34s", name);
        for (double sigma : SIGMAS)
            for (int workers : WORKERS) {
                double measured = 0;
                double simulated = 0;
                for (long seed = 0; seed < seeds; seed++) {
                    Utilisation trials = new Utilisation(sigma, error, seed);
                    measured += measured(trials, mode.of(workers), workers);
                    simulated += trials.simulated(mode.of(workers), workers);
                }
                double points = 100 * (measured - simulated) / seeds;
                farthest = Math.max(farthest, Math.abs(points));
                System.out.printf(Locale.ROOT, "  %.3f %.3f %+5.1f  ", measured / seeds, simulated / seeds, points);
            }
        System.out.println();
    }

    private double measured(Utilisation trials, Parallelism parallelism, int workers) throws Exception {
        StudySpec spec = spec(Utilisation.trials(workers), parallelism);
        Sleeper sleeper = new Sleeper(trials);
        if (!sqlite) run(spec, sleeper, new MemoryStore(), workers);
        else {
            Path folder = Files.createTempDirectory("sleeping-workers-");
            try (StudyStore store = SqliteStore.open(folder.resolve("study.db"), spec)) {
                run(spec, sleeper, store, workers);
            } finally {
                delete(folder);
            }
        }
        return sleeper.busy.get() / ((double) workers * (sleeper.last.get() - sleeper.first.get()));
    }

    private static void run(StudySpec spec, Trainer trainer, StudyStore store, int workers) throws Exception {
        try (LocalStudy study =
                LocalStudy.start(new StudyParts(spec, SEARCHER, null, trainer, store, workers), _ -> {})) {
            study.ending().toCompletableFuture().get(10, TimeUnit.MINUTES);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }

    private static Configuration numbered(long trial) {
        return new Configuration(Map.of(TRIAL, new Value.Whole(trial)));
    }

    /** A study whose trials are told apart by their documents, since the cost of an epoch is asked of those. */
    private static StudySpec spec(long trials, Parallelism parallelism) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode document = json.objectNode();
        document.putObject(TRIAL).putArray("int").add(0).add(trials);
        Template template = new Template(
                document,
                Space.of(List.of(new Parameter(TRIAL, new Domain.Whole(0, trials, Scale.LINEAR), new Value.Whole(0)))));
        return new StudySpec(
                "sleeping",
                "",
                1,
                "sleeping",
                template,
                Goals.of(new Objective("value", Direction.MINIMIZE)),
                new StudySpec.Selection("numbering", json.objectNode()),
                null,
                trials,
                EpochBudget.NONE,
                parallelism,
                StopRule.NEVER,
                List.of(),
                new ConfirmationRule(0, 1, false),
                Limits.NONE);
    }

    /** Sleeps for as long as the trial's duration says, and adds up for how long. */
    private final class Sleeper implements Trainer {
        private final Utilisation trials;
        private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        private final AtomicLong busy = new AtomicLong();

        Sleeper(Utilisation trials) {
            this.trials = trials;
        }

        private static long trial(ObjectNode document) {
            return document.get(TRIAL).longValue();
        }

        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
            return Preparation.of(Map.of());
        }

        @Override
        public long epochCost(ObjectNode document) {
            return trials.cost(trial(document));
        }

        @Override
        public Training start(Assignment assignment) {
            long begun = System.nanoTime();
            first.accumulateAndGet(begun, Math::min);
            double nanos = medianNanos * trials.duration(trial(assignment.document()));
            return new Training() {
                private int epoch;

                @Override
                public Progress step() {
                    epoch++;
                    // By the clock and not one after the other, or every nap's delay would make the trial longer.
                    sleepUntil(begun + Math.round(nanos * epoch / Utilisation.EPOCHS));
                    if (epoch < Utilisation.EPOCHS) return new Progress.Epoch(epoch, 1);
                    long end = System.nanoTime();
                    busy.addAndGet(end - begun);
                    last.accumulateAndGet(end, Math::max);
                    return new Progress.Done(new Outcome.Completed(
                            1, epoch, Map.of("value", 1.0), new LearningCurve(new double[epoch])));
                }

                @Override
                public void close() {}
            };
        }

        private static void sleepUntil(long end) {
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime())
                LockSupport.parkNanos(left);
        }
    }
}
