// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunVariantsTest {
    private static ObjectNode study(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode study(String data, String searcher, int seed) {
        return study("{'seed': %d, 'trainer': {'data': {'csv': '%s'}, 'epochs': 5}, 'search': {'searcher': %s}}"
                .formatted(seed, data, searcher));
    }

    @Test
    void dataIsCalledByWhereItComesFrom() {
        List<String> names = RunVariants.datasets(
                List.of("a", "b", "c", "d", "e", "f"),
                List.of(
                        study("{'csv': 'data/sets/iris.csv', 'target': 'x'}"),
                        study("{'builtin': {'moons': {'rows': 9}}}"),
                        study("{'builtin': {'moons': {'rows': 99}}}"),
                        study("{'builtin': 'sine'}"),
                        study("{'rows': 5}"),
                        MissingNode.getInstance()),
                List.of(
                        Map.of("data", "sha256 1"),
                        Map.of("data", "sha256 2"),
                        Map.of("data", "sha256 3"),
                        Map.of("data", "sha256 4"),
                        Map.of("data", "sha256 5"),
                        Map.of()));
        assertEquals(List.of("iris.csv", "moons (sha256 2)", "moons (sha256 3)", "sine", "sha256 5", "f"), names);
    }

    @Test
    void namesThatOccurWithSeveralDataAreTheVariants() {
        assertEquals(
                List.of("fast", "slow", "fast", "slow"),
                RunVariants.variants(
                        List.of("fast", "slow", "fast", "slow"),
                        List.of("iris.csv", "iris.csv", "wine.csv", "wine.csv"),
                        List.of(study("{}"), study("{}"), study("{}"), study("{}"))));
    }

    @Test
    void otherwiseTheyDifferByWhatDiffersOnTheSameData() {
        List<ObjectNode> studies = List.of(
                study("iris.csv", "{'random': {}}", 1),
                study("iris.csv", "{'bayesian': {'startup': 16}}", 2),
                study("wine.csv", "{'random': {}}", 1),
                study("wine.csv", "{'bayesian': {'startup': 16}}", 1));
        assertEquals(
                List.of("random", "bayesian", "random", "bayesian"),
                RunVariants.variants(
                        List.of("iris-r", "iris-b", "wine-r", "wine-b"),
                        List.of("iris.csv", "iris.csv", "wine.csv", "wine.csv"),
                        studies));
    }

    @Test
    void wordsThatDoNotTellApartAreWrittenOut() {
        List<ObjectNode> studies = List.of(
                study("iris.csv", "{'bayesian': {'startup': 8}}", 1),
                study("iris.csv", "{'bayesian': {'startup': 16}}", 1));
        assertEquals(
                List.of("searcher {\"bayesian\":{\"startup\":8}}", "searcher {\"bayesian\":{\"startup\":16}}"),
                RunVariants.variants(List.of("a", "b"), List.of("iris.csv", "iris.csv"), studies));
    }

    @Test
    void numbersAreSaidWithTheirNameAndWhatDiffersBetweenDataIsNot() {
        List<ObjectNode> studies = List.of(
                study("{'trainer': {'learningRate': 0.1, 'epochs': 3}}"),
                study("{'trainer': {'learningRate': 0.01, 'epochs': 3}}"),
                study("{'trainer': {'learningRate': 0.1, 'epochs': 9}}"));
        assertEquals(
                List.of("learningRate 0.1", "learningRate 0.01", "learningRate 0.1"),
                RunVariants.variants(List.of("a", "b", "c"), List.of("iris.csv", "iris.csv", "wine.csv"), studies));
    }

    @Test
    void runsThatDifferInNothingAreKnownByTheirNames() {
        ObjectNode study = study("iris.csv", "{'random': {}}", 1);
        assertEquals(
                List.of("a", "b"),
                RunVariants.variants(List.of("a", "b"), List.of("iris.csv", "iris.csv"), List.of(study, study)));
    }
}
