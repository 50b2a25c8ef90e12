// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.studies.page.Page;
import dev.sextant.studies.page.Timeline;
import dev.sextant.studies.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Ranking EMPTY = Ranking.of(
            "iris",
            new Template(JSON.createObjectNode(), Space.of(List.of())),
            new Objective("loss", Direction.MINIMIZE),
            List.of());

    private static void write(RunDirectory run, Map<String, String> facts, Page.Ending ending) throws IOException {
        RunReports.write(run, new Page(EMPTY, List.of(), "", facts, ending), Timeline.NONE);
    }

    @Test
    void theReportIsTheRankingAfterTwoKeys(@TempDir Path folder) throws Exception {
        RunDirectory run = new RunDirectory(folder);
        write(run, Map.of("cpu", "a \"fast\" one"), Page.Ending.STOPPED);
        ObjectNode expected = (ObjectNode) JSON.readTree("""
                {"ending": "stopped", "provenance": {"cpu": "a \\"fast\\" one"}}""");
        expected.setAll((ObjectNode) JSON.readTree(JsonReport.write(EMPTY)));
        assertEquals(expected, JSON.readTree(run.report().toFile()));
        assertTrue(Files.readString(run.report()).startsWith("{\n  \"ending\": \"stopped\",\n"));
    }

    @Test
    void aRunIsFinishedOnceItsReportSaysSo(@TempDir Path folder) throws Exception {
        RunDirectory run = new RunDirectory(folder);
        assertFalse(RunReports.finished(run), "without a report");
        write(run, Map.of(), Page.Ending.STOPPED);
        assertFalse(RunReports.finished(run), "stopped");
        write(run, Map.of(), Page.Ending.FINISHED);
        assertTrue(RunReports.finished(run));
        Files.writeString(run.report(), "{\"study\": {\"ending\": \"finished\"}, \"ending\": \"finished\"}");
        assertTrue(RunReports.finished(run), "written by an older version, which put it last");
        for (String broken : List.of("", "[]", "{", "{\"ending\"", "{}", "{\"study\": {\"ending\": \"finished\"}}"))
            assertFalse(RunReports.finished(overwritten(run, broken)), broken);
    }

    private static RunDirectory overwritten(RunDirectory run, String report) throws Exception {
        Files.writeString(run.report(), report);
        return run;
    }
}
