// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That Optuna itself reads it is looked at by OptunaIT. */
class OptunaJournalTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static List<JsonNode> journal(ExportedRun run) throws IOException {
        StringBuilder text = new StringBuilder();
        OptunaJournal.write(run, text);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.toString().lines().toList()) lines.add(JSON.readTree(line));
        return lines;
    }

    @Test
    void theStudyIsCreatedAndThenEachOfItsSearchTrials() throws IOException {
        List<JsonNode> lines = journal(MadeRun.ofEveryKind());
        assertEquals(
                "{\"op_code\":0,\"worker_id\":\"sextant\",\"study_name\":\"made & \\\"named\\\"\",\"directions\":[1]}",
                lines.getFirst().toString());
        List<JsonNode> trials = lines.stream()
                .filter(line -> line.get("op_code").intValue() == 4)
                .toList();
        assertEquals(6, trials.size());
        List<Integer> states =
                trials.stream().map(trial -> trial.get("state").intValue()).toList();
        assertEquals(List.of(1, 2, 3, 3, 0, 4), states);
        assertEquals(
                "{\"op_code\":4,\"worker_id\":\"sextant\",\"study_id\":0,\"state\":2,\"value\":0.25,"
                        + "\"datetime_start\":\"2026-03-04T05:06:09.000008\",\"datetime_complete\":\"2026-03-04T05:06:10.500008\","
                        + "\"distributions\":{"
                        + "\"rate\":\"{\\\"name\\\":\\\"FloatDistribution\\\",\\\"attributes\\\":{\\\"low\\\":1.0E-4,\\\"high\\\":1.0,\\\"step\\\":null,\\\"log\\\":true}}\","
                        + "\"schedule\":\"{\\\"name\\\":\\\"CategoricalDistribution\\\",\\\"attributes\\\":{\\\"choices\\\":[\\\"constant\\\",\\\"=step\\\"]}}\","
                        + "\"gamma\":\"{\\\"name\\\":\\\"FloatDistribution\\\",\\\"attributes\\\":{\\\"low\\\":0.1,\\\"high\\\":0.9,\\\"step\\\":0.1,\\\"log\\\":false}}\","
                        + "\"units\":\"{\\\"name\\\":\\\"IntDistribution\\\",\\\"attributes\\\":{\\\"low\\\":1,\\\"high\\\":64,\\\"step\\\":1,\\\"log\\\":true}}\","
                        + "\"batch\":\"{\\\"name\\\":\\\"CategoricalDistribution\\\",\\\"attributes\\\":{\\\"choices\\\":[16,32]}}\"},"
                        + "\"params\":{\"rate\":2.5E-4,\"schedule\":1,\"gamma\":0.30000000000000004,\"units\":17,\"batch\":1},"
                        + "\"user_attrs\":{\"bestEpoch\":2},\"system_attrs\":{},"
                        + "\"intermediate_values\":{\"1\":0.75,\"2\":0.25,\"3\":0.5}}",
                trials.get(1).toString());
    }

    @Test
    void whatRepeatsATrialIsAnAttributeOfIt() throws IOException {
        List<JsonNode> lines = journal(MadeRun.ofEveryKind());
        JsonNode first = lines.get(lines.size() - 6);
        assertEquals(
                "{\"bestEpoch\":1,\"confirmations\":[0.375],\"test\":{\"loss\":0.3333333333333333,\"testLoss\":0.4},"
                        + "\"metrics.accuracy\":0.30000000000000004,\"metrics.loss\":0.3333333333333333,"
                        + "\"note\":{\"why\":\"default\"}}",
                first.get("user_attrs").toString());
    }

    @Test
    void aDivergedTrialFailedAndSaysSoAndItsLossIsPythonsNan() throws IOException {
        StringBuilder text = new StringBuilder();
        OptunaJournal.write(MadeRun.ofEveryKind(), text);
        String diverged = text.toString().lines().skip(6).findFirst().orElseThrow();
        assertEquals(
                "\"intermediate_values\":{\"1\":2.0,\"2\":NaN}}",
                diverged.substring(diverged.indexOf("\"intermediate_values")));
        JsonNode read = JSON.readTree(diverged);
        assertEquals(
                "{\"outcome\":\"diverged\",\"control\":true}",
                read.get("user_attrs").toString());
        assertFalse(read.has("value"));
        assertFalse(read.has("values"));
    }

    @Test
    void whatWaitsHasNoTimesAndWhatRunsHasNoEnd() throws IOException {
        List<JsonNode> lines = journal(MadeRun.ofEveryKind());
        JsonNode runs = lines.get(lines.size() - 2);
        assertEquals("2026-03-04T05:06:15.000008", runs.get("datetime_start").textValue());
        assertFalse(runs.has("datetime_complete"));
        JsonNode waits = lines.getLast();
        assertEquals(true, waits.get("datetime_start").isNull());
    }

    @Test
    void severalObjectivesAreValuesWithNamesAndBoundsAreConstraints() throws IOException {
        Goals goals = new Goals(
                List.of(new Objective("loss", Direction.MINIMIZE), new Objective("accuracy", Direction.MAXIMIZE)),
                List.of(new Constraint("size", Constraint.Side.AT_MOST, 5)));
        List<JsonNode> lines = journal(new MadeRun(goals)
                .search(0.1, false, MadeRun.completed(0.5, Map.of("loss", 0.5, "accuracy", 0.75, "size", 7.0)))
                .search(0.2, false, MadeRun.completed(0.5, Map.of("loss", 0.5, "accuracy", 0.75)))
                .search(0.3, false, MadeRun.completed(0.5, Map.of("loss", 0.5, "size", 1.0)))
                .run());
        assertEquals("[1,2]", lines.get(0).get("directions").toString());
        assertEquals(
                "{\"study:metric_names\":[\"loss\",\"accuracy\"]}",
                lines.get(1).get("system_attr").toString());
        List<JsonNode> trials = lines.subList(lines.size() - 3, lines.size());
        assertEquals("[0.5,0.75]", trials.get(0).get("values").toString());
        assertEquals(
                "{\"constraints\":[2.0]}", trials.get(0).get("system_attrs").toString());
        assertEquals(
                "{\"constraints\":[1.7976931348623157E308]}",
                trials.get(1).get("system_attrs").toString());
        // It did not tell every objective.
        assertEquals(3, trials.get(2).get("state").intValue());
        assertFalse(trials.get(2).has("values"));
    }
}
