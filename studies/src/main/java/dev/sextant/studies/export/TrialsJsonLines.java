// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.report.JsonReport;
import java.io.IOException;

/**
 * Every trial of a run for programs: one JSON object a line by its number, with everything that is known of it, the
 * curve too. Numbers as Java prints them, so that reading them gives the same bits; a number that there is not is null,
 * never NaN. A function of the study alone once the run is finished.
 */
public final class TrialsJsonLines {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TrialsJsonLines() {}

    /** Writes line by line. */
    public static void write(ExportedRun run, Appendable out) throws IOException {
        for (TrialFacts trial : run.facts())
            out.append(line(run, trial).toString()).append('\n');
    }

    private static ObjectNode line(ExportedRun run, TrialFacts trial) {
        ObjectNode json = JSON.objectNode();
        json.put("trial", trial.number());
        json.put("role", trial.role());
        if (!trial.search()) json.put("of", trial.of());
        if (trial.replicate() > 0) json.put("replicate", trial.replicate());
        json.put("control", trial.control());
        json.put("state", trial.state());
        JsonReport.number(json, "value", trial.value());
        if (trial.bestEpoch() > 0) json.put("bestEpoch", trial.bestEpoch());
        else json.putNull("bestEpoch");
        json.put("epochs", trial.curve().epochs());
        if (!trial.message().isEmpty()) json.put("message", trial.message());
        json.set(
                "parameters",
                JsonReport.parameters(trial.trial().configuration(), run.spec().space()));
        ObjectNode metrics = json.putObject("metrics");
        trial.metrics().forEach((name, value) -> JsonReport.number(metrics, name, value));
        json.set("curve", series(trial.curve().toArray()));
        ObjectNode readings = json.putObject("readings");
        for (String name : trial.curve().readings().names())
            readings.set(name, series(trial.curve().readings().series(name)));
        json.set("note", trial.trial().note().content());
        return json;
    }

    private static ArrayNode series(double[] values) {
        ArrayNode json = JSON.arrayNode(values.length);
        for (double value : values)
            if (Double.isFinite(value)) json.add(value);
            else json.addNull();
        return json;
    }
}
