// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LrFindIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String STUDY = """
            { "name": "found", "seed": 5,
              "trainer": { "data": { "builtin": "iris" }, "hidden": [8], "epochs": 4,
                           "learningRate": { "find": {} }, "optimizer": { "choice": ["sgd", "adam"] } },
              "search": { "searcher": "random", "trials": 6, "tryFirst": [{ "learningRate": 9.5 }] },
              "confirm": { "top": 1, "seeds": 3 } }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("found.json"), STUDY);
    }

    private Typed type(int code, String... arguments) {
        return Typed.in(folder, arguments).expect(code);
    }

    private JsonNode resolved(String run) throws IOException {
        return JSON.readTree(folder.resolve(run).resolve("study.resolved.json").toFile());
    }

    @Test
    void theSweepIsTheSameEachTimeAndFollowsTheStudy() throws Exception {
        String json = type(0, "lr-find", "found.json", "--format", "json").out();
        assertEquals(json, type(0, "lr-find", "found.json", "--format", "json").out());
        JsonNode sweeps = JSON.readTree(json).get("sweeps");
        assertEquals(List.of("sgd", "adam"), sweeps.findValuesAsText("optimizer"));
        assertNotEquals(
                json,
                type(0, "lr-find", "found.json", "--format", "json", "--seed", "6")
                        .out());
        JsonNode other = JSON.readTree(type(
                        0,
                        "lr-find",
                        "found.json",
                        "--format",
                        "json",
                        "--set",
                        "trainer.optimizer=rmsprop",
                        "--from",
                        "1e-5",
                        "--to",
                        "0.5",
                        "--steps",
                        "40")
                .out());
        assertEquals(List.of("rmsprop"), other.findValuesAsText("optimizer"));
        assertEquals(1e-5, other.at("/sweeps/0/rates/0").doubleValue());
        assertEquals(40, other.get("steps").intValue());
        assertTrue(other.at("/suggested/high").doubleValue() <= 0.5);
    }

    @Test
    void theCurvesAreDrawnAndThePageWritten() throws Exception {
        Typed drawn = type(0, "lr-find", "found.json", "--html", "rates.html");
        assertTrue(drawn.out().contains("┤") && drawn.out().contains("\n  V valley "), drawn.out());
        assertEquals("page: rates.html\n", drawn.err());
        assertTrue(Files.readString(folder.resolve("rates.html")).contains("<svg"));
        Typed quiet = type(0, "lr-find", "found.json", "--quiet", "--html", "again.html");
        assertFalse(quiet.out().contains("┤"), quiet.out());
        assertEquals("", quiet.err());
        Typed csv = type(0, "lr-find", "found.json", "--format", "csv");
        assertTrue(csv.out().startsWith("optimizer,step,learningRate,loss,smoothed\r\nsgd,0,1.0E-7,"), csv.out());
        assertTrue(type(2, "lr-find", "found.json", "--html", "no/where.html")
                .err()
                .contains("cannot write no/where.html"));
    }

    @Test
    void mistakesAreToldWithAWayOut() throws Exception {
        assertEquals("""
                sextant: the first learning rate (20.0) must be below the last (10.0), both finite
                  Try: sextant lr-find --help
                """, type(2, "lr-find", "found.json", "--from", "20").err());
        assertTrue(
                type(2, "lr-find", "found.json", "--steps", "5").err().contains("steps (5) must be from 6 to 10000"));
        assertTrue(type(2, "lr-find", "missing.json").err().contains("there is no file missing.json"));
        assertTrue(type(3, "lr-find", "found.json", "--set", "trainer.epochs=0")
                .err()
                .contains("/trainer/epochs"));
        assertTrue(type(3, "lr-find", "found.json", "--set", "trainer.data.builtin=lilies")
                .err()
                .contains("lilies"));
        Files.writeString(
                folder.resolve("scripted.json"),
                "{\"trainer\": {\"type\": \"scripted\", \"learningRate\": {\"find\": {}}}}");
        String refused = """
                scripted.json:1:50: error: /trainer/learningRate: the trainer "scripted" cannot sweep learning rates
                    1 | {"trainer": {"type": "scripted", "learningRate": {"find": {}}}}
                      |                                                  ^
                      = help: write the range: {"log": [1e-4, 1.0]}
                """;
        for (String command : List.of("run", "validate", "lr-find"))
            assertEquals(refused, type(3, command, "scripted.json").err(), command);
        Files.writeString(folder.resolve("scripted.json"), "{\"trainer\": {\"type\": \"scripted\"}}");
        assertTrue(type(3, "lr-find", "scripted.json").err().contains("cannot sweep learning rates"));
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void theRangeIsFoundOnceAndTheSameForAnyNumberOfWorkers() throws Exception {
        Typed first = type(0, "run", "found.json", "--dir", "one", "--workers", "1");
        JsonNode found = resolved("one").get("x-found");
        assertTrue(first.err().startsWith("learning rates: "), first.err());
        assertTrue(first.out().contains("found by 2 sweeps of 1e-7 … 10 with sgd, adam."), first.out());
        assertTrue(Files.readString(folder.resolve("one/report.html")).contains("found by 2 sweeps"));
        assertEquals(STUDY, Files.readString(folder.resolve("one/study.json")));
        JsonNode swept = JSON.readTree(
                type(0, "lr-find", "found.json", "--format", "json").out());
        for (int i = 0; i < 2; i++)
            for (String key : List.of("optimizer", "valley", "steepest", "minimumTenth", "divergedAt"))
                assertEquals(
                        swept.at("/sweeps/" + i).get(key),
                        found.at("/sweeps/" + i).get(key),
                        key);
        // what is suggested, and the rates that are tried anyway: the default's, 0.001, and 9.5
        double low = Math.min(swept.at("/suggested/low").doubleValue(), 0.001);
        assertEquals(low, found.get("low").doubleValue());
        assertEquals(9.5, found.get("high").doubleValue());
        assertEquals(JSON.readTree("[" + low + ", 9.5]"), resolved("one").at("/trainer/learningRate/log"));
        String ranking = type(0, "rank", "one", "--format", "json").out();
        assertTrue(ranking.contains("\"learningRate\""), ranking);
        for (String workers : List.of("2", "5")) {
            type(0, "run", "found.json", "--dir", "with-" + workers, "--workers", workers, "--quiet");
            assertEquals(
                    ranking,
                    type(0, "rank", "with-" + workers, "--format", "json").out());
            assertEquals(found, resolved("with-" + workers).get("x-found"));
        }
    }

    @Test
    void theRecordedRangeCountsAndIsNotFoundAgain() throws Exception {
        type(0, "run", "found.json", "--dir", "whole", "--quiet");
        String ranking = type(0, "rank", "whole", "--format", "json").out();
        String study = Files.readString(folder.resolve("whole/study.resolved.json"));
        // As a crash between the finding and the first trial leaves it: the studies alone.
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        Files.writeString(crashed.resolve("study.json"), STUDY);
        Files.writeString(crashed.resolve("study.resolved.json"), study);
        Typed resumed = type(0, "resume", "crashed");
        assertEquals(ranking, type(0, "rank", "crashed", "--format", "json").out());
        assertTrue(resumed.out().contains("found by 2 sweeps"), resumed.out());
        assertTrue(Files.readString(crashed.resolve("report.html")).contains("found by 2 sweeps"));
        // Another range than any sweep finds: what was recorded is what is searched.
        ObjectNode changed = (ObjectNode) JSON.readTree(study);
        ((ObjectNode) changed.get("x-found")).put("low", 1e-6);
        ((ArrayNode) changed.at("/trainer/learningRate/log")).set(0, 1e-6);
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("study.resolved.json"), changed.toString());
        assertTrue(type(0, "resume", "other").out().contains("Learning rates: 1e-6 … 9.5, found by"));
        assertNotEquals(ranking, type(0, "rank", "other", "--format", "json").out());
    }

    @Test
    void validateFindsTheRangeAndSaysSo() throws Exception {
        String shown = type(0, "validate", "found.json").out();
        assertTrue(shown.contains("  learning rates   "), shown);
        assertTrue(shown.contains(" … 9.5, found by 2 sweeps of 1e-7 … 10 with sgd, adam\n"), shown);
        assertTrue(shown.contains("    learningRate  log "), shown);
    }
}
