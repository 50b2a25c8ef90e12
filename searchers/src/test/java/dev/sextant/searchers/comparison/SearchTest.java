// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.searchers.problem.Problem;
import dev.sextant.searchers.problem.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private static Curve search(String searcher, String problem, int workers, Schedule schedule, int trials) {
        return Search.run(
                Contender.read(searcher).getFirst(),
                Problem.of(problem, 4),
                new Curve.Cell(problem, 4, workers, schedule),
                trials);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aWindowOfWorkersIsARehearsalWithThatWindow(int workers) {
        Contender contender = Contender.read("bayesian").getFirst();
        assertArrayEquals(
                Score.regrets(contender.factory(), Problem.of("lr12", 4), 16, workers, 4),
                search("bayesian", "lr12", workers, Schedule.WINDOW, 16).regrets());
    }

    @ParameterizedTest
    @EnumSource
    void theSameSearchHasTheSameCurve(Schedule schedule) {
        assertArrayEquals(
                search("bayesian", "branin", 4, schedule, 14).regrets(),
                search("bayesian", "branin", 4, schedule, 14).regrets());
    }

    @Test
    void workersThatWaitForNobodyAreBusier() {
        double waiting = search("random", "branin", 8, Schedule.WINDOW, 80).utilisation();
        double free = search("random", "branin", 8, Schedule.ASYNCHRONOUS, 80).utilisation();
        assertTrue(waiting < free && free < 1, "%s waiting, %s free".formatted(waiting, free));
        assertEquals(1, search("random", "branin", 1, Schedule.WINDOW, 80).utilisation(), 1e-12);
    }

    @Test
    void anExhaustedSearcherKeepsItsBest() {
        // Five points of each of two dimensions, after the default configuration.
        double[] regrets = search("grid", "branin", 1, Schedule.WINDOW, 40).regrets();
        assertEquals(40, regrets.length);
        assertEquals(regrets[25], regrets[39]);
    }
}
