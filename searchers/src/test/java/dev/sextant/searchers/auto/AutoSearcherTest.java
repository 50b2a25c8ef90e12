// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoSearcherTest extends SearcherContract {
    @Override
    protected SearcherFactory factory() {
        return new AutoSearcherFactory();
    }

    private List<String> arms(Space space, int window) {
        return new Rehearsal(factory(), options(), space, Direction.MINIMIZE, window, 1)
                .run(6, c -> bowl(space, c)).trials().subList(1, 6).stream()
                        .map(trial ->
                                trial.note().content().path(AutoSearcher.ARM).asText())
                        .toList();
    }

    private static Space discrete() {
        Domain.Choice kinds = new Domain.Choice(List.of(
                Option.of(JsonNodeFactory.instance.textNode("a")), Option.of(JsonNodeFactory.instance.textNode("b"))));
        return Space.of(List.of(
                new Parameter("units", new Domain.Whole(1, 64, Scale.LOG), new Value.Whole(8)),
                new Parameter("rate", new Domain.Range(0, 1, Scale.LINEAR, 0.1, 3), new Value.Real(0.5)),
                new Parameter("kind", kinds, kinds.chosen(0))));
    }

    @Test
    void theProcessProposesWhereAParameterIsContinuous() {
        assertEquals(List.of("bayesian", "bayesian", "bayesian", "bayesian", "bayesian"), arms(mixed(), 1));
    }

    @Test
    void bothTakeTurnsWhereAllParametersAreDiscrete() {
        assertEquals(List.of("tpe", "bayesian", "tpe", "bayesian", "tpe"), arms(discrete(), 1));
    }

    @Test
    void withTrialsPendingTheProcessProposesAlone() {
        assertEquals(List.of("bayesian", "bayesian", "bayesian", "bayesian", "bayesian"), arms(discrete(), 4));
    }
}
