// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A study without threads: a machine, a store that commits late, workers and a bus that repeats and reorders, and a
 * process that dies between any two commands. What happens next is drawn from a seed; every step is checked.
 */
final class StudySimulation {
    private static final int WORKERS = 3;
    private static final int PATIENCE = 100_000;

    private final StudySpec spec;
    private final Searcher searcher;
    private final @Nullable Pruner pruner;
    private final SplittableRandom chance;

    /** How likely the process dies, a worker is lost, a result is repeated, a worker breaks: each step, in percent. */
    private final double trouble;

    // What survives the process.
    private final List<Trial> durable = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();

    // What does not.
    private StudyMachine machine;
    private Proposer proposer;
    private final Deque<Effect> uncommitted = new ArrayDeque<>();
    private final Deque<Command> committed = new ArrayDeque<>();
    private final List<Command> underway = new ArrayList<>();
    private final Map<Attempt, Task> running = new HashMap<>();
    private final Map<Long, Long> results = new HashMap<>();
    private final Set<Long> announced = new HashSet<>();
    private long request;
    private int pulls;
    private boolean asked;
    private boolean concluded;
    int crashes;
    int losses;
    int repeats;

    StudySimulation(StudySpec spec, Searcher searcher, @Nullable Pruner pruner, long seed, double trouble) {
        this.spec = spec;
        this.searcher = searcher;
        this.pruner = pruner;
        this.chance = new SplittableRandom(seed);
        this.trouble = trouble;
        this.machine = new StudyMachine(spec, searcher.capacity());
        this.proposer = new Proposer(spec, searcher, pruner, ToyStudy::epochCost);
    }

    /** Runs to the end and returns what is stored. */
    List<Trial> run() {
        deliver(new Command.Begin(durable, attempts));
        for (int step = 0; !concluded; step++) {
            if (step >= PATIENCE)
                throw new AssertionError("the study came to a halt with %d trials, %s, %s, %s, %s"
                        .formatted(durable.size(), underway, uncommitted, committed, running.keySet()));
            if (happens(trouble / 15)) crash();
            else step();
        }
        while (!uncommitted.isEmpty()) commit();
        return durable;
    }

    private boolean happens(double percent) {
        return chance.nextDouble(100) < percent;
    }

    private void step() {
        switch (chance.nextInt(6)) {
            case 0 -> {
                if (!uncommitted.isEmpty()) commit();
            }
            case 1 -> {
                if (!committed.isEmpty()) deliver(committed.poll());
            }
            case 2 -> {
                if (!underway.isEmpty()) deliver(underway.remove(chance.nextInt(underway.size())));
            }
            case 3 -> pull();
            case 4 -> train();
            default -> {
                if (happens(trouble)) lose("w" + chance.nextInt(WORKERS));
            }
        }
    }

    private void pull() {
        if (pulls >= 2 * WORKERS) return;
        pulls++;
        long number = request++;
        underway.add(new Command.Pull(number, "w" + chance.nextInt(WORKERS), 1 + chance.nextInt(3)));
        if (happens(trouble)) underway.add(new Command.Expire(number));
    }

    private void train() {
        if (running.isEmpty()) return;
        Task task = List.copyOf(running.values()).get(chance.nextInt(running.size()));
        int epochs = ToyStudy.outcome(task).curve().epochs();
        if (chance.nextBoolean() && epochs > 1) {
            underway.add(new Command.Progressed(task.attempt().trial(), 1 + chance.nextInt(epochs - 1)));
            return;
        }
        // Sometimes it is sent and goes on to be sent again.
        if (!happens(trouble)) running.remove(task.attempt());
        else repeats++;
        long number = request++;
        // Breaking is rare enough that no trial breaks three times: that would be its result.
        if (task.attempt().number() == 1 && happens(trouble))
            underway.add(new Command.Broke(number, task.attempt(), "out of memory"));
        else {
            results.put(number, task.attempt().trial());
            underway.add(new Command.Result(number, task.attempt(), ToyStudy.outcome(task)));
        }
    }

