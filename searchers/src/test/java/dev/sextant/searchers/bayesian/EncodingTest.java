// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.SearcherContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private static double[] uniform(int d, DrawSequence draws) {
        double[] unit = new double[d];
        for (int i = 0; i < d; i++) unit[i] = draws.uniform();
        return unit;
    }

    @Test
    void decodeUndoesEncode() {
        Space space = SearcherContract.mixed();
        Encoding encoding = new Encoding(space);
        DrawSequence draws = new Draws(1, 1).of("points");
        for (int i = 0; i < 500; i++) {
            Configuration configuration = space.fromUnit(uniform(space.dimensions(), draws));
            double[] x = encoding.encode(configuration);
            Configuration back = encoding.decode(x);
            assertTrue(space.contains(back));
            assertArrayEquals(x, encoding.encode(back), 1e-12);
            double[] settled = x.clone();
            encoding.settle(settled);
            assertArrayEquals(x, settled, 1e-12);
        }
    }

    @Test
    void everyPointOfTheCubeSettlesOnAConfiguration() {
        Space space = SearcherContract.mixed();
        Encoding encoding = new Encoding(space);
        DrawSequence draws = new Draws(1, 2).of("points");
        for (int i = 0; i < 500; i++) {
            double[] x = encoding.fromUnit(uniform(encoding.dimensions(), draws));
            assertTrue(space.contains(encoding.decode(x)));
            assertArrayEquals(x, encoding.encode(encoding.decode(x)), 1e-12);
        }
    }

    @Test
    void inactiveParametersStandAtANeutralPlace() {
        Space space = SearcherContract.mixed();
        Encoding encoding = new Encoding(space);
        double[] constant = encoding.fromUnit(new double[] {.5, .5, .5, .5, .1, .9, .9});
        double[] step = encoding.fromUnit(new double[] {.5, .5, .5, .5, .5, .9, .9});
        assertEquals(0.5, constant[5]);
        assertEquals(0.5, constant[6]);
        assertEquals(0.9, step[5]);
        assertNotEquals(0.5, step[6]);
        assertArrayEquals(
                new boolean[] {true, true, true, true, true, false, false}, encoding.activeCoordinates(constant));
    }

    @Test
    void numbersToChooseFromAreSpacedByRankAndNamesAreNot() {
        Domain.Choice numbers = new Domain.Choice(List.of(
                Option.of(JsonNodeFactory.instance.numberNode(64)),
                Option.of(JsonNodeFactory.instance.numberNode(1e-3)),
                Option.of(JsonNodeFactory.instance.numberNode(16))));
        Coordinate coordinate = Coordinate.of(numbers);
        assertEquals(1, coordinate.of(numbers.chosen(0)));
        assertEquals(0, coordinate.of(numbers.chosen(1)));
        assertEquals(0.5, coordinate.of(numbers.chosen(2)));
        assertEquals(numbers.chosen(2), coordinate.at(0.4));
    }

    @Test
    void aBranchUnderASingleOptionIsAlwaysThere() {
        Domain.Choice only = new Domain.Choice(List.of(new Option(
                "only",
                JsonNodeFactory.instance.objectNode(),
                true,
                SearcherContract.line().parameters())));
        Space space = Space.of(List.of(new Parameter("top", only, only.chosen(0))));
        Encoding encoding = new Encoding(space);
        assertEquals(1, encoding.dimensions());
        assertEquals(2, encoding.decode(new double[] {0.25}).values().size());
        assertTrue(space.contains(encoding.decode(new double[] {0.25})));
    }
}
