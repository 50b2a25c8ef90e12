// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template knows the documents that it makes. */
class TemplateMakesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    private static Template template() throws Exception {
        Parameter rate = new Parameter("rate", new Domain.Range(0.1, 1, Scale.LOG), new Value.Real(0.1));
        Parameter width = new Parameter("hidden.0", new Domain.Whole(1, 8, Scale.LINEAR), new Value.Whole(4));
        Parameter gamma = new Parameter("kind.step.gamma", new Domain.Range(0, 1, Scale.LINEAR), new Value.Real(0.5));
        Domain.Choice kinds = new Domain.Choice(List.of(
                Option.of(JSON.getNodeFactory().textNode("plain")),
                new Option("step", json("{'gamma': {}, 'every': 2}"), true, List.of(gamma))));
        Parameter kind = new Parameter("kind", kinds, kinds.chosen(0));
        return new Template(
                json("{'rate': {}, 'hidden': [{}, 3], 'kind': {}, 'argv': ['sh', 'a.sh'], 'seed': 1, 'off': null}"),
                Space.of(List.of(rate, width, kind)));
    }

    @ParameterizedTest(name = "{1} for {0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0.5 | 0.5 | true",
                "0.5 | 1 | true",
                "0.5 | 1.1 | false",
                "0.5 | '0.5' | false",
                "[4, 3] | [8, 3.0] | true",
                "[4, 3] | [9, 3] | false",
                "[4, 3] | [4.5, 3] | false",
                "[4, 3] | [4, 4] | false",
                "[4, 3] | [4] | false",
                "[4, 3] | [4, 3, 3] | false",
                "'plain' | {'step': {'gamma': 1, 'every': 2}} | true",
                "'plain' | {'step': {'gamma': 2, 'every': 2}} | false",
                "'plain' | {'step': {'gamma': 1, 'every': 3}} | false",
                "'plain' | {'step': {'gamma': 1}} | false",
                "'plain' | {'step': {'gamma': 1, 'every': 2}, 'plain': 1} | false",
                "'plain' | 'step' | false",
                "'plain' | {'choice': ['plain']} | false",
                "['sh', 'a.sh'] | ['sh', 'b.sh'] | false",
                "['sh', 'a.sh'] | ['sh', 'a.sh', ''] | false",
                "['sh', 'a.sh'] | {'0': 'sh', '1': 'a.sh'} | false",
                "'seed': 1 | 'seed': 1.0 | true",
                "'seed': 1 | 'seed': 2 | false",
                "'seed': 1, | `` | false",
                "'seed': 1 | 'seed': 1, 'more': 1 | false",
                "null | false | false",
            })
    void whatItMakesAndWhatNot(String part, String instead, boolean made) throws Exception {
        String whole =
                "{'rate': 0.5, 'hidden': [4, 3], 'kind': 'plain', 'argv': ['sh', 'a.sh'], 'seed': 1, 'off': null}";
        assertEquals(true, template().makes(json(whole)));
        assertEquals(made, template().makes(json(whole.replace(part, instead))));
    }

    @ParameterizedTest(name = "at {0}, {1}, {2}, {3}")
    @CsvSource({"0, 0, 0, 0", "0.3, 0.9, 0.2, 0.7", "1, 0.5, 0.8, 0.25", "0.6, 1, 1, 1"})
    void whatItMadeIsReadBack(double rate, double width, double kind, double gamma) throws Exception {
        Template template = template();
        Configuration configuration = template.space().fromUnit(new double[] {rate, width, kind, gamma});
        assertEquals(configuration, template.read(template.fill(configuration)));
    }

    @Test
    void whatItDidNotMakeIsNotRead() throws Exception {
        ObjectNode other = json("{'rate': 0.5, 'hidden': [4, 3], 'kind': 'other'}");
        assertThrows(IllegalArgumentException.class, () -> template().read(other));
    }
}
