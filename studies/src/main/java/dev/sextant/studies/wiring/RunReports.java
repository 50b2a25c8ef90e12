// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
        run.write(run.trials(), out -> CsvReport.write(ranking, out));
        run.write(run.page(), out -> out.write(HtmlReport.write(ranking, provenance)));
        ObjectNode before = before(provenance, ending);
        run.write(run.report(), out -> JsonReport.write(ranking, before, out));
    }

    /** How the run ended comes first, so that it is read without the rest. */
    private static ObjectNode before(Map<String, String> provenance, LocalStudy.Ending ending) {
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        before.put(ENDING, ending.name().toLowerCase(Locale.ROOT));
        ObjectNode facts = before.putObject(PROVENANCE);
        provenance.forEach(facts::put);
        return before;
    }

    /** Whether the run's report says that every trial has ended. */
    static boolean finished(RunDirectory run) {
        if (!Files.exists(run.report())) return false;
        try (JsonParser report = new JsonFactory().createParser(run.report().toFile())) {
            if (report.nextToken() != JsonToken.START_OBJECT) return false;
            for (String key = report.nextFieldName(); key != null; key = report.nextFieldName()) {
                if (key.equals(ENDING))
                    return LocalStudy.Ending.FINISHED.name().equalsIgnoreCase(report.nextTextValue());
                report.nextToken();
                report.skipChildren();
            }
            return false;
        } catch (IOException unreadable) {
            // Then the study itself is asked, which is never wrong.
            return false;
        }
    }
}
