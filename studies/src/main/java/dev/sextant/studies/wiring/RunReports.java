// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.studies.report.CsvReport;
import dev.sextant.studies.report.HtmlReport;
import dev.sextant.studies.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;

/** The reports that a run leaves in its directory. */
final class RunReports {
    private static final String ENDING = "ending";
    private static final String PROVENANCE = "provenance";

    private RunReports() {}

    static void write(RunDirectory run, Ranking ranking, Map<String, String> provenance, LocalStudy.Ending ending)
            throws IOException {
        run.write(run.trials(), CsvReport.write(ranking));
        run.write(run.page(), HtmlReport.write(ranking, provenance));
        run.write(run.report(), json(JsonReport.write(ranking), provenance, ending));
    }

    /** The ranking's JSON object with two keys more. */
    static String json(String ranking, Map<String, String> provenance, LocalStudy.Ending ending) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        provenance.forEach(facts::put);
        String open = ranking.stripTrailing();
        if (!open.endsWith("}")) throw new IllegalArgumentException("a ranking is one JSON object");
        open = open.substring(0, open.length() - 1).stripTrailing();
        return open + (open.endsWith("{") ? "\n" : ",\n")
                + "  \"" + ENDING + "\": \"" + ending.name().toLowerCase(Locale.ROOT) + "\",\n"
                + "  \"" + PROVENANCE + "\": " + facts.toPrettyString().replace("\n", "\n  ") + "\n}\n";
    }

    /** Whether the run's report says that every trial has ended. */
    static boolean finished(RunDirectory run) {
        try {
            if (!Files.exists(run.report())) return false;
            JsonNode report = new ObjectMapper().readTree(run.report().toFile());
            return report.path(ENDING).asText().equalsIgnoreCase(LocalStudy.Ending.FINISHED.name());
        } catch (IOException unreadable) {
            // Then the study itself is asked, which is never wrong.
            return false;
        }
    }
}
