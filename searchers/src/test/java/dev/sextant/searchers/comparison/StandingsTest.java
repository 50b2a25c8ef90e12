// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingsTest {
    /** A search whose regret is the same after each of twelve trials. */
    private static Curve flat(String searcher, String problem, long seed, double regret) {
        double[] regrets = new double[12];
        Arrays.fill(regrets, regret);
        return new Curve(searcher, new Curve.Cell(problem, seed, 1, Schedule.WINDOW), 1, 2, 1, regrets);
    }

    private static List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        // a is ahead of b by a decade and two on branin, behind by one on lr11.
        curves.addAll(List.of(flat("a", "branin", 0, .01), flat("a", "branin", 1, .01), flat("a", "lr11", 0, 1)));
        curves.addAll(List.of(flat("b", "branin", 1, 1), flat("b", "branin", 0, .1), flat("b", "lr11", 0, .1)));
        curves.add(flat("b", "lr12", 0, 1));
        return curves;
    }

    @Test
    void onlyWhatAllSearchedCounts() {
        Standings standings = new Standings(curves(), _ -> 1);
        assertEquals(List.of("branin", "lr11"), standings.problems());
        assertEquals(3, standings.cells());
        assertEquals(12, standings.trials());
    }

    @Test
    void differencesArePairedBySeed() {
        Standings standings = new Standings(curves(), _ -> 1);
        Standings.Mean difference = standings.difference("b", "a", "smooth");
        assertEquals(1.5, difference.value(), 1e-12);
        assertEquals(.5, difference.error(), 1e-12);
        assertEquals(-2, standings.score("a", "branin").value(), 1e-12);
        assertEquals(-1, standings.score("a"), 1e-12);
    }

    @Test
    void theReportNamesEveryoneAndTheDifference() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Report report =
                new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Standings(curves(), _ -> 1), "a");
        report.problems();
        report.families();
        report.ranks();
        report.times();
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("(+1.500 ± 0.500)"), text);
        assertTrue(text.contains("mean rank over 2 problems: a 1.50, b 1.50"), text);
        assertTrue(text.contains("chi-square 0.00 with 1 degrees of freedom, p = 1.0"), text);
    }
}
