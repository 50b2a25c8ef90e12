// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.engine.ranking.Baseline;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.TestScore;
import dev.sextant.studies.report.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The confirmed trials with their intervals, best first, the default configuration among them, and the test score. */
final class ForestData {
    private static final String VALIDATION = "validation";

    private ForestData() {}

    static void write(Fields out, Ranking ranking) throws IOException {
        RankedTrial winner = ranking.winner();
        Baseline baseline = ranking.baseline();
        out.json().writeArrayFieldStart("forest");
        for (RankedTrial trial : ranking.trials()) {
            Confirmed confirmed = trial.confirmed();
            boolean preset = baseline != null
                    && trial.configuration().equals(baseline.trial().configuration());
            if (confirmed == null || confirmed.interval().n() == 0) continue;
            out.json().writeStartObject();
            out.json().writeNumberField("trial", trial.trial());
            out.text("label", label(trial));
            out.text("tie", trial.tie());
            boolean wins = winner != null && trial.trial() == winner.trial();
            out.text("kind", wins ? "winner" : preset ? "default" : "candidate");
            out.interval(
                    confirmed.interval().mean(),
                    confirmed.interval().low(),
                    confirmed.interval().high());
            out.json().writeNumberField("n", confirmed.interval().n());
            out.number("search", trial.value());
            out.json().writeEndObject();
        }
        out.json().writeEndArray();
        test(out, ranking);
    }

    /** {@code 17: cosine, 0.0123}. */
    private static String label(RankedTrial trial) {
        List<String> parts = new ArrayList<>();
        if (trial.schedule() != null) parts.add(trial.schedule());
        if (Double.isFinite(trial.rate())) parts.add(Figures.number(trial.rate()));
        return trial.trial() + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static void test(Fields out, Ranking ranking) throws IOException {
        TestScore test = ranking.test();
        JsonGenerator json = out.json();
        if (test.opened() == 0) {
            json.writeNullField("test");
            return;
        }
        json.writeObjectFieldStart("test");
        out.number("value", score(test, ranking.objective().metric()));
        json.writeNumberField("trial", test.trial());
        json.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Double> metric : test.metrics().entrySet())
            out.number(metric.getKey(), metric.getValue());
        json.writeEndObject();
        json.writeNumberField("opened", test.opened());
        json.writeEndObject();
    }

    /** What the test rows say of the objective; NaN where they say nothing of it. */
    private static double score(TestScore test, String objective) {
        String brief = objective.startsWith(VALIDATION) ? objective.substring(VALIDATION.length()) : objective;
        if (brief.isEmpty()) return Double.NaN;
        String name = TestScore.PREFIX + brief.substring(0, 1).toUpperCase(Locale.ROOT) + brief.substring(1);
        @Nullable Double score = test.metrics().get(name);
        return score == null ? Double.NaN : score;
    }
}
