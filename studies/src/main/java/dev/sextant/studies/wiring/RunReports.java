// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StoreSource;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.page.Page;
import dev.sextant.studies.page.ReportPage;
import dev.sextant.studies.page.Timeline;
import dev.sextant.studies.report.CsvReport;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.report.MarkdownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The reports that a run leaves in its directory. */
final class RunReports {
    private static final String ENDING = "ending";
    private static final String PROVENANCE = "provenance";

    private RunReports() {}

    static void write(RunDirectory run, Page page, Timeline timeline) throws IOException {
        Ranking ranking = page.ranking();
        run.write(run.trials(), out -> CsvReport.write(ranking, out));
        run.write(run.markdown(), out -> out.write(MarkdownReport.write(ranking, page.facts())));
        run.write(run.page(), out -> ReportPage.write(page, timeline, out));
        ObjectNode before = before(page.facts(), page.ending().name().toLowerCase(Locale.ROOT));
        run.write(run.report(), out -> JsonReport.write(ranking, before, out));
    }

    /**
     * What the reports of a run say.
     *
     * @param provenance where the result comes from
     */
    static Page page(
            StudySpec spec,
            Ranking ranking,
            List<Trial> trials,
            Map<String, String> provenance,
            LocalStudy.Ending ending) {
        return new Page(ranking, trials, spec.description(), provenance, Page.Ending.valueOf(ending.name()));
    }

    /** Which worker ran which trial when; reads the run's store, also while it is written. */
    static Timeline timeline(StoreSource store, Space space, List<Trial> trials) {
        try {
            return Timeline.of(store.attempts(space), trials);
        } catch (StoreException unreadable) {
            // The result stands without it. The logger is asked for only now: a resume comes here while another thread
            // sets logging up.
            LoggerFactory.getLogger(RunReports.class)
                    .atWarn()
                    .setCause(unreadable)
                    .log("the report does not show which worker ran which trial when");
            return Timeline.NONE;
        }
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
