// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.sweep.RateSuggestions;
import dev.sextant.engine.sweep.SweepRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoundRatesTest {
    private static final FoundRates FOUND = new FoundRates(
            SweepRange.DEFAULT,
            2.5e-4,
            1.5,
            List.of(
                    new FoundRates.Sweep("sgd", new RateSuggestions(0.02, 0.1, 0.15), 5.75),
                    new FoundRates.Sweep("adam", new RateSuggestions(0.00125, Double.NaN, 0.02), Double.NaN)));

    private static StudyFile waiting(String learningRate, String search) throws StudyFileException {
        return Corpus.read("""
                { "trainer": { "data": { "builtin": "iris" }, "learningRate": %s,
                               "optimizer": { "choice": ["sgd", "adam"] } },
                  "search": %s }""".formatted(learningRate, search));
    }

    private static Parameter rate(StudyFile file) {
        Parameter rate = file.spec().space().find("learningRate");
        assertNotNull(rate);
        return rate;
    }

    @Test
    void untilItIsFoundTheRateIsARangeOverAllThatIsSwept() throws Exception {
        StudyFile file = waiting("{\"find\": {\"to\": 2, \"steps\": 50}, \"grid\": 9}", "{}");
        assertEquals(new SweepRange(1e-7, 2, 50), file.wanted());
        assertEquals(new Domain.Range(1e-7, 2, Scale.LOG, 0, 9), rate(file).domain());
        assertEquals(new Value.Real(0.01), rate(file).preset());
        assertNull(file.found());
        assertEquals(List.of(), file.warnings());
        assertNull(waiting("{\"log\": [1e-4, 1]}", "{}").wanted());
        assertNull(waiting("0.1", "{}").wanted());
    }

    @Test
    void aDefaultThatTheSweepDoesNotReachIsReplacedAsInAnyRange() throws Exception {
        assertEquals(
                new Value.Real(0.316),
                rate(waiting("{\"find\": {\"from\": 0.05, \"to\": 2}}", "{}")).preset());
    }

    @Test
    void whatIsFoundIsAnOrdinaryRange() throws Exception {
        StudyFile found = StudyReader.read(
                waiting("{\"find\": {}, \"grid\": 9}", "{\"tryFirst\": [{\"learningRate\": 1.25}]}"),
                FOUND,
                Corpus.catalog());
        StudyFile written = waiting(
                "{\"log\": [2.5e-4, 1.5], \"grid\": 9, \"default\": 0.01}",
                "{\"tryFirst\": [{\"learningRate\": 1.25}]}");
        assertEquals(SpecDigest.of(written.spec()), SpecDigest.of(found.spec()));
        assertEquals(written.spec().tryFirst(), found.spec().tryFirst());
        assertEquals(FOUND, found.found());
        assertNull(found.wanted());
    }

    @Test
    void theResolvedStudyIsReadBackWithoutASweep() throws Exception {
        StudyFile found = StudyReader.read(waiting("{\"find\": {}}", "{}"), FOUND, Corpus.catalog());
        String resolved = ResolvedStudy.write(found.spec(), found.found(), Map.of("jdk", "25"))
                .toPrettyString();
        StudyFile again = Corpus.read(resolved);
        assertEquals(SpecDigest.of(found.spec()), SpecDigest.of(again.spec()));
        assertEquals(FOUND, again.found());
        assertNull(again.wanted());
        assertEquals(Map.of("jdk", "25"), again.provenance());
        assertEquals(
                resolved,
                ResolvedStudy.write(again.spec(), again.found(), again.provenance())
                        .toPrettyString());
        // A person who writes another range has not found it.
        assertNull(Corpus.read(resolved, Argument.set("trainer.learningRate.log.1=1.0"))
                .found());
        for (String other : List.of("{}", "3", "{\"low\": 2.5e-4, \"high\": 1.5, \"sweeps\": []}"))
            assertNull(Corpus.read(resolved, Argument.set("x-found=" + other)).found(), other);
    }

    @Test
    void problemsAreToldAtTheirPlaceInTheFileAfterItIsFound() throws Exception {
        StudyFile found = StudyReader.read(waiting("{\"find\": {}}", "{}"), FOUND, Corpus.catalog());
        assertEquals(
                """
                study.json:1:63: error: /trainer/learningRate: no
                    1 | { "trainer": { "data": { "builtin": "iris" }, "learningRate": {"find": {}},
                      |                                                               ^
                """.replace("1:65", "1:63"),
                found.problem(true, "trainer.learningRate", "no", "").text());
    }

    @Test
    void whatIsTriedAnywayMustBeAmongWhatIsSwept() {
        StudyFileException refused = assertThrows(
                StudyFileException.class,
                () -> waiting("{\"find\": {\"to\": 1}}", "{\"tryFirst\": [{\"learningRate\": 1.25}]}"));
        assertTrue(
                refused.text().contains("must be one of the parameter's values, 1e-7 … 1.0, got 1.25"), refused.text());
    }

    @Test
    void aChoiceHasADocumentForEachOption() throws Exception {
        StudyFile file = Corpus.read("""
                { "trainer": { "data": { "builtin": "iris" },
                    "optimizer": { "choice": { "rmsprop": {}, "sgd": { "momentum": { "uniform": [0.1, 0.9] } } },
                                   "default": "sgd" } } }""");
        Map<String, com.fasterxml.jackson.databind.node.ObjectNode> branches = file.branches("optimizer");
        assertEquals(List.of("rmsprop", "sgd"), List.copyOf(branches.keySet()));
        assertEquals(file.defaultDocument(), branches.get("sgd"));
        assertEquals(
                "{\"rmsprop\":{\"alpha\":0.99}}",
                branches.getOrDefault("rmsprop", file.defaultDocument())
                        .get("optimizer")
                        .toString());
        StudyFile fixed =
                Corpus.read("{ \"trainer\": { \"data\": { \"builtin\": \"iris\" }, \"optimizer\": \"adam\" } }");
        assertEquals(Map.of("adam", fixed.defaultDocument()), fixed.branches("optimizer"));
        assertEquals(Map.of("", fixed.defaultDocument()), fixed.branches("nothing"));
        assertEquals(Configuration.EMPTY, fixed.spec().space().preset());
    }

    @Test
    void oneLineSaysWhereTheRatesComeFrom() {
        assertEquals("2.5e-4 … 1.5, found by 2 sweeps of 1e-7 … 10 with sgd, adam", FOUND.text());
        assertEquals(
                "0.001 … 1, found by a sweep of 1e-6 … 2",
                new FoundRates(
                                new SweepRange(1e-6, 2, 10),
                                1e-3,
                                1,
                                List.of(new FoundRates.Sweep(
                                        "", new RateSuggestions(Double.NaN, Double.NaN, Double.NaN), Double.NaN)))
                        .text());
    }
}
