// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "log, log, 0",
        "unifrom, uniform, 1",
        "epoch, epochs, 1",
        "adma, adam, 1",
        "choise, choice, 1",
        "sgd, adam, 4",
        "'', sgd, 3"
    })
    void theDistanceCountsInsertionsDeletionsChangesAndSwaps(String a, String b, int distance) {
        assertEquals(distance, Suggestion.distance(a, b));
        assertEquals(distance, Suggestion.distance(b, a));
    }

    @Test
    void theClosestNameIsSuggestedAndOtherwiseAllAreListed() {
        List<String> names = List.of("random", "grid", "bayesian");
        assertEquals("did you mean \"random\"?", Suggestion.of("Randm", names));
        assertEquals("did you mean \"bayesian\"?", Suggestion.of("bayes", names));
        assertEquals("allowed here: bayesian, grid, random", Suggestion.of("annealing", names));
        assertEquals("", Suggestion.of("anything", List.of()));
    }
}
