// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers;

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
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A search over every kind of domain, some of whose trials fail, diverge or are pruned; and what it leaves in writing.
 */
final class StoredSearch {
    static final long SEED = 20261126;

    private StoredSearch() {}

    /** Prints a search of so many trials for every searcher and the windows 1 and 5. */
    public static void main(String[] arguments) {
        System.out.writeBytes(all(Integer.parseInt(arguments[0])).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    static String all(int trials) {
        StringBuilder text = new StringBuilder();
        for (SearcherFactory factory : StrangeCase.searchers())
            for (int window : new int[] {1, 5})
                for (Observation trial : of(factory, window, trials).trials())
                    text.append("%s, window %d, trial %d: %s %s\n"
                            .formatted(
                                    factory.name(),
                                    window,
                                    trial.trial(),
                                    trial.configuration().values(),
                                    trial.note().content()));
        return text.toString();
    }

    static Rehearsal of(SearcherFactory factory, int window, int trials) {
        Space space = everyDomain();
        return new Rehearsal(factory, Rehearsal.defaults(factory.options()), space, Direction.MINIMIZE, window, SEED)
                .runTo(trials, (trial, configuration) -> outcome(space, trial, configuration));
    }

    private static Outcome outcome(Space space, int trial, Configuration configuration) {
        DrawSequence chance = new Draws(SEED, trial).of("outcome");
        double value = SearcherContract.bowl(space, configuration);
        double[] curve = {value + 1, value + 0.5, value};
        return switch (chance.below(10)) {
            case 0 -> new Outcome.Failed("no answer");
            case 1 -> new Outcome.Diverged(new LearningCurve(new double[] {value, Double.NaN}));
            case 2, 3 -> new Outcome.Pruned(value + 0.5, 2, new LearningCurve(new double[] {curve[0], curve[1]}));
            default -> new Outcome.Completed(value, 3, Map.of(), new LearningCurve(curve));
        };
    }

    private static Space everyDomain() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        List<Parameter> parameters = new ArrayList<>(SearcherContract.mixed().roots());
        Domain.Choice only = new Domain.Choice(List.of(Option.of(json.textNode("only"))));
        Domain.Choice warmUp = new Domain.Choice(List.of(
                new Option(
                        "linear",
                        json.objectNode(),
                        true,
                        List.of(new Parameter(
                                "deep.warmUp.linear.epochs",
                                new Domain.Whole(1, 9, Scale.LINEAR),
                                new Value.Whole(3)))),
                Option.of(json.textNode("none"))));
        Domain.Choice deep = new Domain.Choice(List.of(
                Option.of(json.nullNode()),
                new Option(
                        "deep",
                        json.objectNode(),
                        true,
                        List.of(new Parameter("deep.warmUp", warmUp, warmUp.chosen(0))))));
        parameters.add(new Parameter("only", only, only.chosen(0)));
        parameters.add(new Parameter("deep", deep, deep.chosen(1)));
        parameters.add(new Parameter("stepped", new Domain.Range(1, 1000, Scale.LOG, 37, 3), new Value.Real(38)));
        parameters.add(new Parameter("many", new Domain.Whole(1, 1L << 53, Scale.LOG), new Value.Whole(1 << 20)));
        return Space.of(parameters);
    }
}
