// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.study.Assignments;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.Replay;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A study that is simulated.
 *
 * @param poisoned trials that no machine can run
 * @param straight what must come of it: its trials, run one after the other where nothing goes wrong. Of an
 *     asynchronous study what may come of it
 */
record Scenario(StudySpec spec, Searcher searcher, @Nullable Pruner pruner, Set<Long> poisoned, List<Trial> straight) {
    /** What stands for everything that breaks a worker. */
    static final String BREAK = "out of memory";

    private static final StopRule NEVER = StopRule.NEVER;

    static final List<Scenario> ALL = List.of(
            of(ToyStudy.spec(10, 3, new ConfirmationRule(2, 2, true), Direction.MINIMIZE, NEVER), true, Set.of()),
            of(ToyStudy.spec(12, 8, new ConfirmationRule(0, 1, false), Direction.MAXIMIZE, NEVER), false, Set.of(4L)),
            of(ToyStudy.spec(6, 1, new ConfirmationRule(1, 3, true), Direction.MINIMIZE, NEVER), true, Set.of(2L)),
            of(
                    ToyStudy.spec(30, 4, new ConfirmationRule(2, 1, true), Direction.MINIMIZE, new StopRule(5, 0)),
                    false,
                    Set.of()),
            of(ToyStudy.spec(1, 8, new ConfirmationRule(1, 2, true), Direction.MINIMIZE, NEVER), false, Set.of()),
            of(ToyStudy.spec(14, 5, new ConfirmationRule(3, 1, false), Direction.MAXIMIZE, NEVER), true, Set.of(0L)),
            of(
                    ToyStudy.spec(
                            20,
                            new EpochBudget(30, 5),
                            new Parallelism.VirtualTime(4),
                            new ConfirmationRule(1, 1, false),
                            Direction.MINIMIZE,
                            NEVER),
                    true,
                    Set.of()),
            of(
                    ToyStudy.spec(
                            12, new Parallelism.Async(), new ConfirmationRule(2, 1, true), Direction.MINIMIZE, NEVER),
                    true,
                    Set.of(3L)),
            of(
                    ToyStudy.spec(40, 4, new ConfirmationRule(1, 2, true), Direction.MAXIMIZE)
                            .with(new Limits(null, 2, null, 0.25, Limits.SLICE_TIME)),
                    false,
                    Set.of(1L, 6L)));

    private static Scenario of(StudySpec spec, boolean pruned, Set<Long> poisoned) {
        Searcher searcher = new HashingSearcher(Long.MAX_VALUE);
        Pruner pruner = pruned ? ToyStudy.HASHING_PRUNER : null;
        return new Scenario(
                spec, searcher, pruner, poisoned, ToyStudy.straight(spec, searcher, pruner, poisoned, BREAK));
    }

    /** Answers its study's questions, as the one of the straight run did. */
    Proposer proposer() {
        return new Proposer(spec, searcher, pruner, ToyStudy::epochCost);
    }

    static Scenario number(long number) {
        return ALL.get(Math.floorMod(number, ALL.size()));
    }

    /** How a trial ends that no machine can run. */
    static final Outcome BROKEN = new Outcome.Failed("broke its worker 3 times: " + BREAK);

    /**
     * What is stored must be what comes of it straight, bit for bit. An asynchronous study's trials must each be what
     * follows from what it saw.
     */
    void check(List<Trial> stored) {
        if (!spec.parallelism().reproducible()) {
            checkEach(stored);
            return;
        }
        List<Trial> straight = straight(stored);
        for (int i = 0; i < Math.min(stored.size(), straight.size()); i++)
            assertEquals(straight.get(i), stored.get(i), "trial %d is not that of the straight run".formatted(i));
        assertEquals(straight.size(), stored.size(), "the straight run has another number of trials");
    }

    /** What must come of it where a person put into the search what was put into this one. */
    private List<Trial> straight(List<Trial> stored) {
        Map<Long, Enqueued> enqueued = new HashMap<>();
        for (Trial trial : stored)
            if (trial.note().isEnqueued())
                enqueued.put(trial.number(), new Enqueued(trial.note().enqueued(), trial.configuration()));
        return enqueued.isEmpty() ? straight : ToyStudy.straight(spec, searcher, pruner, poisoned, BREAK, enqueued);
    }

    /** Whether no rule ended the search before its budget. */
    boolean searchedAll(List<Trial> stored) {
        return spec.trials()
                == stored.stream()
                        .filter(trial -> trial.role() instanceof Role.Search)
                        .count();
    }

    private void checkEach(List<Trial> stored) {
        assertEquals(List.of(), new Replay(spec, proposer()).differences(stored, _ -> {}));
        for (Trial trial : stored) {
            Task task = new Task(
                    new Attempt(trial.number(), 1, 0, "straight"),
                    Assignments.of(spec, trial),
                    trial.plan(),
                    false,
                    spec.limits(),
                    false);
            boolean breaks = poisoned.contains(trial.number());
            assertEquals(
                    breaks ? BROKEN : ToyStudy.outcome(task),
                    trial.outcome(),
                    () -> "trial %d has another's outcome".formatted(trial.number()));
        }
        long searched = stored.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
        assertEquals(spec.trials(), searched, "search trials");
        checkPhases(stored);
    }

    /** What follows the search follows from it. */
    private void checkPhases(List<Trial> stored) {
        StudyMachine machine = new StudyMachine(spec, searcher.capacity());
        Deque<Command> commands = new ArrayDeque<>(List.of(new Command.Begin(stored, List.of())));
        boolean concluded = false;
        while (!commands.isEmpty()) {
            for (Effect effect : machine.accept(commands.remove())) {
                switch (effect) {
                    case Effect.Plan plan -> commands.add(proposer().answer(plan));
                    case Effect.Conclude(boolean finished) -> concluded = finished;
                    case Effect.Announce(StudyEvent.Alarm(String message)) -> throw new AssertionError(message);
                    case Effect.Announce _ -> {}
                    default -> throw new AssertionError("something is missing: " + effect);
                }
            }
        }
        assertTrue(concluded, "what follows the search is another");
    }
}
