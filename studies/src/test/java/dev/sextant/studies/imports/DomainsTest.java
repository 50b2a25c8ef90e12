// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Report report = new Report();
    private final Target target = new Target(
            report, new Position(new Source(Source.FILE, "s.yaml", "x"), 1, 1), "/x", "/trainer/parameters/x");
    private final Domains domains = new Domains(target);

    private static String text(@Nullable JsonNode json) {
        return String.valueOf(json).replace("\"", "");
    }

    private String told() {
        StringBuilder told = new StringBuilder();
        report.errors().sorted().forEach(problem -> told.append(problem.message()));
        report.notes().forEach(note -> told.append(note.message()));
        return told.toString();
    }

    @ParameterizedTest(name = "{0} … {1} by {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 0.1 | {uniform:[0,1],step:0.1}",
                "0.1 | 0.5 | 0.2 | {uniform:[0,0.4],step:0.2}",
                "16 | 256 | 16 | {int:[16,256],step:16}",
                "0.6 | 9.4 | 1 | {int:[1,9]}",
                "0.4 | 0.6 | 5 | 0",
                "-0.3 | 0.3 | 0.1 | {uniform:[-0.3,0.3],step:0.1}",
                // Between two multiples the even one counts.
                "2.5 | 7.5 | 5 | {int:[0,10],step:5}",
            })
    void whatIsRoundedComesOutAsItsMultiples(double low, double high, double q, String expected) {
        assertEquals(expected, text(domains.multiples(low, high, q, false)));
    }

    @Test
    void endsThatAreNoMultiplesAreValuesWhereTheToolKeepsThem() {
        assertEquals("{choice:[2,5,10]}", text(domains.multiples(2, 10, 5, true)));
        assertEquals("{choice:[0.05,0.1,0.2,0.25]}", text(domains.multiples(0.05, 0.25, 0.1, true)));
        assertEquals("", told());
    }

    @Test
    void tooManyOfThemBecomeARangeWhichIsTold() {
        assertEquals("{int:[7,994],step:7}", text(domains.multiples(1, 1000, 7, true)));
        assertTrue(told().contains("the ends are no multiples of q"), told());
    }

    @Test
    void wholeNumbersKeepTheirLogarithmicScaleAndOtherStepsTheirValues() {
        assertEquals("{logInt:[1,1000]}", text(domains.logMultiples(1, 1000, 1, false)));
        assertEquals("", told());
        assertEquals("{int:[32,512],step:32}", text(domains.logMultiples(32, 512, 32, false)));
        assertTrue(told().contains("their logarithmic scale is not"), told());
    }

    @Test
    void aLogarithmicScaleOfWholeNumbersStartsAtOne() {
        assertEquals("{logInt:[1,8]}", text(domains.logMultiples(0.2, 8, 1, false)));
        assertTrue(told().contains("0 cannot stand on a logarithmic scale"), told());
    }

    @Test
    void aRangeOfOneNumberIsThatNumber() {
        assertEquals("3", text(domains.uniform(3, 3)));
        assertEquals("0.5", text(domains.log(0.5, 0.5)));
        assertEquals("7", text(domains.whole(7, 7)));
        assertEquals("5", text(domains.normal(5, 0, 0)));
        assertEquals("", told());
    }

    @Test
    void powersLoseNoMoreThanTheirRounding() {
        assertEquals(1e-4, Domains.power(StrictMath.log(1e-4)));
        assertEquals(StrictMath.exp(1.23456), Domains.power(1.23456));
        assertEquals(0.0, Domains.power(-2000));
        assertEquals(Double.POSITIVE_INFINITY, Domains.power(2000));
    }

    @Test
    void whatIsNoRangeIsTold() {
        assertNull(domains.uniform(2, 1));
        assertNull(domains.log(0, 1));
        assertNull(domains.log(-1, 1));
        assertNull(domains.uniform(-1e308, 1e308));
        assertNull(domains.stepped(0, 1, -1));
        assertNull(domains.normal(0, -1, 0));
        assertEquals(6, report.errors().count());
    }

    @Test
    void equalValuesAreOneOption() {
        List<JsonNode> values = new ArrayList<>();
        for (Object value : List.of(1, 1.0, "1", true)) values.add(JSON.valueToTree(value));
        assertEquals("{choice:[1,1,true]}", text(domains.choice(values)));
        assertTrue(told().contains("listed once"), told());
    }

    @Test
    void aValueThatAStudyWouldSearchIsNoConstant() throws Exception {
        assertNull(domains.constant(JSON.readTree("[{\"a\": {\"uniform\": [0, 1]}}]")));
        assertTrue(told().contains("a study would search this value"), told());
        assertEquals("{a:1}", text(domains.constant(JSON.readTree("{\"a\": 1}"))));
    }

    @Test
    void aGridHasAPointForEveryValue() throws Exception {
        ObjectNode parameters = (ObjectNode) JSON.readTree("""
                {"a": {"int": [1, 9]}, "b": {"uniform": [0, 1], "step": 0.25}, "c": {"log": [1, 10]}, "d": 3,
                 "e": {"choice": {"x": {}, "y": {"z": {"choice": [1, 2, 3]}}}},
                 "f": {"g": {"choice": [1, 2]}, "choice": 5}}""");
        for (JsonNode domain : parameters) Grid.every(domain, target);
        assertEquals("{int:[1,9],grid:9}", text(parameters.get("a")));
        assertEquals("{uniform:[0,1],step:0.25}", text(parameters.get("b")));
        assertTrue(told().contains("a grid takes 5 points of a range of any numbers"), told());
        assertEquals(9 * 5 * 5 * (1 + 3) * 2, Grid.points(parameters));
    }
}
