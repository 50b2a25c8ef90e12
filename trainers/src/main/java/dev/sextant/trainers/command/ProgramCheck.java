// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.ProgramChecker.Finding;
import dev.sextant.engine.spi.ProgramChecker.Verdict;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tries a program out: a run to its end, which {@link FirstRun} judges, the same run again, one that is asked to stop
 * after its first report, and one that is killed half-way and begun again where the program says that it goes on.
 *
 * <p>Cost: three to five runs of the program. Threads: confined to one.
 */
final class ProgramCheck {
    static final String STARTS = "starts";
    private static final String SAME = "comes to the same";
    private static final String STOPS = "stops when asked";
    private static final String CONTINUES = "goes on";

    private final CommandSettings settings;
    private final Assignment assignment;
    private final Path folder;
    private final ProgramLimits limits;
    private final Duration patience;
    private final Consumer<Finding> told;

    private ProgramCheck(
            CommandSettings settings,
            Assignment assignment,
            Path folder,
            ProgramLimits limits,
            Duration patience,
            Consumer<Finding> told) {
        this.settings = settings;
        this.assignment = assignment;
        this.folder = folder;
        this.limits = limits;
        this.patience = patience;
        this.told = told;
    }

    /** See {@link dev.sextant.engine.spi.ProgramChecker#check}. */
    static void run(
            ObjectNode document,
            Objective objective,
            Seeds seeds,
            Path folder,
            ProgramLimits limits,
            Duration patience,
            Consumer<Finding> told)
            throws InterruptedException {
        try {
            new CommandTrainer(folder).prepare(document, objective, seeds);
            new ProgramCheck(
                            CommandSettings.read(document),
                            new Assignment(document, objective, seeds, false),
                            folder,
                            limits,
                            patience,
                            told)
                    .all();
        } catch (TrainingException e) {
            String where = e.path().isEmpty() ? "" : e.path() + ": ";
            told.accept(new Finding(STARTS, Verdict.FAULT, where + e.getMessage(), e.help()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void all() throws TrainingException, IOException, InterruptedException {
        OwnFolder checkpoints = OwnFolder.create();
        try {
            Tryout first = new Tryout(0);
            boolean sound = true;
            try (first) {
                run(first, 1, checkpoints.inside("first"));
                sound = new FirstRun(settings, first, limits, patience, told).judge();
            }
            Outcome outcome = first.outcome;
            if (!sound || outcome == null) {
                for (String check : new String[] {SAME, STOPS, CONTINUES})
                    skip(check, "looked at once the first run is in order");
                return;
            }
            same(outcome, checkpoints);
            stops(first, checkpoints);
            continues(first, outcome, checkpoints.inside("killed"));
        } finally {
            checkpoints.delete();
        }
    }

    private void tell(String check, Verdict verdict, String says, String help) {
        told.accept(new Finding(check, verdict, says, help));
    }

    private void skip(String check, String says) {
        tell(check, Verdict.SKIPPED, says, "");
    }

    private Circumstances attempt(int number, Path checkpoint) {
        return new Circumstances(number, StoppingPlan.NONE, null, checkpoint);
    }

    /** Runs the program to its end; without an outcome where that takes too long. */
    private void run(Tryout tryout, int attempt, Path checkpoint) throws TrainingException, InterruptedException {
        CommandTrainer trainer = new CommandTrainer(folder, limits, System::nanoTime, tryout);
        long begun = System.nanoTime();
        boolean late = false;
        try (Training training = trainer.start(assignment, attempt(attempt, checkpoint))) {
            while (tryout.outcome == null && !late) {
                if (Thread.currentThread().isInterrupted()) throw ended(training);
                if (training.step() instanceof Progress.Done(Outcome outcome)) tryout.outcome = outcome;
                tryout.took = Duration.ofNanos(System.nanoTime() - begun);
                late = tryout.took.compareTo(patience) > 0;
            }
            if (late) Thread.currentThread().interrupt(); // no more patience: it is killed
        }
        if (late) Thread.interrupted();
    }

    /** Closing is quick on a thread that is interrupted. */
    private static InterruptedException ended(Training training) {
        training.close();
        Thread.interrupted();
        return new InterruptedException("the check was ended");
    }

    private void same(Outcome outcome, OwnFolder checkpoints)
            throws TrainingException, IOException, InterruptedException {
        try (Tryout second = new Tryout(0)) {
            run(second, 1, checkpoints.inside("second"));
            Outcome again = second.outcome;
            String differs = again == null ? "nothing in " + text(patience) : difference(outcome, again);
            if (differs == null)
                tell(SAME, Verdict.GOOD, "twice with the same seed, " + words(outcome) + ", bit for bit", "");
            else
                tell(
                        SAME,
                        Verdict.FAULT,
                        "with the same seed and parameters it came to %s, then to %s"
                                .formatted(words(outcome), differs),
                        "seed every generator with the seed that it is told, and let nothing depend on time, threads or"
                                + " the order of a hash table");
        }
    }

    /** Null where there is none. */
    private static @Nullable String difference(Outcome one, Outcome other) {
        if (one.equals(other)) return null;
        double[] curve = one.curve().toArray();
        double[] again = other.curve().toArray();
        for (int i = 0; i < Math.min(curve.length, again.length); i++)
            if (Double.compare(curve[i], again[i]) != 0)
                return "%s (the first difference is in step %d: %s and %s)"
                        .formatted(words(other), i + 1, curve[i], again[i]);
        return words(other) + (words(one).equals(words(other)) ? " with other metrics" : "");
    }

    static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed -> Double.toString(completed.value());
            case Outcome.Failed(String message, var _) -> message;
            default -> outcome.state();
        };
    }

    private void stops(Tryout first, OwnFolder checkpoints)
            throws TrainingException, IOException, InterruptedException {
        if (first.reports().isEmpty()) {
            skip(STOPS, "without reports there is nothing to stop a trial for");
            return;
        }
        boolean says = first.hello() != null && first.hello().stops();
        try (Tryout tryout = new Tryout(0)) {
            ProgramLimits quick = limits.withSlice(Duration.ofMillis(2));
            CommandTrainer trainer = new CommandTrainer(folder, quick, System::nanoTime, tryout);
            Training training = trainer.start(assignment, attempt(1, checkpoints.inside("stopped")));
            try (training) {
                // What it said before its first report waits before that.
                for (int more = 0; more < 3 && !(training.step() instanceof Progress.Done); ) {
                    if (Thread.currentThread().isInterrupted()) throw ended(training);
                    if (!tryout.reports().isEmpty()) more++;
                }
                if (!tryout.alive()) {
                    skip(STOPS, "it had ended before it could be asked");
                    return;
                }
                long asked = System.nanoTime();
                training.close();
                if (Thread.interrupted()) throw new InterruptedException("the check was ended");
                stopped(says, Duration.ofNanos(System.nanoTime() - asked));
            }
        }
    }

    private void stopped(boolean says, Duration took) {
        if (says && took.compareTo(limits.stop()) >= 0)
            tell(
                    STOPS,
                    Verdict.FAULT,
                    "it says that it does, and went on for %s".formatted(text(limits.stop())),
                    "look for a line on standard input between epochs and end when there is one, or do not say \"stop\"");
        else if (says) tell(STOPS, Verdict.GOOD, "it was gone %s after it was asked".formatted(text(took)), "");
        else if (took.compareTo(limits.terminate()) >= 0)
            tell(
                    STOPS,
                    Verdict.NOTE,
                    "it takes no notice of SIGTERM and was killed after %s".formatted(text(limits.terminate())),
                    "leave SIGTERM alone, so that a trial that is stopped makes room at once");
        else
            tell(STOPS, Verdict.GOOD, "it does not say that it does; SIGTERM ended it in %s".formatted(text(took)), "");
    }

    private void continues(Tryout first, Outcome outcome, Path checkpoint)
            throws TrainingException, InterruptedException {
        Heard.Hello hello = first.hello();
        int reports = first.reports().size();
        if (hello == null || !hello.continues()) {
            skip(
                    CONTINUES,
                    "it does not say that it goes on from a checkpoint: a trial whose worker is lost begins again");
            return;
        }
        if (reports < 2) {
            skip(CONTINUES, "it reports too seldom to be killed half-way");
            return;
        }
        int half = (reports + 1) / 2;
        try (Tryout killed = new Tryout(half);
                Tryout again = new Tryout(0)) {
            run(killed, 1, checkpoint);
            if (!killed.killed()) {
                skip(CONTINUES, "it had ended before it could be killed");
                return;
            }
            run(again, 2, checkpoint);
            Outcome second = again.outcome;
            String differs = second == null ? "nothing in " + text(patience) : difference(outcome, second);
            int step =
                    again.reports().isEmpty() ? 1 : again.reports().getFirst().step();
            String where = "killed after its report %d, it went on with step %d".formatted(half, step);
            if (differs != null)
                tell(
                        CONTINUES,
                        Verdict.FAULT,
                        "%s and came to %s; without that to %s".formatted(where, differs, words(outcome)),
                        "keep all that the rest depends on: weights, the optimizer's state, where the generator of chance"
                                + " stands; write the file under another name and rename it");
            else if (again.reports().size() >= reports)
                tell(
                        CONTINUES,
                        Verdict.NOTE,
                        "killed after its report %d, it began again from the beginning".formatted(half),
                        "keep a checkpoint right after each report, in the folder that it is told");
            else tell(CONTINUES, Verdict.GOOD, where + " and came to the same", "");
        }
    }

    static String text(Duration time) {
        double seconds = time.toNanos() / 1e9;
        return seconds < 1
                ? String.format(Locale.ROOT, "%.0f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
