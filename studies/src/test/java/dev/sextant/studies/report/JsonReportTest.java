// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonNode read(Ranking ranking) throws Exception {
        return MAPPER.readTree(JsonReport.write(ranking));
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void theFormIsFixed() throws Exception {
        JsonNode report = read(ReportedStudy.small().tested().rank());
        assertEquals(
                List.of(
                        "study",
                        "objective",
                        "verdict",
                        "trials",
                        "schedules",
                        "default",
                        "test",
                        "counts",
                        "pruning",
                        "advice",
                        "insights"),
                keys(report));
        assertEquals(
                "{\"metric\":\"validationLoss\",\"direction\":\"minimize\"}",
                report.get("objective").toString());
        assertEquals(
                List.of(
                        "rank",
                        "tie",
                        "trial",
                        "value",
                        "state",
                        "epochs",
                        "bestEpoch",
                        "confirmed",
                        "parameters",
                        "control",
                        "missedRung"),
                keys(report.at("/trials/0")));
        assertEquals(List.of("mean", "low", "high", "n", "missing", "luck"), keys(report.at("/trials/0/confirmed")));
        assertEquals(
                List.of(
                        "rank",
                        "tie",
                        "schedule",
                        "trials",
                        "best",
                        "confirmed",
                        "learningRate",
                        "completed",
                        "bestTrial",
                        "medianEpochs"),
                keys(report.at("/schedules/0")));
        assertEquals(
                List.of("best", "low", "high", "divergesAbove", "ranked"),
                keys(report.at("/schedules/0/learningRate")));
    }

    @Test
    void pruningTellsWhatItSavedAndWhatItCost() throws Exception {
        JsonNode report = read(ReportedStudy.small().rank());
        assertEquals(
                "{\"pruned\":1,\"epochsSaved\":7,\"share\":0.11290322580645161,\"control\":{\"trials\":0,"
                        + "\"wouldHaveStopped\":0,\"bestRank\":null,\"amongFirst5\":0,\"completed\":5},\"switchedOff\":[]}",
                report.get("pruning").toString());
        assertEquals(3, report.at("/trials/5/missedRung").intValue());
        assertTrue(report.at("/trials/4/missedRung").isNull());
        assertFalse(report.at("/trials/5/control").booleanValue());
    }

    @Test
    void theSmallStudysFiguresAreThere() throws Exception {
        JsonNode report = read(ReportedStudy.small().tested().rank());
        assertEquals(8, report.get("trials").size());
        assertEquals(
                "{\"learningRate\":0.03,\"schedule\":\"step\",\"schedule.step.gamma\":0.25,\"batchSize\":32}",
                report.at("/trials/1/parameters").toString());
        assertEquals(0.06812703838420221, report.at("/trials/0/confirmed/low").doubleValue(), 1e-12);
        assertEquals("[\"a\",\"a\",\"b\",\"c\",null,null,null,null]", ties(report.get("trials")));
        assertEquals("[\"a\",\"a\",\"b\"]", ties(report.get("schedules")));
        assertTrue(report.at("/trials/6/value").isNull()
                && report.at("/trials/6/bestEpoch").isNull());
        assertTrue(report.at("/trials/4/confirmed").isNull());
        assertEquals("no memory", report.at("/trials/7/message").textValue());
        assertTrue(report.at("/schedules/1/learningRate/divergesAbove").isNull());
        assertEquals(0.0423, report.at("/default/gain/mean").doubleValue(), 1e-12);
        assertEquals(
                "{\"opened\":1,\"trial\":4,\"testAccuracy\":0.975,\"testLoss\":0.0801,\"reason\":null}",
                report.get("test").toString());
    }

    private static String ties(JsonNode rows) {
        return MAPPER.createArrayNode()
                .addAll(new ArrayList<>(rows.findValues("tie")))
                .toString();
    }

    @Test
    void plainOptionsKeepTheirJsonValue() throws Exception {
        ReportedStudy study = ReportedStudy.of(
                "options",
                ReportedStudy.choice("hidden", ReportedStudy.layers(64, 32), ReportedStudy.layers(8)),
                ReportedStudy.choice("batchNorm", ReportedStudy.plain(ReportedStudy.JSON.booleanNode(true))));
        JsonNode report = read(study.search(ReportedStudy.completed(1), "hidden", "[64,32]", "batchNorm", "true")
                .rank());
        assertEquals(
                "{\"hidden\":[64,32],\"batchNorm\":true}",
                report.at("/trials/0/parameters").toString());
        assertEquals(List.of(), new ArrayList<>(report.findValues("schedule")));
        assertEquals(
                "not asked for, or not come to yet", report.at("/test/reason").textValue());
    }

    @Test
    void theOrderInWhichTrialsArriveDoesNotMatter() {
        ReportedStudy study = ReportedStudy.digitsSearched(40, 5);
        List<Trial> reversed = study.trials().reversed();
        Ranking again = Ranking.of("digits-learning-rates", study.template(), ReportedStudy.LOSS, reversed);
        assertEquals(JsonReport.write(study.rank()), JsonReport.write(again));
        assertEquals(CsvReport.write(study.rank()), CsvReport.write(again));
        assertEquals(MarkdownReport.write(study.rank()), MarkdownReport.write(again));
    }

    @Test
    void whatIsNoNumberIsNull() throws Exception {
        for (Ranking ranking : List.of(
                ReportedStudy.of("none").rank(),
                ReportedStudy.small().rank(),
                ReportedStudy.small()
                        .confirm(5, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                        .rank())) {
            String json = JsonReport.write(ranking);
            assertFalse(json.matches("(?s).*(NaN|Infinity).*"), json);
            MAPPER.readTree(json);
        }
        assertTrue(read(ReportedStudy.of("none").rank()).get("default").isNull());
    }

    @Test
    void hostileNamesComeBackAsTheyWere() throws Exception {
        JsonNode report = read(ReportedStudy.hostile().rank());
        assertEquals(ReportedStudy.HOSTILE, report.get("study").textValue());
        assertEquals(
                ReportedStudy.HOSTILE_VALUE,
                report.at("/trials/1/parameters").get("=1+1").textValue());
    }
}
