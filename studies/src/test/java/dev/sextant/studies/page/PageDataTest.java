// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageDataTest {
    private static final List<String> KEYS = List.of(
            "format",
            "study",
            "description",
            "ending",
            "stamp",
            "verdict",
            "words",
            "advice",
            "facts",
            "objective",
            "objectives",
            "constraints",
            "parameters",
            "rate",
            "schedule",
            "schedules",
            "trials",
            "curves",
            "response",
            "cells",
            "matrix",
            "forest",
            "test",
            "importance",
            "slices",
            "contour",
            "expectedBest",
            "gain",
            "front",
            "health");

    private static ObjectNode data(MadeStudy study) {
        return PageData.tree(study.page(), List.of("stop"), Timeline.NONE);
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void itsKeysAreAlwaysThereInOneOrder() throws Exception {
        for (MadeStudy study : List.of(
                MadeStudy.of(0),
                MadeStudy.of(1),
                MadeStudy.of(30),
                MadeStudy.of(30).seeds(0))) {
            List<String> expected = new ArrayList<>(KEYS);
            assertEquals(expected, keys(WrittenPage.of(study.page()).data("data")));
            expected.addAll(List.of("tables", "actions", "timeline"));
            assertEquals(expected, keys(data(study)));
        }
    }

    @Test
    void aColumnHasACellATrialInOrderOfRank() {
        JsonNode trials = data(MadeStudy.of(60)).get("trials");
        for (String column : List.of("number", "tie", "value", "confirmed", "epochs", "bestEpoch", "schedule"))
            assertEquals(60, trials.get(column).size(), column);
        for (JsonNode column : trials.get("values")) assertEquals(60, column.size());
        assertEquals(60, trials.get("state").textValue().length());
        assertEquals(60, trials.get("count").intValue());
        assertFalse(trials.get("sampled").booleanValue());
        assertEquals("finished", data(MadeStudy.of(1)).get("ending").textValue());
    }

    @Test
    void aValueIsANumberOrAnOptionsPlaceAndNullWhereItIsNotActive() {
        ObjectNode data = data(MadeStudy.of(60));
        JsonNode schedules = data.at("/trials/values/schedule");
        JsonNode gammas = data.at("/trials/values/schedule.step.gamma");
        int step = IntStream.range(0, 5)
                .filter(i -> data.get("schedules").get(i).textValue().equals("step"))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 60; i++) {
            assertEquals(data.at("/trials/schedule/" + i), schedules.get(i));
            assertEquals(schedules.get(i).intValue() == step, gammas.get(i).isNumber());
        }
        JsonNode gamma = data.get("parameters").get(2);
        assertEquals("schedule.step.gamma", gamma.get("path").textValue());
        assertEquals("schedule", gamma.get("parent").textValue());
        assertEquals("[\"step\"]", gamma.get("under").toString());
        assertTrue(data.get("parameters").get(0).get("under").isNull());
        assertEquals("log", data.get("parameters").get(0).get("scale").textValue());
    }

    @Test
    void ofManyTrialsTheFirstRankedAndOthersOfEveryTimeAreDrawnAndAllAreListed() {
        int all = 12_000;
        ObjectNode data = data(MadeStudy.of(all).seeds(0));
        JsonNode trials = data.get("trials");
        assertTrue(trials.get("sampled").booleanValue());
        assertEquals(all, trials.get("count").intValue());
        assertEquals(TrialData.MOST, trials.get("number").size());
        JsonNode rows = data.at("/allTrials/rows");
        assertEquals(all, rows.size());
        int[] tenths = new int[10];
        Set<Long> numbers = new HashSet<>();
        for (JsonNode number : trials.get("number")) {
            tenths[number.intValue() / 1200]++;
            numbers.add(number.longValue());
        }
        assertEquals(TrialData.MOST, numbers.size());
        for (int tenth : tenths) assertTrue(tenth > 400, String.valueOf(tenth));
        int column = IntStream.range(0, 20)
                .filter(i ->
                        data.at("/allTrials/columns/" + i + "/head").asText().equals("trial"))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < TrialData.FIRST; i++)
            assertEquals(
                    rows.get(i).get(column).textValue(),
                    trials.get("number").get(i).asText());
        assertEquals(CurveData.MOST, data.get("curves").size());
        for (JsonNode table : data.get("tables"))
            if (table.get("id").textValue().equals("trials")) {
                assertEquals(PageData.ROWS, table.get("rows").size());
                assertEquals(data.at("/allTrials/columns"), table.get("columns"));
                assertEquals(
                        "11\u00a0000 more ranked trials are in trials.csv and report.json.",
                        table.get("notes").get(table.get("notes").size() - 1).textValue());
            }
        assertNull(data(MadeStudy.of(1000).seeds(0)).get("allTrials"));
    }

    @Test
    void aLongCurveKeepsItsEndsAndItsBest() {
        for (int all : new int[] {1, 2, 39, 40, 41, 100, 5_000})
            for (int best : new int[] {0, 1, all / 2, all}) {
                int[] epochs = CurveData.epochs(all, best);
                assertTrue(epochs.length <= CurveData.POINTS, all + " epochs");
                assertEquals(1, epochs[0]);
                assertEquals(all, epochs[epochs.length - 1]);
                assertTrue(best == 0 || IntStream.of(epochs).anyMatch(epoch -> epoch == best));
                assertTrue(all >= CurveData.POINTS || epochs.length == all);
            }
    }

    @Test
    void thirdsOfADecadeHoldTheRatesBetweenTheirEdges() {
        ObjectNode data = data(MadeStudy.of(200).seeds(0));
        JsonNode cells = data.at("/cells/cells");
        int n = 0;
        int diverged = 0;
        for (JsonNode cell : cells) {
            n += cell.get("n").intValue();
            diverged += cell.get("diverged").intValue();
            assertTrue(cell.get("bin").intValue() + 1 < data.at("/cells/edges").size());
        }
        assertEquals(200, n);
        assertEquals(
                data.at("/trials/state")
                        .textValue()
                        .chars()
                        .filter(c -> c == 'd')
                        .count(),
                diverged);
        assertEquals(1e-4, data.at("/cells/edges/0").doubleValue());
    }

    @Test
    void theForestHasTheConfirmedInOrderOfRankAndTheDefaultAmongThem() {
        ObjectNode data = data(MadeStudy.of(60));
        List<String> kinds = new ArrayList<>();
        double before = Double.NEGATIVE_INFINITY;
        for (JsonNode trial : data.get("forest")) {
            kinds.add(trial.get("kind").textValue());
            assertTrue(before <= trial.get("mean").doubleValue());
            before = trial.get("mean").doubleValue();
            assertEquals(5, trial.get("n").intValue());
        }
        assertEquals("winner", kinds.getFirst());
        assertEquals(1, kinds.stream().filter("default"::equals).count());
        assertEquals(data.at("/trials/number/0"), data.at("/test/trial"));
        assertTrue(data.at("/test/value").isNumber());
        assertEquals(0.975, data.at("/test/metrics/testAccuracy").doubleValue());
    }
}
