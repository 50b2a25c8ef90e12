// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContenderTest {
    @Test
    void searchersAreReadWithTheirOptions() {
        List<Contender> contenders = Contender.read("bayesian={\"initial\":5},random, sobol");
        assertEquals(
                List.of("bayesian={\"initial\":5}", "random", "sobol"),
                contenders.stream().map(Contender::label).toList());
        assertEquals(5, contenders.getFirst().options().get("initial").asInt());
    }

    @Test
    void aMistakeIsAnsweredByWhatThereIs() {
        String unknown = message("annealing");
        assertTrue(unknown.startsWith("there is no searcher \"annealing\"; there are auto, bayesian, "), unknown);
        assertEquals("searcher bayesian has no option \"kernel\"", message("bayesian={\"kernel\":1}"));
        assertEquals("a searcher's options must be a JSON object, got 5", message("bayesian=5"));
    }

    private static String message(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Contender.read(text))
                .getMessage();
        return message == null ? "" : message;
    }
}
