// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What part of their time workers are busy, by how a study decides its trials: the real {@link StudyMachine} on a
 * simulated clock. Searching, storing and messages take no time.
 *
 * <p>A trial takes a log-normal time of median 1, in {@value #EPOCHS} equal epochs. Virtual time reckons with a cost
 * that is off by a log-normal factor. Deterministic; run by hand, without arguments; takes seconds.
 */
public final class Utilisation {
    /** Of every trial, all equally long. */
    public static final int EPOCHS = 20;

    private static final int TRIALS_PER_WORKER = 40;
    private static final int SEEDS = 10;

    private static final int[] WORKERS = {2, 4, 8, 16};

    private static final Searcher SEARCHER =
            (view, _, _) -> new Proposal(view.space().preset(), Note.EMPTY);

    private record Event(double time, long order, Task task, int epoch) {}

    private final double sigma;
    private final double error;
    private final long seed;

    /**
     * A study's trials.
     *
     * @param sigma of the logarithm of their durations
     * @param error of the logarithm of the cost that virtual time reckons with
     */
    public Utilisation(double sigma, double error, long seed) {
        this.sigma = sigma;
        this.error = error;
        this.seed = seed;
    }

    public static void main(String[] arguments) {
        System.out.printf(Locale.ROOT, "%-38s", "busy part of the workers, sigma");
        for (double sigma : new double[] {0.5, 1.0})
            for (int workers : WORKERS) System.out.printf(Locale.ROOT, " %4.1f×%-2d", sigma, workers);
        System.out.println();
        row("asynchronous", 0, _ -> new Parallelism.Async());
        for (int times = 1; times <= 4; times++) {
            int factor = times;
            row("window " + times + "W", 0, workers -> new Parallelism.Window(factor * workers));
        }
        for (int times = 2; times <= 4; times++)
            for (double error : new double[] {0, 0.1, 0.3}) {
                int factor = times;
                row(
                        "virtual time " + times + "W, cost off by " + error,
                        error,
                        workers -> new Parallelism.VirtualTime(factor * workers));
            }
    }

    private interface Mode {
        Parallelism of(int workers);
    }

    private static void row(String name, double error, Mode mode) {
        System.out.printf(Locale.ROOT, "%-38s", name);
        for (double sigma : new double[] {0.5, 1.0})
            for (int workers : WORKERS) {
                double sum = 0;
                for (long seed = 0; seed < SEEDS; seed++)
                    sum += new Utilisation(sigma, error, seed).simulated(mode.of(workers), workers);
                System.out.printf(Locale.ROOT, "   %.3f", sum / SEEDS);
            }
        System.out.println();
    }

    /** How many trials a study for so many workers has. */
    public static long trials(int workers) {
        return (long) TRIALS_PER_WORKER * workers;
    }

    /** How long the trial trains, where the median is 1. */
    public double duration(long trial) {
        return StrictMath.exp(
                sigma * new Draws(seed, Math.toIntExact(trial)).of("duration").normal());
    }

    /** What an epoch of the trial costs in virtual time. */
    public long cost(long trial) {
        double factor = StrictMath.exp(
                error * new Draws(seed, Math.toIntExact(trial)).of("cost").normal());
        return Math.max(1, Math.round(1e6 * duration(trial) * factor));
    }

    /** The busy part of the workers' time, from the beginning of the first trial to the end of the last. */
    public double simulated(Parallelism parallelism, int workers) {
        StudySpec spec = ToyStudy.spec(
                trials(workers), parallelism, new ConfirmationRule(0, 1, false), Direction.MINIMIZE, StopRule.NEVER);
        StudyMachine machine = new StudyMachine(spec, Long.MAX_VALUE);
        Proposer proposer = new Proposer(spec, SEARCHER, null);
        PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingDouble(Event::time).thenComparingLong(Event::order));
        Deque<Command> commands = new ArrayDeque<>(List.of(new Command.Begin(List.of(), List.of())));
        long requests = 0;
        for (int i = 0; i < workers; i++) commands.add(new Command.Pull(requests++, "w" + i, 1));
        double now = 0;
        double busy = 0;
        long order = 0;
        while (true) {
            while (!commands.isEmpty()) {
                List<Command> answers = new ArrayList<>();
                for (Effect effect : machine.accept(commands.removeFirst())) {
                    switch (effect) {
                        case Effect.Ask ask -> {
                            Command.Proposed said = proposer.answer(ask);
                            answers.add(new Command.Proposed(
                                    said.trial(), said.proposal(), said.plan(), cost(said.trial())));
                        }
                        case Effect.Plan plan -> answers.add(proposer.answer(plan));
                        case Effect.AddTrials(List<Trial> added) ->
                            answers.add(new Command.Added(added.getFirst().number()));
                        case Effect.EndTrial(Attempt attempt, Outcome outcome) ->
                            answers.add(new Command.Ended(attempt.trial(), outcome));
                        case Effect.Answer(long _, List<Task> tasks) -> {
                            for (Task task : tasks) events.add(new Event(now + epoch(task), order++, task, 1));
                        }
                        case Effect.Conclude(boolean _) -> {
                            return busy / (workers * now);
                        }
                        case Effect.BeginAttempt(Attempt attempt) -> answers.add(new Command.Begun(attempt.fence()));
                        case Effect.EndAttempt(Attempt attempt, AttemptEnd _) ->
                            answers.add(new Command.AttemptEnded(attempt.fence()));
                        case Effect.Beaten _,
                                Effect.Acknowledge _,
                                Effect.Announce _,
                                Effect.Enqueue _,
                                Effect.AnswerEnqueue _ -> {}
                    }
                }
                commands.addAll(answers);
            }
            Event event = events.poll();
            if (event == null) throw new IllegalStateException("nothing goes on");
            now = event.time();
            Task task = event.task();
            busy += epoch(task);
            if (event.epoch() < EPOCHS) {
                commands.add(new Command.Progressed(task.attempt().trial(), event.epoch()));
                events.add(new Event(now + epoch(task), order++, task, event.epoch() + 1));
            } else {
                commands.add(new Command.Result(requests++, task.attempt(), outcome()));
                commands.add(new Command.Pull(requests++, task.attempt().worker(), 1));
            }
        }
    }

    private double epoch(Task task) {
        return duration(task.attempt().trial()) / EPOCHS;
    }

    private static Outcome outcome() {
        return new Outcome.Completed(1, EPOCHS, Map.of(), new LearningCurve(new double[EPOCHS]));
    }
}
