// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Configurations that a person puts into a search that goes on. */
class EnqueuedTrialsTest {
    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);
    private static final ConfirmationRule CONFIRM = new ConfirmationRule(2, 2, true);

    private static StudySpec spec(Parallelism parallelism) {
        return ToyStudy.spec(14, parallelism, CONFIRM, Direction.MINIMIZE, StopRule.NEVER);
    }

    private static Configuration wished(double at) {
        return ToyStudy.template().space().fromUnit(new double[] {at, 0.9, 0.3, at});
    }

    /** What came of a study, and what those who enqueued were told. */
    private record Came(List<Trial> trials, List<Effect.AnswerEnqueue> answers, List<StudyEvent> events) {}

    /**
     * Runs a study whose workers bring their results in an order drawn from the seed.
     *
     * @param wishes by the trial whose question is out when they come, so that they are tried in the place of the next
     */
    private static Came run(StudySpec spec, int workers, Map<Long, Configuration> wishes, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        StudyMachine machine = new StudyMachine(spec, SEARCHER.capacity());
        Proposer proposer = new Proposer(spec, SEARCHER, ToyStudy.HASHING_PRUNER, ToyStudy::epochCost);
        Deque<Command> next = new ArrayDeque<>(List.of(new Command.Begin(List.of(), List.of())));
        List<Command> underway = new ArrayList<>();
        List<Effect.AnswerEnqueue> answers = new ArrayList<>();
        List<StudyEvent> events = new ArrayList<>();
        long requests = 0;
        for (int worker = 0; worker < workers; worker++)
            next.add(new Command.Pull(requests++, "worker " + worker, 0, 1, 1));
        while (true) {
            Command command = next.isEmpty() ? underway.remove(chance.nextInt(underway.size())) : next.remove();
            for (Effect effect : machine.accept(command)) {
                switch (effect) {
                    case Effect.Ask ask -> {
                        Configuration wish = wishes.get(ask.trial());
                        if (wish != null) next.add(new Command.Enqueue(requests++, wish));
                        next.add(proposer.answer(ask));
                    }
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
                    case Effect.Enqueue(Enqueued enqueued) ->
                        next.addFirst(new Command.EnqueuedDurably(enqueued.place()));
                    case Effect.AnswerEnqueue answer -> answers.add(answer);
                    case Effect.Announce(StudyEvent event) -> events.add(event);
                    case Effect.Conclude(boolean _) -> {
                        return new Came(machine.trials(), answers, events);
                    }
                    case Effect.Acknowledge _, Effect.Beaten _ -> {}
                }
            }
        }
    }

    @Test
    void itIsTheNextTrialThatIsDecidedAndSaysSo() {
        StudySpec spec = spec(new Parallelism.Window(3));
        Came came = run(spec, 2, Map.of(4L, wished(0.5)), 1);
        Trial trial = came.trials().get(5);
        assertEquals(wished(0.5), trial.configuration());
        assertEquals(0, trial.note().enqueued());
        assertEquals(List.of(new Effect.AnswerEnqueue(came.answers().getFirst().request(), 0, "")), came.answers());
        List<Trial> without = run(spec, 2, Map.of(), 1).trials();
        assertEquals(without.subList(0, 5), came.trials().subList(0, 5), "what was before it is as it was");
        assertNotEquals(without.get(6), came.trials().get(6), "what follows knows of it");
        assertEquals(14 + 4 + 1, came.trials().size(), "it counts against the budget");
    }

    @Test
    void whatFollowsIsTheSameWithAnyNumberOfWorkers() {
        Map<Long, Configuration> wishes = Map.of(2L, wished(0.1), 7L, wished(0.6), 12L, wished(0.9));
        for (Parallelism parallelism :
                List.of(new Parallelism.Window(1), new Parallelism.Window(6), new Parallelism.VirtualTime(5))) {
            StudySpec spec = spec(parallelism);
            List<Trial> one = run(spec, 1, wishes, 0).trials();
            assertEquals(
                    3, one.stream().filter(trial -> trial.note().isEnqueued()).count());
            for (int workers : List.of(1, 2, 5))
                for (long seed = 0; seed < 20; seed++)
                    assertEquals(
                            one,
                            run(spec, workers, wishes, seed).trials(),
                            "%s, %d workers, seed %d".formatted(parallelism, workers, seed));
        }
    }

    @Test
    void theReplayTakesItAsItIs() {
        for (Parallelism parallelism :
                List.of(new Parallelism.Window(4), new Parallelism.VirtualTime(3), new Parallelism.Async())) {
            StudySpec spec = spec(parallelism);
            List<Trial> trials =
                    run(spec, 3, Map.of(3L, wished(0.2), 9L, wished(0.7)), 5).trials();
            Proposer proposer = new Proposer(spec, SEARCHER, ToyStudy.HASHING_PRUNER, ToyStudy::epochCost);
            assertEquals(List.of(), new Replay(spec, proposer).differences(trials, _ -> {}), parallelism.toString());
        }
    }

    @Test
    void aSearchWithoutRoomRefusesAndSaysTheWayOut() {
        Map<Long, Configuration> wishes = new TreeMap<>(Map.of(13L, wished(0.1)));
        Came came = run(spec(new Parallelism.Window(3)), 2, wishes, 1);
        assertEquals(
                List.of("the search has no trial left for it: it has 14. Begin a study with more (search.trials)."),
                came.answers().stream().map(Effect.AnswerEnqueue::refusal).toList());
    }

    @Test
    void theLastTrialIsKeptForWhatIsNotDurableYet() {
        StudySpec spec = ToyStudy.spec(3, 3, CONFIRM, Direction.MINIMIZE);
        StudyMachine machine = new StudyMachine(spec, SEARCHER.capacity());
        Proposer proposer = new Proposer(spec, SEARCHER, null);
        Effect.Ask first = asked(machine.accept(new Command.Begin(List.of(), List.of())));
        Effect.Ask second = asked(machine.accept(proposer.answer(first)));
        machine.accept(new Command.Enqueue(1, wished(0.4)));
        List<Effect> after = machine.accept(proposer.answer(second));
        assertTrue(after.stream().noneMatch(Effect.Ask.class::isInstance), () -> "asked too early: " + after);
        assertEquals(
                "the search has no trial left for it: it has 3, of which what is enqueued already takes the"
                        + " last 1. Begin a study with more (search.trials).",
                refusal(machine.accept(new Command.Enqueue(2, wished(0.5)))));
        Effect.Ask third = asked(machine.accept(new Command.EnqueuedDurably(0)));
        assertEquals(new Enqueued(0, wished(0.4)).proposal(), third.given());
    }

    @Test
    void whatWaitedBeforeARestartIsTriedAfterItAndNothingTwice() {
        StudySpec spec = spec(new Parallelism.Window(3));
        List<Trial> trials = run(spec, 1, Map.of(2L, wished(0.5)), 1).trials().subList(0, 5);
        StudyMachine machine = new StudyMachine(spec, SEARCHER.capacity());
        List<Enqueued> stored = List.of(new Enqueued(0, wished(0.5)), new Enqueued(1, wished(0.8)));
        Effect.Ask next = asked(machine.accept(new Command.Begin(trials, List.of(), Map.of(), false, stored)));
        assertEquals(stored.getLast().proposal(), next.given());
    }

    @Test
    void aStudyThatStopsTakesNothingMore() {
        StudyMachine machine = new StudyMachine(spec(new Parallelism.Window(3)), SEARCHER.capacity());
        machine.accept(new Command.Begin(List.of(), List.of()));
        machine.accept(new Command.Finish());
        assertEquals(
                "the study begins no more trials. Go on with it first.",
                refusal(machine.accept(new Command.Enqueue(1, wished(0.5)))));
    }

    @Test
    void theRankingIsStamped() {
        StudySpec spec = spec(new Parallelism.Window(3));
        List<Trial> trials = run(spec, 2, Map.of(4L, wished(0.5)), 1).trials();
        Ranking ranking = Ranking.of("toy", spec.template(), spec.objective(), trials);
        assertEquals(1, ranking.counts().enqueued());
        assertFalse(ranking.reproducible());
        List<Trial> without = run(spec, 2, Map.of(), 1).trials();
        assertTrue(Ranking.of("toy", spec.template(), spec.objective(), without).reproducible());
    }

    private static Effect.Ask asked(List<Effect> effects) {
        for (Effect effect : effects) if (effect instanceof Effect.Ask ask) return ask;
        throw new AssertionError("nobody is asked: " + effects);
    }

    private static String refusal(List<Effect> effects) {
        for (Effect effect : effects)
            if (effect instanceof Effect.AnswerEnqueue(long _, long place, String refusal)) {
                assertEquals(-1, place);
                return refusal;
            }
        throw new AssertionError("nobody is answered: " + effects);
    }
}
