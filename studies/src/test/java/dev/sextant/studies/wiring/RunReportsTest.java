// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.local.LocalStudy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theReportIsTheRankingWithTwoKeysMore() throws Exception {
        String report = RunReports.json(
                "{\n  \"study\": \"iris\"\n}\n", Map.of("cpu", "a \"fast\" one"), LocalStudy.Ending.STOPPED);
        assertEquals(JSON.readTree("""
                        {"study": "iris", "ending": "stopped", "provenance": {"cpu": "a \\"fast\\" one"}}"""), JSON.readTree(report));
        assertEquals(
                JSON.readTree("{\"ending\": \"finished\", \"provenance\": {}}"),
                JSON.readTree(RunReports.json("{}", Map.of(), LocalStudy.Ending.FINISHED)));
        assertThrows(IllegalArgumentException.class, () -> RunReports.json("[]", Map.of(), LocalStudy.Ending.FINISHED));
    }
}
