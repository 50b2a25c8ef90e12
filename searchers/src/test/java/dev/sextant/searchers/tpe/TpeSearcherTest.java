// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.pareto.Hypervolume;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.searchers.problem.Problem;
import dev.sextant.searchers.random.RandomSearcherFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpeSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new TpeSearcherFactory();
    }

    private static String reason(Observation trial) {
        return trial.note().content().path("reason").asText();
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 8})
    void aBowlIsDescended(int window) {
        Space space = plane();
        List<Observation> trials = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, window, 4)
                .run(80, c -> bowl(space, c))
                .trials();
        double least = trials.stream()
                .mapToDouble(trial -> bowl(space, trial.configuration()))
                .min()
                .orElseThrow();
        assertTrue(least < 1e-3, "least " + least);
    }

    @Test
    void notesSayWhyAndNearWhichTrial() {
        Space space = plane();
        List<Observation> trials = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, 4)
                .run(30, c -> bowl(space, c))
                .trials();
        for (int i = 1; i < 4; i++) assertEquals("initial", reason(trials.get(i)));
        for (int i = 4; i < 30; i++) assertEquals("model", reason(trials.get(i)));
        ObjectNode last = trials.get(29).note().content();
        assertEquals(6, last.path("goodTrials").asInt()); // a fifth of 29, rounded up
        double[] values = trials.subList(0, 29).stream()
                .mapToDouble(trial -> bowl(space, trial.configuration()))
                .sorted()
                .toArray();
        assertEquals(values[6], last.path("goodBelow").doubleValue());
        if (last.has("near"))
            assertTrue(bowl(space, trials.get(last.path("near").asInt()).configuration()) <= values[5]);
        assertTrue(last.path("logDensityRatio").doubleValue() > 0);
    }

    @Test
    void theInitialDesignIsAsLongAsAskedFor() {
        ObjectNode options = options().put("initial", 12);
        List<Observation> trials = new Rehearsal(factory(), options, plane(), Direction.MINIMIZE, 1, 4)
                .run(14, c -> bowl(plane(), c))
                .trials();
        assertEquals("initial", reason(trials.get(11)));
        assertEquals("model", reason(trials.get(12)));
    }

    /** Pins every bit on every machine: a change of the algorithm changes the figure, nothing else may. */
    @Test
    void proposalsAreTheSameBitsEverywhere() {
        long bits = 0;
        for (String name : List.of("lr12", "lr18")) {
            Problem problem = Problem.of(name, 5);
            for (Observation trial : new Rehearsal(factory(), options(), problem.space(), Direction.MINIMIZE, 3, 5)
                    .run(60, c -> problem.observed(c, 5, 0))
                    .trials())
                for (double unit : problem.space().toUnit(trial.configuration()))
                    bits = bits * 31 + Double.doubleToLongBits(unit);
        }
        assertEquals(-5870215646530002695L, bits);
    }

    @Test
    void pendingTrialsKeepOthersAway() {
        Space space = line();
        List<Observation> observed = new Rehearsal(
                        new RandomSearcherFactory(), options(), space, Direction.MINIMIZE, 1, 4)
                .run(40, c -> bowl(space, c))
                .trials();
        Searcher searcher = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, 4).fresh();
        List<Configuration> crowd = java.util.Collections.nCopies(12, space.fromUnit(new double[] {0.3}));
        int alone = 0;
        int crowded = 0;
        for (int trial = 40; trial < 140; trial++) {
            Draws draws = new Draws(9, trial);
            View empty = new View(space, Direction.MINIMIZE, observed, List.of());
            View full = new View(space, Direction.MINIMIZE, observed, crowd);
            if (near(space, searcher.propose(empty, trial, draws))) alone++;
            if (near(space, searcher.propose(full, trial, draws))) crowded++;
        }
        assertTrue(crowded < alone / 2, "%d of 100 against %d".formatted(crowded, alone));
    }

    private static boolean near(Space space, Proposal proposal) {
        return Math.abs(space.toUnit(proposal.configuration())[0] - 0.3) < 0.03;
    }

    @Test
    void aGoodBranchIsFoundAndItsOwnParametersTuned() {
        Problem problem = Problem.of("lr12", 3);
        List<Observation> trials = new Rehearsal(factory(), options(), problem.space(), Direction.MINIMIZE, 1, 3)
                .run(80, c -> problem.observed(c, 3, 0))
                .trials();
        long best = trials.subList(60, 80).stream()
                .filter(trial ->
                        trial.configuration().get("sched") instanceof Value.Chosen chosen && chosen.index() >= 2)
                .count();
        assertTrue(best >= 12, "of 20 late trials %d are in the two good branches".formatted(best));
    }

    @Test
    void prunedFailedAndDivergedTrialsAreTakenIn() {
        Space space = mixed();
        List<Observation> observed = PrunerContract.observations(space, Direction.MAXIMIZE, 40, 30);
        Searcher searcher = factory().create(new SearcherFactory.Setting(space, Direction.MAXIMIZE, options(), 1, 1));
        View view = new View(space, Direction.MAXIMIZE, observed, List.of(space.preset()));
        assertTrue(space.contains(searcher.propose(view, 41, new Draws(1, 41)).configuration()));
    }

    @Test
    void nothingIsTriedTwiceWhileThereIsSomethingElse() {
        Space space = Space.of(mixed().parameters().subList(1, 4)); // 113 × 6 × 3 points
        List<Observation> trials = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 4, 4)
                .run(150, c -> bowl(space, c))
                .trials();
        Set<Configuration> distinct = new HashSet<>();
        for (Observation trial : trials) assertTrue(distinct.add(trial.configuration()), trial::toString);
    }

    @Test
    void whenEveryPointWasTriedTheBestIsTriedAgain() {
        Space space = Space.of(mixed().parameters().subList(3, 4)); // three batch sizes
        List<Observation> trials = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, 4)
                .run(12, c -> bowl(space, c))
                .trials();
        assertEquals(
                3, trials.stream().map(Observation::configuration).distinct().count());
        assertEquals("again", reason(trials.get(11)));
        assertEquals(space.fromUnit(new double[] {0.1}), trials.get(11).configuration());
    }

    @Test
    void manyParametersAndManyOptionsAreSearched() {
        List<Parameter> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Domain.Range range = new Domain.Range(1e-5, 1, Scale.LOG);
            many.add(new Parameter("x" + i, range, range.fromUnit(0.5)));
        }
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) options.add(Option.of(JsonNodeFactory.instance.numberNode(i)));
        Domain.Choice numbers = new Domain.Choice(options);
        many.add(new Parameter("many", numbers, numbers.chosen(0)));
        many.add(new Parameter("wide", new Domain.Whole(0, 1L << 53, Scale.LINEAR), new Value.Whole(7)));
        Space space = Space.of(many);
        List<Observation> trials = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 1, 4)
                .run(20, c -> bowl(space, c))
                .trials();
        for (Observation trial : trials) assertTrue(space.contains(trial.configuration()));
        assertEquals("model", reason(trials.get(19)));
    }

    /** Trials of a study with these goals, the metrics of each a function of its place in the unit cube. */
    private List<Observation> search(SearcherFactory factory, Goals goals, int count, long seed) {
        Space space = plane();
        ObjectNode options = Rehearsal.defaults(factory.options());
        Searcher searcher = factory.create(new SearcherFactory.Setting(space, Direction.MINIMIZE, options, seed, 1));
        List<Observation> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            View view = new View(space, goals, trials, List.of());
            Proposal proposal =
                    i == 0 ? new Proposal(space.preset(), Note.EMPTY) : searcher.propose(view, i, new Draws(seed, i));
            double[] unit = space.toUnit(proposal.configuration());
            double first = square(unit[0] - 0.2) + square(unit[1] - 0.5);
            double second = square(unit[0] - 0.8) + square(unit[1] - 0.5);
            Outcome outcome = new Outcome.Completed(
                    first, 1, Map.of("second", second, "place", unit[0]), new LearningCurve(new double[] {first}));
            trials.add(new Observation(i, proposal.configuration(), outcome, proposal.note()));
        }
        return trials;
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void severalObjectivesSpreadOverTheirFront() {
        Goals goals = new Goals(
                List.of(new Objective("first", Direction.MINIMIZE), new Objective("second", Direction.MINIMIZE)),
                List.of());
        double ours = 0;
        double random = 0;
        for (long seed = 0; seed < 5; seed++) {
            ours += volume(search(factory(), goals, 60, seed), goals);
            random += volume(search(new RandomSearcherFactory(), goals, 60, seed), goals);
        }
        assertTrue(ours > random, "%s against random's %s".formatted(ours, random));
    }

    private static double volume(List<Observation> trials, Goals goals) {
        return Hypervolume.of(
                trials.stream()
                        .map(trial -> goals.minimized((Outcome.Completed) trial.outcome()))
                        .toList(),
                new double[] {0.4, 0.4});
    }

    @Test
    void aConstraintIsKept() {
        Goals goals = new Goals(
                List.of(new Objective("first", Direction.MINIMIZE)),
                List.of(new Constraint("place", Constraint.Side.AT_LEAST, 0.6)));
        List<Observation> trials = search(factory(), goals, 60, 1);
        double least = Double.POSITIVE_INFINITY;
        for (Observation trial : trials) {
            Outcome.Completed completed = (Outcome.Completed) trial.outcome();
            if (goals.feasible(completed)) least = Math.min(least, completed.value());
        }
        assertTrue(least < 0.2, "least " + least); // 0.16 at the bound
        long kept = trials.subList(20, 60).stream()
                .filter(trial -> goals.feasible((Outcome.Completed) trial.outcome()))
                .count();
        assertTrue(kept >= 20, "of the last 40 trials %d keep it".formatted(kept)); // random: 16
    }
}
