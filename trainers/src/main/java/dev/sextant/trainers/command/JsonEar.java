// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes lines that are JSON objects for reports, where they have the objective or another metric among their keys.
 *
 * @param metrics those of the study
 */
record JsonEar(List<String> metrics, String objective) implements Ear {
    @Override
    public Heard hear(String line) {
        if (!line.stripLeading().startsWith("{")) return new Heard.Log();
        ObjectNode object = StrictJson.object(line);
        if (object == null) return new Heard.Log();
        Map<String, Double> told = new TreeMap<>();
        for (String metric : metrics) {
            Double number = TextNumbers.of(object.get(metric));
            if (number != null) told.put(metric, number);
        }
        Double value = told.remove(objective);
        if (value != null) return new Heard.Report(0, value, told);
        return told.isEmpty() ? new Heard.Log() : new Heard.Aside(told);
    }
}
