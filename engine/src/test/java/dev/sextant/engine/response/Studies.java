// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
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

/** Spaces and histories for these tests. */
final class Studies {
    static final Draws DRAWS = new Draws(11, 7);
    static final Paths PATHS = new Paths("learningRate", "schedule");

    private Studies() {}

    static Parameter unit(String path) {
        return new Parameter(path, new Domain.Range(0, 1, Scale.LINEAR), new Value.Real(0.5));
    }

    static Parameter choice(String path, Option... options) {
        Domain.Choice choice = new Domain.Choice(List.of(options));
        return new Parameter(path, choice, choice.chosen(0));
    }

    static Option option(String label, Parameter... children) {
        return new Option(label, JsonNodeFactory.instance.objectNode(), true, List.of(children));
    }

    static Parameter rate() {
        return new Parameter("learningRate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01));
    }

    /**
     * A learning rate from 1e-4 to 1, the schedules constant, step (with a gamma) and cosine, and a width in [0, 1].
     */
    static Space rates() {
        return Space.of(List.of(
                rate(),
                choice("schedule", option("constant"), option("step", unit("gamma")), option("cosine")),
                unit("width")));
    }

    static double number(Configuration configuration, String path) {
        return configuration.get(path) instanceof Value.Real real ? real.number() : Double.NaN;
    }

    /** Random trials with these values; diverged where that is not finite. */
    static List<Observation> trials(Space space, int count, ToDoubleFunction<Configuration> response) {
        DrawSequence chance = new Draws(5, 3).of("trials");
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

    static View view(Space space, int count, ToDoubleFunction<Configuration> response) {
        return new View(space, Direction.MINIMIZE, trials(space, count, response), List.of());
    }
}
