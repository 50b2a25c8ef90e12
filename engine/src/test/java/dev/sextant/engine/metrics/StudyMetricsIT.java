// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.local.StudyParts;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.RestingToys;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyMetricsIT {
    /** By virtual time, which is made of what the trainer says that an epoch costs. */
    private static final StudySpec SPEC = ToyStudy.spec(
            30, new Parallelism.VirtualTime(4), new ConfirmationRule(3, 2, true), Direction.MINIMIZE, StopRule.NEVER);

    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StudyMetrics metrics = new StudyMetrics(registry, System::nanoTime);

    private double counted(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private long timed(String name) {
        return registry.get(name).timer().count();
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void theCountsAreThoseOfTheTrialsAndChangeNone(int workers) throws Exception {
        List<Trial> trials;
        var parts = new StudyParts(
                SPEC, SEARCHER, ToyStudy.HASHING_PRUNER, new ToyTrainer(), new MemoryStore(), workers, metrics);
        try (LocalStudy study = LocalStudy.start(parts, _ -> {})) {
            study.ending().toCompletableFuture().get(30, TimeUnit.SECONDS);
            trials = study.trials();
        }
        assertEquals(ToyStudy.straight(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER), trials);
        Map<String, Long> states = trials.stream()
                .collect(Collectors.groupingBy(trial -> outcome(trial).state(), Collectors.counting()));
        states.forEach((state, count) ->
                assertEquals(count.doubleValue(), counted("sextant.trials", "state", state), 0, state));
        long search = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
        assertEquals(trials.size(), counted("sextant.attempts.begun"));
        assertEquals(trials.size(), counted("sextant.attempts.ended", "how", "ended"));
        assertEquals(trials.size(), counted("sextant.results", "verdict", "accepted"));
        assertEquals(0, counted("sextant.results", "verdict", "duplicate"));
        assertEquals(0, counted("sextant.alarms"));
        assertEquals(
                trials.stream()
                        .mapToInt(trial -> outcome(trial).curve().epochs())
                        .sum(),
                counted("sextant.epochs"));
        assertEquals(search - SPEC.given().size(), timed("sextant.proposal"));
        assertEquals(search, timed("sextant.plan"));
        assertEquals(trials.size(), timed("sextant.dispatch"));
        assertEquals(trials.size(), timed("sextant.trial"));
        assertEquals(trials.size(), timed("sextant.acknowledge"));
        assertTrue(timed("sextant.commit") > trials.size());
        assertEquals(0, registry.get("sextant.attempts.running").gauge().value());
    }

    @Test
    void epochsThatAnotherAttemptTrainedAreNotCountedAgain() throws Exception {
        RestingToys toys = new RestingToys();
        Trainer timed = metrics.trainer(toys);
        int trained = 0;
        for (int trial = 0; trial < 60; trial++) {
            Assignment assignment = new Assignment(
                    JsonNodeFactory.instance.objectNode(),
                    new Objective("loss", Direction.MINIMIZE),
                    Seeds.ofSearch(1, trial),
                    false);
            byte[] checkpoint;
            try (Training first = timed.start(assignment)) {
                if (!(first.step() instanceof Progress.Epoch)) continue;
                checkpoint = first.checkpoint();
            } catch (TrainingException unlucky) {
                continue;
            }
            try (Training later = timed.start(assignment, new Circumstances(2, StoppingPlan.NONE, checkpoint, null))) {
                while (!(later.step() instanceof Progress.Done)) {}
            }
            trained++;
        }
        assertTrue(trained > 20, "only " + trained);
        assertEquals(trained, toys.resumed().size());
        assertEquals(toys.slices(), counted("sextant.epochs"));
    }

    private static Outcome outcome(Trial trial) {
        Outcome outcome = trial.outcome();
        if (outcome == null) throw new AssertionError(trial + " has not ended");
        return outcome;
    }

    @Test
    void resultsAreCountedByVerdictAndAttemptsByEnding() {
        Attempt attempt = new Attempt(7, 1, 9, "w");
        Outcome outcome = new Outcome.Failed("no");
        metrics.told(new Command.Pull(0, "w", 0, 1, 1));
        assertEquals(1, registry.get("sextant.pulls.waiting").gauge().value());
        metrics.decided(new Effect.BeginAttempt(attempt));
        metrics.decided(new Effect.Answer(0, List.of()));
        assertEquals(0, registry.get("sextant.pulls.waiting").gauge().value());
        assertEquals(1, registry.get("sextant.attempts.running").gauge().value());
        metrics.told(new Command.Result(1, attempt, outcome));
        metrics.decided(new Effect.EndTrial(attempt, outcome));
        metrics.decided(new Effect.Acknowledge(1, Verdict.ACCEPTED));
        metrics.told(new Command.Result(2, attempt, outcome));
        metrics.decided(new Effect.Acknowledge(2, Verdict.DUPLICATE));
        metrics.told(new Command.Result(3, attempt, outcome));
        metrics.decided(new Effect.Announce(new StudyEvent.Alarm("differs")));
        metrics.decided(new Effect.Acknowledge(3, Verdict.CONFLICT));
        metrics.told(new Command.Broke(4, attempt, "out of memory"));
        metrics.decided(new Effect.Acknowledge(4, Verdict.STALE));
        assertEquals(1, counted("sextant.results", "verdict", "accepted"));
        assertEquals(1, counted("sextant.results", "verdict", "duplicate"));
        assertEquals(1, counted("sextant.results", "verdict", "conflict"));
        assertEquals(0, counted("sextant.results", "verdict", "stale"), "a break is no result");
        assertEquals(1, counted("sextant.alarms"));
        assertEquals(1, counted("sextant.attempts.ended", "how", "ended"));
    }

    @Test
    void anAttemptThatBroughtNothingRunsNoMore() {
        metrics.decided(new Effect.BeginAttempt(new Attempt(1, 1, 1, "a")));
        metrics.decided(new Effect.BeginAttempt(new Attempt(2, 1, 2, "b")));
        metrics.told(new Command.WorkerLost("a"));
        metrics.decided(new Effect.EndAttempt(
                new Attempt(1, 1, 1, "a"), new AttemptEnd(AttemptEnd.Kind.LOST, "its worker is gone")));
        assertEquals(1, registry.get("sextant.attempts.running").gauge().value());
        assertEquals(1, counted("sextant.workers.left"));
        assertEquals(1, counted("sextant.attempts.ended", "how", "lost"));
        assertEquals(0, counted("sextant.leases.expired"));
    }

    /** A question that fell through to the contract's default would be answered by nobody. */
    @Test
    void whatStandsBetweenHandsOnEveryQuestion() {
        handsOnAll(Searcher.class, TimedSearcher.class);
        handsOnAll(Trainer.class, TimedTrainer.class);
    }

    private static void handsOnAll(Class<?> contract, Class<?> between) {
        for (Method question : contract.getMethods()) {
            if (Modifier.isStatic(question.getModifiers())) continue;
            assertTrue(
                    Arrays.stream(between.getDeclaredMethods())
                            .anyMatch(method -> method.getName().equals(question.getName())
                                    && Arrays.equals(method.getParameterTypes(), question.getParameterTypes())),
                    between.getSimpleName() + " does not hand on " + question);
        }
    }
}
