// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AxesTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static Axes fixed(ObjectNode document) {
        return Axes.of(new Template(document, Space.of(List.of())));
    }

    @Test
    void searchedAxesComeFromTheConfiguration() {
        Axes axes = Axes.of(SmallStudy.template());
        Configuration configuration = SmallStudy.configuration(0.03, "step");
        assertEquals("step", axes.scheduleOf(configuration));
        assertEquals(0.03, axes.rateOf(configuration));
    }

    @Test
    void fixedAxesComeFromTheDocument() {
        ObjectNode document = JSON.objectNode().put("learningRate", 0.5);
        document.putObject("schedule").putObject("step").put("gamma", 0.3);
        assertEquals("step", fixed(document).scheduleOf(Configuration.EMPTY));
        assertEquals(0.5, fixed(document).rateOf(Configuration.EMPTY));
        assertEquals(
                "cosine", fixed(JSON.objectNode().put("schedule", "cosine")).scheduleOf(Configuration.EMPTY));
    }

    @Test
    void aTrainerWithoutAxesHasNone() {
        Axes axes = fixed(JSON.objectNode());
        assertNull(axes.scheduleOf(Configuration.EMPTY));
        assertTrue(Double.isNaN(axes.rateOf(Configuration.EMPTY)));
    }

    @Test
    void aChosenRateIsANumberWhereItsLabelIsOne() {
        Domain.Choice rates =
                new Domain.Choice(List.of(Option.of(JSON.numberNode(0.25)), Option.of(JSON.textNode("automatic"))));
        Axes axes = fixed(JSON.objectNode());
        assertEquals(0.25, axes.rateOf(new Configuration(Map.of(Axes.RATE, rates.chosen(0)))));
        assertTrue(Double.isNaN(axes.rateOf(new Configuration(Map.of(Axes.RATE, rates.chosen(1))))));
        assertEquals(3, axes.rateOf(new Configuration(Map.of(Axes.RATE, new Value.Whole(3)))));
    }
}
