// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.studies.page.Page;
import dev.sextant.studies.page.ReportPage;
import dev.sextant.studies.page.Timeline;
import dev.sextant.studies.report.CsvReport;
import dev.sextant.studies.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The reports that a run leaves in its directory. */
final class RunReports {
    private static final String ENDING = "ending";
    private static final String PROVENANCE = "provenance";

    private RunReports() {}

    static void write(RunDirectory run, Ranking ranking, Map<String, String> provenance, LocalStudy.Ending ending)
            throws IOException {
        write(run, ranking, provenance, word(ending));
    }

    /** @param ending how the run stands, in a word */
    static void write(RunDirectory run, Ranking ranking, Map<String, String> provenance, String ending)
            throws IOException {
        run.write(run.trials(), out -> CsvReport.write(ranking, out));
        run.write(
                run.page(),
                out -> ReportPage.write(
                        new Page(ranking, List.of(), "", provenance, Page.Ending.FINISHED), Timeline.NONE, out));
        ObjectNode before = before(provenance, ending);
        run.write(run.report(), out -> JsonReport.write(ranking, before, out));
    }

    /** How the run ended comes first, so that it is read without the rest. */
    private static ObjectNode before(Map<String, String> provenance, String ending) {
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        before.put(ENDING, ending);
        ObjectNode facts = before.putObject(PROVENANCE);
        provenance.forEach(facts::put);
        return before;
    }

    static String word(LocalStudy.Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the run's report says that every trial has ended. */
    static boolean finished(RunDirectory run) {
        return Head.of(run.report()).ending().equals(word(LocalStudy.Ending.FINISHED));
    }

    /**
     * What a report says before its ranking.
     *
     * @param ending empty where there is no report, or none that can be read: then the study itself is asked, which is
     *     never wrong
     * @param provenance empty where it does not say
     */
    record Head(String ending, Map<String, String> provenance) {
        private static final Head NONE = new Head("", Map.of());

        static Head of(Path file) {
            if (!Files.exists(file)) return NONE;
            String ending = "";
            Map<String, String> provenance = new LinkedHashMap<>();
            try (JsonParser report = new JsonFactory().createParser(file.toFile())) {
                if (report.nextToken() != JsonToken.START_OBJECT) return NONE;
                for (String key = report.nextFieldName(); key != null; key = report.nextFieldName()) {
                    boolean value = report.nextToken().isScalarValue();
                    if (key.equals(ENDING) && value) ending = report.getText();
                    else if (key.equals(PROVENANCE) && !value)
                        for (String fact = report.nextFieldName(); fact != null; fact = report.nextFieldName())
                            provenance.put(fact, report.nextTextValue());
                    else if (!ending.isEmpty()) break;
                    // An older version put it last.
                    else report.skipChildren();
                }
                return new Head(ending, provenance);
            } catch (IOException unreadable) {
                return NONE;
            }
        }
    }
}