    /** The coordinator gives the worker up; the worker may not know, and send its results all the same. */
    private void lose(String worker) {
        losses++;
        underway.add(new Command.WorkerLost(worker));
        if (chance.nextBoolean())
            running.keySet().removeIf(attempt -> attempt.worker().equals(worker));
    }

    private void crash() {
        crashes++;
        for (int i = chance.nextInt(3); i > 0 && !uncommitted.isEmpty(); i--) commit();
        uncommitted.clear();
        committed.clear();
        underway.clear();
        running.clear();
        announced.clear();
        results.clear();
        pulls = 0;
        asked = false;
        machine = new StudyMachine(spec, searcher.capacity());
        proposer = new Proposer(spec, searcher, pruner, ToyStudy::epochCost);
        deliver(new Command.Begin(List.copyOf(durable), List.copyOf(attempts)));
    }

    private void commit() {
        switch (uncommitted.remove()) {
            case Effect.AddTrials(List<Trial> trials) -> {
                for (Trial trial : trials) {
                    assertEquals(durable.size(), trial.number());
                    assertNull(trial.outcome());
                    durable.add(trial);
                }
                committed.add(new Command.Added(trials.getFirst().number()));
            }
            case Effect.BeginAttempt(Attempt attempt) -> {
                assertTrue(attempts.stream().allMatch(before -> before.fence() < attempt.fence()), "fences rise");
                attempts.add(attempt);
            }
            case Effect.EndTrial(Attempt attempt, Outcome outcome) -> {
                Trial trial = durable.get((int) attempt.trial());
                Outcome standing = trial.outcome();
                if (standing == null) durable.set((int) attempt.trial(), trial.ended(outcome));
                committed.add(new Command.Ended(attempt.trial(), standing == null ? outcome : standing));
            }
            case Effect other -> throw new AssertionError("not the store's: " + other);
        }
    }

    private void deliver(Command command) {
        if (command instanceof Command.Pull) pulls--;
        for (Effect effect : machine.accept(command)) check(effect);
        long open = durable.stream()
                .filter(trial -> trial.role() instanceof Role.Search && trial.outcome() == null)
                .count();
        assertTrue(open <= spec.parallelism().open(), "more trials open than the window allows: " + open);
    }

    private void check(Effect effect) {
        assertFalse(concluded, "nothing follows the end");
        switch (effect) {
            case Effect.Ask ask -> ask(ask);
            case Effect.AddTrials _, Effect.BeginAttempt _, Effect.EndTrial _ -> uncommitted.add(effect);
            case Effect.Answer(long _, List<Task> tasks) -> {
                for (Task task : tasks) {
                    assertTrue(task.attempt().trial() < durable.size(), "handed out before it is durable");
                    assertNull(machine.trial(task.attempt().trial()).outcome(), "handed out after its end");
                    running.put(task.attempt(), task);
                }
            }
            case Effect.Acknowledge(long number) -> {
                Long trial = results.get(number);
                if (trial != null)
                    assertNotNull(durable.get(trial.intValue()).outcome(), "acknowledged before it is durable");
            }
            case Effect.Announce(StudyEvent.TrialEnded(Trial trial)) -> {
                assertEquals(durable.get((int) trial.number()), trial, "announced before it is durable");
                assertTrue(announced.add(trial.number()), "announced twice");
            }
            case Effect.Announce(StudyEvent.Alarm(String message)) -> throw new AssertionError(message);
            case Effect.Announce _ -> {}
            case Effect.Conclude(boolean finished) -> {
                assertTrue(finished);
                concluded = true;
            }
        }
    }

    private void ask(Effect.Ask ask) {
        assertFalse(asked && underway.stream().anyMatch(Command.Proposed.class::isInstance), "two questions at a time");
        asked = true;
        int seen = ask.view().observed().size();
        if (spec.parallelism().reproducible())
            assertEquals(Math.max(0, ask.trial() - spec.parallelism().open() + 1), seen);
        assertEquals(ask.trial() - seen, ask.view().pending().size());
        for (var observation : ask.view().observed()) {
            assertNotNull(durable.get((int) observation.trial()).outcome(), "learned from before it is durable");
            assertEquals(durable.get((int) observation.trial()).outcome(), observation.outcome());
        }
        underway.add(proposer.answer(ask));
    }
}
