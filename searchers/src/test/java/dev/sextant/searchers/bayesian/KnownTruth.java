// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.Paths;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A study whose truth is known: for each of three schedules a crooked bowl over the learning rate (in parts of its log
 * range) and one more parameter, whose best place goes with the rate.
 */
record KnownTruth(int seed, double[] base, double[] centre, double[] steep, double width, double slant) {
    static final int SCHEDULES = 3;

    private static final Domain.Range RATES = new Domain.Range(1e-4, 1, Scale.LOG);

    static final Space SPACE = space();

    static final Paths PATHS = new Paths("learningRate", "schedule");

    private static Space space() {
        Domain.Choice schedules = new Domain.Choice(List.of(word("a"), word("b"), word("c")));
        return Space.of(List.of(
                new Parameter("learningRate", RATES, new Value.Real(0.01)),
                new Parameter("schedule", schedules, schedules.chosen(0)),
                new Parameter("width", new Domain.Range(0, 1, Scale.LINEAR), new Value.Real(0.5))));
    }

    private static Option word(String name) {
        return Option.of(JsonNodeFactory.instance.textNode(name));
    }

    static KnownTruth of(int seed) {
        DrawSequence chance = new Draws(seed, 5).of("truth");
        double[] base = new double[SCHEDULES];
        double[] centre = new double[SCHEDULES];
        double[] steep = new double[SCHEDULES];
        for (int s = 0; s < SCHEDULES; s++) {
            base[s] = 0.1 + 0.05 * chance.uniform();
            centre[s] = 0.2 + 0.6 * chance.uniform();
            steep[s] = 0.5 + 2 * chance.uniform();
        }
        return new KnownTruth(seed, base, centre, steep, 0.35 + 0.3 * chance.uniform(), chance.uniform() - 0.5);
    }

    static int schedule(Configuration configuration) {
        return configuration.get("schedule") instanceof Value.Chosen chosen ? chosen.index() : -1;
    }

    double at(Configuration configuration) {
        double[] unit = SPACE.toUnit(configuration);
        int s = schedule(configuration);
        double wide = unit[2] - bestWidth(s, unit[0]);
        return along(s, unit[0]) + 0.3 * wide * wide;
    }

    private double along(int s, double unit) {
        double off = unit - centre[s];
        return base[s] + steep[s] * off * off * (off > 0 ? 1.5 : 1);
    }

    private double bestWidth(int s, double unit) {
        return width + slant * (unit - centre[s]);
    }

    double bestValue(int s) {
        return base[s];
    }

    double bestRate(int s) {
        return ((Value.Real) RATES.fromUnit(centre[s])).number();
    }

    /** The least over the other parameter, which may not leave its range. */
    double profile(int s, double rate) {
        double unit = RATES.toUnit(new Value.Real(rate));
        double beyond = bestWidth(s, unit) - Math.clamp(bestWidth(s, unit), 0, 1);
        return along(s, unit) + 0.3 * beyond * beyond;
    }

    int bestSchedule() {
        int best = 0;
        for (int s = 1; s < SCHEDULES; s++) if (base[s] < base[best]) best = s;
        return best;
    }

    /** So many random trials, with normal noise of this deviation. */
    View view(int count, double noise) {
        DrawSequence chance = new Draws(seed, 7).of("noise");
        return new View(
                SPACE, Direction.MINIMIZE, trials(SPACE, count, seed, c -> at(c) + noise * chance.normal()), List.of());
    }

    static List<Observation> trials(Space space, int count, long seed, ToDoubleFunction<Configuration> response) {
        DrawSequence chance = new Draws(seed, 3).of("trials");
        List<Observation> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] unit = new double[space.dimensions()];
            for (int d = 0; d < unit.length; d++) unit[d] = chance.uniform();
            Configuration configuration = space.fromUnit(unit);
            trials.add(new Observation(
                    i, configuration, Rehearsal.outcome(response.applyAsDouble(configuration)), Note.EMPTY));
        }
        return trials;
    }
}
