// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final HashingSearcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    private static StudySpec spec(Parallelism parallelism) {
        return ToyStudy.spec(20, parallelism, new ConfirmationRule(2, 2, true), Direction.MINIMIZE, StopRule.NEVER);
    }

    private static List<Replay.Difference> differences(StudySpec spec, List<Trial> trials) {
        Proposer proposer = new Proposer(spec, SEARCHER, ToyStudy.HASHING_PRUNER, ToyStudy::epochCost);
        return new Replay(spec, proposer).differences(trials, _ -> {});
    }

    @Test
    void everyProposalOfARunComesOutAgainWhateverItsParallelism() {
        for (Parallelism parallelism : List.of(
                new Parallelism.Window(1),
                new Parallelism.Window(6),
                new Parallelism.VirtualTime(4),
                new Parallelism.Async()))
            for (long seed = 0; seed < 10; seed++) {
                StudySpec spec = spec(parallelism);
                List<Trial> trials = outOfOrder(spec, seed);
                assertEquals(List.of(), differences(spec, trials), parallelism + ", seed " + seed);
                assertEquals(List.of(), differences(spec, trials.subList(0, 7)), parallelism + ", cut short");
            }
    }

    /** A study whose three workers bring their results in an order drawn from the seed. */
    private static List<Trial> outOfOrder(StudySpec spec, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        StudyMachine machine = new StudyMachine(spec, SEARCHER.capacity());
        Proposer proposer = new Proposer(spec, SEARCHER, ToyStudy.HASHING_PRUNER, ToyStudy::epochCost);
        Deque<Command> next = new ArrayDeque<>(List.of(new Command.Begin(List.of(), List.of())));
        List<Command> underway = new ArrayList<>();
        long requests = 0;
        for (String worker : List.of("a", "b", "c")) next.add(new Command.Pull(requests++, worker, 0, 1, 1));
        while (true) {
            Command command = next.isEmpty() ? underway.remove(chance.nextInt(underway.size())) : next.remove();
            for (Effect effect : machine.accept(command)) {
                switch (effect) {
                    case Effect.Ask ask -> next.add(proposer.answer(ask));
                    case Effect.Plan plan -> next.add(proposer.answer(plan));
                    case Effect.AddTrials(List<Trial> trials) ->
                        next.add(new Command.Added(trials.getFirst().number()));
                    case Effect.BeginAttempt(Attempt attempt) -> next.add(new Command.Begun(attempt.fence()));
                    case Effect.EndAttempt(Attempt attempt, AttemptEnd _) ->
                        next.add(new Command.AttemptEnded(attempt.fence()));
                    case Effect.EndTrial(Attempt attempt, Outcome outcome) -> {
                        next.add(new Command.Ended(attempt.trial(), outcome));
                        next.add(new Command.Pull(requests++, attempt.worker(), 0, 1, 1));
                    }
                    case Effect.Answer(long _, List<Task> tasks) -> {
                        for (Task task : tasks)
                            underway.add(new Command.Result(requests++, task.attempt(), ToyStudy.outcome(task)));
                    }
                    case Effect.Conclude(boolean _) -> {
                        return machine.trials();
                    }
                    case Effect.Acknowledge _, Effect.Beaten _, Effect.Announce _, Effect.AnswerEnqueue _ -> {}
                    case Effect.Enqueue(Enqueued enqueued) -> next.add(new Command.EnqueuedDurably(enqueued.place()));
                }
            }
        }
    }

    @Test
    void whatWasChangedIsToldWithTheFirstViewThatHoldsIt() {
        StudySpec spec = spec(new Parallelism.Window(2));
        List<Trial> trials = new ArrayList<>(ToyStudy.straight(spec, SEARCHER, ToyStudy.HASHING_PRUNER));
        Trial third = trials.get(3);
        trials.set(
                3,
                new Trial(
                        3,
                        third.role(),
                        third.configuration(),
                        third.note(),
                        StoppingPlan.NONE,
                        third.viewDigest(),
                        5,
                        third.seen(),
                        third.outcome()));
        List<Replay.Difference> found = differences(spec, trials);
        assertEquals(
                List.of("stopping plan", "cost of an epoch"),
                found.stream().map(Replay.Difference::what).toList());
        assertEquals(new Replay.Difference(3, "cost of an epoch", "5", "1"), found.getLast());

        trials.set(3, third.ended(new Outcome.Failed("another end")));
        found = differences(spec, trials);
        assertEquals(
                List.of(5L),
                found.stream()
                        .filter(one -> one.what().equals("view"))
                        .map(Replay.Difference::trial)
                        .toList());
        assertTrue(found.size() > 5, "every proposal of a hash of it differs: " + found.size());
    }

    @Test
    void anOutcomeIsComparedToTheLastBitOfItsCurve() {
        StudySpec spec = spec(new Parallelism.Window(2));
        Trial trial = ToyStudy.straight(spec, SEARCHER, null).getFirst().ended(completed(0.5, 1));
        assertNull(Replay.difference(trial, completed(0.5, 1)));
        assertEquals(
                new Replay.Difference(
                        0, "outcome", "completed with 0.5 at epoch 2", "completed with 0.5000000000000001 at epoch 2"),
                Replay.difference(trial, completed(Math.nextUp(0.5), 1)));
        assertEquals(
                new Replay.Difference(0, "learning curve", "[1.0, 0.5] ", "[2.0, 0.5] "),
                Replay.difference(trial, completed(0.5, 2)));
    }

    private static Outcome completed(double value, double first) {
        return new Outcome.Completed(value, 2, Map.of("loss", value), new LearningCurve(new double[] {first, value}));
    }
}
