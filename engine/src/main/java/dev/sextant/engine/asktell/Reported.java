// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Objective;
import java.util.List;
import java.util.Map;

/**
 * Reads a report. Its value is the first objective: under that metric's name, or as the value where that is its name.
 */
final class Reported {
    private static final String EPOCH = "epoch";
    private static final List<String> KEYS = List.of(Keys.TRIAL, EPOCH, Keys.VALUE, Keys.METRICS);
    private static final String EXAMPLE = "{\"trial\": 0, \"epoch\": 1, \"value\": 0.5}";

    private Reported() {}

    static Report read(JsonNode json, Objective objective) throws RefusedCommandException {
        ObjectNode report = Keys.object(json, "report", EXAMPLE, KEYS);
        long trial = Keys.trial(report);
        JsonNode epoch = report.path(EPOCH);
        if (!epoch.isIntegralNumber() || !epoch.canConvertToInt())
            throw new RefusedCommandException(
                    "\"epoch\" must be the number of an epoch, from 1, got " + Keys.found(epoch));
        Map<String, Double> readings = Keys.metrics(report);
        Double value = readings.remove(objective.metric());
        if (value == null)
            throw new RefusedCommandException("a report needs the value of \"%s\" after the epoch: add %s"
                    .formatted(objective.metric(), Told.way(objective.metric())));
        return new Report(trial, epoch.intValue(), value, readings);
    }
}
