// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PedAnovaTest {
    private static final Draws DRAWS = new Draws(7, 0);

    private static final Parameter E = real("e", 0, 1);
    private static final Domain.Choice KINDS = new Domain.Choice(List.of(
            new Option("x", JsonNodeFactory.instance.objectNode(), true, List.of(E)),
            new Option("y", JsonNodeFactory.instance.objectNode(), true, List.of()),
            new Option("z", JsonNodeFactory.instance.objectNode(), true, List.of())));
    private static final Space FLAT = Space.of(List.of(real("a", 0, 1), real("b", -2, 2), real("c", 0, 10)));
    private static final Space TREE = Space.of(
            List.of(real("a", 0, 1), real("b", -2, 2), real("c", 0, 10), new Parameter("k", KINDS, KINDS.chosen(0))));

    private static Parameter real(String path, double low, double high) {
        return new Parameter(path, new Domain.Range(low, high, Scale.LINEAR), new Value.Real(low));
    }

    /** The part of i times an irrational number behind the point: even, and the same in every language. */
    private static double weyl(int i, double step) {
        return (i + 1) * step - Math.floor((i + 1) * step);
    }

    private static double number(Configuration configuration, String path) {
        return configuration.get(path) instanceof Value.Real real ? real.number() : Double.NaN;
    }

    private static double loss(Configuration at) {
        double a = number(at, "a") - 0.3;
        double b = (number(at, "b") + 2) / 4 - 0.5;
        double loss = a * a + 0.2 * (b * b) + 0.01 * (number(at, "c") / 10);
        if (at.get("k") instanceof Value.Chosen kind) loss += 0.05 * kind.index();
        double e = number(at, "e") - 0.7;
        return Double.isNaN(e) ? loss : loss + 0.3 * e * e;
    }

    private static Configuration even(Space space, int i) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("a", new Value.Real(weyl(i, 0.6180339887498949)));
        values.put("b", new Value.Real(-2 + 4 * weyl(i, 0.41421356237309515)));
        values.put("c", new Value.Real(10 * weyl(i, 0.7320508075688772)));
        if (space == TREE) values.put("k", KINDS.chosen(i % 3));
        if (space == TREE && i % 3 == 0) values.put("e", new Value.Real(weyl(i, 0.23606797749978969)));
        return new Configuration(values);
    }

    private static List<RankedTrial> trials(
            Space space, List<Configuration> configurations, ToDoubleFunction<Configuration> loss) {
        List<Trial> trials = new ArrayList<>();
        for (Configuration configuration : configurations) {
            double value = loss.applyAsDouble(configuration);
            Outcome outcome = Double.isNaN(value) ? SmallStudy.diverged(1) : SmallStudy.completed(value);
            trials.add(
                    new Trial(trials.size(), Role.SEARCH, configuration, Note.EMPTY, StoppingPlan.NONE, "", outcome));
        }
        Template template = new Template(JsonNodeFactory.instance.objectNode(), space);
        return Ranking.of("study", template, SmallStudy.LOSS, trials).trials();
    }

    private static List<RankedTrial> evenly(Space space, int count) {
        List<Configuration> configurations = new ArrayList<>();
        for (int i = 0; i < count; i++) configurations.add(even(space, i));
        return trials(space, configurations, PedAnovaTest::loss);
    }

    private static Importance of(Space space, List<RankedTrial> trials) {
        Importance importance = PedAnova.of(space, trials, Direction.MINIMIZE, DRAWS);
        assertNotNull(importance);
        assertEquals(
                1,
                importance.parameters().stream()
                        .mapToDouble(share -> share.share().mean())
                        .sum(),
                1e-12);
        for (Importance.Share share : importance.parameters()) {
            assertTrue(share.share().low() <= share.share().mean(), share.toString());
            assertTrue(share.share().high() >= share.share().mean(), share.toString());
        }
        return importance;
    }

    private static double share(Importance importance, String path) {
        for (Importance.Share share : importance.parameters())
            if (share.parameter().equals(path)) return share.share().mean();
        throw new AssertionError(path);
    }

    /** Optuna 5.0.0, {@code get_param_importances(study, evaluator=PedAnovaImportanceEvaluator())}. */
    @Test
    void sharesOfRangesAreThoseOfAnotherImplementation() {
        Importance hundred = of(FLAT, evenly(FLAT, 100));
        assertEquals(
                List.of("a", "b", "c"),
                hundred.parameters().stream().map(Importance.Share::parameter).toList());
        assertEquals(0.7659281628704875, share(hundred, "a"), 1e-9);
        assertEquals(0.21246217067126036, share(hundred, "b"), 1e-9);
        assertEquals(0.021609666458252245, share(hundred, "c"), 1e-9);
        Importance thousand = of(FLAT, evenly(FLAT, 1000));
        assertEquals(0.7763678685361888, share(thousand, "a"), 1e-9);
        assertEquals(0.220801477114608, share(thousand, "b"), 1e-9);
        assertEquals(0.0028306543492030685, share(thousand, "c"), 1e-9);
    }

    /**
     * Ranges and the conditional parameter by Optuna 5.0.0, which smooths choices towards each other: hence relative
     * shares. The choice by NumPy from its counts: 26, 4 and 0 of the best 30, 100 each of all.
     */
    @Test
    void aParameterThatIsNotAlwaysActiveCountsWhereItIs() {
        Importance importance = of(TREE, evenly(TREE, 300));
        assertEquals(0.30461305459984894 / 0.5844188300738942, share(importance, "e") / share(importance, "a"), 1e-9);
        assertEquals(0.021830226614967273 / 0.5844188300738942, share(importance, "b") / share(importance, "a"), 1e-9);
        assertEquals(0.6043108210270511, share(importance, "k") / share(importance, "a"), 1e-9);
    }

    /** 30 trials of a choice of two; all 15 of the first are better; the best are ⌈0.1 · 30⌉ = 3, so 5. */
    @Test
    void choicesAreCounted() {
        Domain.Choice two = new Domain.Choice(List.of(
                Option.of(JsonNodeFactory.instance.textNode("p")), Option.of(JsonNodeFactory.instance.textNode("q"))));
        Space space = Space.of(List.of(new Parameter("two", two, two.chosen(0)), real("a", 0, 1)));
        List<Configuration> configurations = new ArrayList<>();
        for (int i = 0; i < 30; i++)
            configurations.add(new Configuration(
                    Map.of("two", two.chosen(i % 2), "a", new Value.Real(weyl(i, 0.6180339887498949)))));
        int[] top = {5, 0};
        int[] base = {15, 15};
        assertEquals(5.5 / 6, ParzenDensity.of(top, false)[0], 1e-15);
        assertEquals(0.5, ParzenDensity.of(base, false)[1], 1e-15);
        Importance importance = of(
                space,
                trials(
                        space,
                        configurations,
                        at -> at.get("two") instanceof Value.Chosen(int index, String _)
                                ? index + 1e-3 * number(at, "a")
                                : Double.NaN));
        assertTrue(share(importance, "two") < share(importance, "a"), "a decides which of the better are best");
    }

    @Test
    void densitiesAddUpToOne() {
        DrawSequence draws = DRAWS.of("counts");
        for (int round = 0; round < 200; round++) {
            int[] counts = new int[2 + draws.below(49)];
            for (int i = 0; i < 1 + draws.below(60); i++) counts[draws.below(counts.length)]++;
            for (boolean ordered : new boolean[] {true, false}) {
                double sum = 0;
                for (double density : ParzenDensity.of(counts, ordered)) {
                    assertTrue(density > 0);
                    sum += density;
                }
                assertEquals(1, sum, 1e-12);
            }
        }
    }

    @Test
    void divergedTrialsAreOfAllAndNoneOfTheBest() {
        List<Configuration> configurations = new ArrayList<>();
        for (int i = 0; i < 200; i++) configurations.add(even(FLAT, i));
        // Only c decides: below 2 a training ends with a value, all much the same.
        Importance importance = of(
                FLAT,
                trials(FLAT, configurations, at -> number(at, "c") < 2 ? 1 + 1e-3 * number(at, "a") : Double.NaN));
        assertTrue(share(importance, "c") > 0.5, importance.toString());
    }

    @Test
    void nothingIsSaidWhereNothingCanBe() {
        assertNull(PedAnova.of(FLAT, List.of(), Direction.MINIMIZE, DRAWS));
        assertNull(PedAnova.of(FLAT, evenly(FLAT, PedAnova.LEAST - 1), Direction.MINIMIZE, DRAWS));
        List<Configuration> configurations = new ArrayList<>();
        for (int i = 0; i < 50; i++) configurations.add(even(FLAT, i));
        assertNull(PedAnova.of(FLAT, trials(FLAT, configurations, _ -> 0.1), Direction.MINIMIZE, DRAWS), "constant");
        assertNull(
                PedAnova.of(FLAT, trials(FLAT, configurations, _ -> Double.NaN), Direction.MINIMIZE, DRAWS),
                "all diverged");
        assertNotNull(
                PedAnova.of(FLAT, trials(FLAT, configurations, at -> 1e300 * loss(at)), Direction.MINIMIZE, DRAWS));
        assertNull(PedAnova.of(Space.of(List.of()), evenly(FLAT, 50), Direction.MINIMIZE, DRAWS), "nothing varies");
    }

    @Test
    void theOrderOfTheTrialsDoesNotMatter() {
        List<RankedTrial> trials = new ArrayList<>(evenly(TREE, 120));
        Importance first = of(TREE, trials);
        java.util.Collections.reverse(trials);
        assertEquals(first, of(TREE, trials));
    }

    @Test
    void itFindsWhatMattersAndItsIntervalsTellWhetherItDoes() {
        long seed = 20261126;
        int rounds = 40;
        int first = 0;
        int apart = 0;
        for (int round = 0; round < rounds; round++) {
            DrawSequence draws = new Draws(seed, round).of("random search");
            List<Configuration> configurations = new ArrayList<>();
            for (int i = 0; i < 60; i++)
                configurations.add(FLAT.fromUnit(new double[] {draws.uniform(), draws.uniform(), draws.uniform()}));
            Importance importance = PedAnova.of(
                    FLAT,
                    trials(FLAT, configurations, at -> Math.abs(number(at, "b") + 1) + 0.05 * number(at, "a")),
                    Direction.MINIMIZE,
                    new Draws(seed, round));
            assertNotNull(importance);
            Importance.Share top = importance.parameters().getFirst();
            if (top.parameter().equals("b")) first++;
            if (top.share().low() > 1 / 3.0) apart++;
        }
        System.out.printf(
                "seed %d: of %d searches of 60 trials %d find the parameter, %d surely%n", seed, rounds, first, apart);
        assertTrue(first >= rounds - 1, "seed " + seed);
    }
}
