// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Observation;
import dev.sextant.searchers.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BayesianSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new BayesianSearcherFactory();
    }

    private Rehearsal rehearsal(ObjectNode options, int window) {
        return new Rehearsal(factory(), options, plane(), Direction.MINIMIZE, window, 4);
    }

    private static String reason(Observation trial) {
        return trial.note().content().path("reason").asText();
    }

    @Test
    void aBowlIsDescended() {
        Space space = plane();
        List<Observation> trials =
                rehearsal(options(), 1).run(20, c -> bowl(space, c)).trials();
        double least = trials.stream()
                .mapToDouble(trial -> bowl(space, trial.configuration()))
                .min()
                .orElseThrow();
        assertTrue(least < 1e-5, "least " + least);
    }

    @Test
    void aWindowOfPendingTrialsIsSpreadOut() {
        Space space = plane();
        List<Observation> trials =
                rehearsal(options(), 8).run(40, c -> bowl(space, c)).trials();
        Set<Configuration> distinct = new HashSet<>();
        for (Observation trial : trials) assertTrue(distinct.add(trial.configuration()), trial::toString);
        double least = trials.stream()
                .mapToDouble(trial -> bowl(space, trial.configuration()))
                .min()
                .orElseThrow();
        assertTrue(least < 1e-4, "least " + least);
    }

    @Test
    void notesSayWhyAndWhatWasExpected() {
        Space space = plane();
        List<Observation> trials =
                rehearsal(options(), 1).run(21, c -> bowl(space, c)).trials();
        for (int i = 1; i < 4; i++) assertEquals("initial", reason(trials.get(i)));
        for (int i = 4; i < 10; i++) assertEquals("model", reason(trials.get(i)));
        assertEquals("guard", reason(trials.get(19)));
        ObjectNode last = trials.get(18).note().content();
        assertEquals(4, last.get("theta").size());
        double deviation = last.get("predictedDeviation").doubleValue();
        assertTrue(deviation >= 0);
        assertEquals(
                bowl(space, trials.get(18).configuration()),
                last.get("predictedMean").doubleValue(),
                0.02 + 4 * deviation);
    }

    @Test
    void theModelSaysWhatItExpectsToGain() {
        Space space = plane();
        List<Observation> trials =
                rehearsal(options(), 1).run(40, c -> bowl(space, c)).trials();
        double early = trials.get(5).note().content().path("expectedGain").asDouble(Double.NaN);
        double late = trials.get(38).note().content().path("expectedGain").asDouble(Double.NaN);
        assertTrue(early > late && late >= 0, "early %s, late %s".formatted(early, late));
        assertTrue(late < 1e-3, "late " + late);
        assertTrue(trials.get(19).note().content().path("expectedGain").isMissingNode(), "a guard gains knowledge");
        assertTrue(new BayesianSearcherFactory().predictsGain());
    }

    @Test
    void theInitialDesignIsAsLongAsAskedFor() {
        ObjectNode options = JsonNodeFactory.instance.objectNode().put("initial", 12);
        List<Observation> trials =
                rehearsal(options, 1).run(14, c -> bowl(plane(), c)).trials();
        assertEquals("initial", reason(trials.get(11)));
        assertEquals("model", reason(trials.get(12)));
    }

    /** Pins every bit on every machine: a change of the algorithm changes the figure, nothing else may. */
    @Test
    void proposalsAreTheSameBitsEverywhere() {
        Problem problem = Problem.of("lr12", 5);
        long bits = 0;
        for (Observation trial : new Rehearsal(factory(), options(), problem.space(), Direction.MINIMIZE, 3, 5)
                .run(25, c -> problem.observed(c, 5, 0))
                .trials())
            for (double unit : problem.space().toUnit(trial.configuration()))
                bits = bits * 31 + Double.doubleToLongBits(unit);
        assertEquals(4292480406591365179L, bits);
    }

    @Test
    void prunedTrialsAreTakenIn() {
        Space space = mixed();
        List<Observation> observed = PrunerContract.observations(space, Direction.MAXIMIZE, 40, 30);
        Searcher searcher = factory().create(new SearcherFactory.Setting(space, Direction.MAXIMIZE, options(), 1, 1));
        View view = new View(space, Direction.MAXIMIZE, observed, List.of(space.preset()));
        Configuration proposed = searcher.propose(view, 41, new Draws(1, 41)).configuration();
        assertTrue(space.contains(proposed));
    }

    @Test
    void whenEveryPointWasTriedOneIsTriedAgain() {
        Space space = Space.of(mixed().parameters().subList(3, 4)); // three batch sizes
        List<Observation> trials = new Rehearsal(factory(), options(), space, Direction.MINIMIZE, 2, 4)
                .run(12, c -> bowl(space, c))
                .trials();
        assertEquals(
                3, trials.stream().map(Observation::configuration).distinct().count());
    }

    @Test
    void theInitialDesignTakesAnotherPointOfFewWhereOneWasTried() {
        Domain.Choice two = new Domain.Choice(List.of(
                Option.of(JsonNodeFactory.instance.textNode("a")), Option.of(JsonNodeFactory.instance.textNode("b"))));
        Space four = Space.of(List.of(new Parameter("x", two, two.chosen(0)), new Parameter("y", two, two.chosen(1))));
        for (long seed = 1; seed <= 20; seed++) {
            Rehearsal rehearsal = new Rehearsal(factory(), options(), four, Direction.MINIMIZE, 4, seed);
            long different = rehearsal.run(4, c -> bowl(four, c)).trials().stream()
                    .map(Observation::configuration)
                    .distinct()
                    .count();
            assertEquals(4, different, "seed " + seed);
        }
    }
}
