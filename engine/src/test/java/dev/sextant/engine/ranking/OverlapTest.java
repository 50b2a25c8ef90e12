// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; 0",
                "{'data': {'test': 0.2, 'validation': 0.2}}; 0.3333333333333333",
                "{'data': {'test': 0, 'validation': 0.5}}; 1",
                "{'data': {'validation': 0.25}}; 0.3333333333333333",
                "{'data': {'test': 0.2, 'validation': {'folds': 5}}}; 0.25",
                "{'data': {'test': 0.2}}; 0.3333333333333333",
                "{'data': {'test': 0.5, 'validation': 0.5}}; 0.3333333333333333",
            })
    void ratioFollowsTheDocument(String document, double expected) throws Exception {
        JsonNode json = new ObjectMapper().readTree(document.replace('\'', '"'));
        assertEquals(expected, Overlap.of(new Template((ObjectNode) json, Space.of(List.of()))), 1e-12);
    }
}
