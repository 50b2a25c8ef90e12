// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/report-json.md explains every key that is written, and no other, in the order in which they are written. */
class ReportJsonDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|([^|]*)\\|");

    /** Objects whose keys are names from the study. */
    private static final Set<String> NAMED = Set.of(
            "trials[].parameters",
            "trials[].values",
            "trials[].confirmed.others",
            "front.members[].values",
            "front.reference");

    /** Written once where they are explained; elsewhere the same. */
    private static final Set<String> LIKE_TRIALS = Set.of(
            "schedules[].confirmed",
            "default.confirmed",
            "groupings[].options[].confirmed",
            "groupings[].options[].learningRate",
            "groupings[].within[].contrasts",
            "groupings[].schedules[].confirmed");

    private final Set<String> written = new LinkedHashSet<>();

    /** Key to its remark on where it is. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "report-json.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.find()) keys.put(row.group(1), row.group(2).strip());
        }
        keys.remove("ending");
        keys.remove("provenance");
        return keys;
    }

    private static List<Ranking> rankings() {
        StoppingPlan off = new StoppingPlan(List.of(), true, List.of(new StoppingPlan.SwitchedOff(3, 0.1, 5)));
        Ranking small = ReportedStudy.small()
                .search(
                        off,
                        ReportedStudy.completed(0.2),
                        "learningRate",
                        0.01,
                        "schedule",
                        "constant",
                        "batchSize",
                        32)
                .rank();
        Goals atLeast = new Goals(
                ReportedStudy.LOSS_AND_SIZE.objectives(),
                List.of(new Constraint("parameters", Constraint.Side.AT_LEAST, 4000)));
        return List.of(
                small,
                ReportedInsights.small(),
                GroupReportTest.grouped(ReportedStudy.digitsSearched(60, 2), "hidden"),
                ReportedStudy.sized()
                        .rank(ReportedStudy.TIMED, new SearchEnding(7, 60, "enough is enough", false, false)),
                ReportedStudy.sized().rank(atLeast),
                ReportedStudy.of("empty").rank());
    }

    private void collect(String path, JsonNode node) {
        if (NAMED.contains(path) || LIKE_TRIALS.contains(path)) return;
        if (node.isArray()) for (JsonNode element : node) if (element.isObject()) collect(path + "[]", element);
        if (node.isObject())
            node.properties().forEach(property -> {
                String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                if (path.equals("test") && property.getKey().startsWith("test")) return;
                written.add(below);
                collect(below, property.getValue());
            });
    }

    @Test
    void everyKeyIsExplainedAndNoOther() throws IOException {
        for (Ranking ranking : rankings()) collect("", new ObjectMapper().readTree(JsonReport.write(ranking)));
        assertEquals(
                String.join("\n", new TreeSet<>(documented().keySet())), String.join("\n", new TreeSet<>(written)));
    }

    @Test
    void keysStandInTheOrderOfTheDocument() throws IOException {
        List<String> order = new ArrayList<>(documented().keySet());
        for (Ranking ranking : rankings()) {
            written.clear();
            collect("", new ObjectMapper().readTree(JsonReport.write(ranking)));
            for (String parent : parents()) {
                List<String> found = written.stream()
                        .filter(key -> parent(key).equals(parent))
                        .toList();
                List<String> expected = order.stream().filter(found::contains).toList();
                assertEquals(expected, found);
            }
        }
    }

    private Set<String> parents() {
        Set<String> parents = new TreeSet<>();
        for (String key : written) parents.add(parent(key));
        return parents;
    }

    private static String parent(String key) {
        return key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
    }

    @Test
    void whatHasNoRemarkIsAlwaysThere() throws IOException {
        JsonNode empty = new ObjectMapper()
                .readTree(JsonReport.write(ReportedStudy.of("empty").rank()));
        collect("", empty);
        for (Map.Entry<String, String> key : documented().entrySet())
            if (key.getValue().isEmpty() && !key.getKey().contains("."))
                assertEquals(true, written.contains(key.getKey()), key.getKey());
    }
}
