// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** What a study optimizes. */
final class Objectives {
    /** The metric of a program that names none. */
    static final String VALUE = "value";

    private Objectives() {}

    /** @param others metrics that the program tells beside it */
    static void minimize(Draft draft, String metric, List<String> others) {
        draft.objective.put("minimize", metric);
        metrics(draft, metric, others);
    }

    /** @param others metrics that the program tells beside it */
    static void maximize(Draft draft, String metric, List<String> others) {
        draft.objective.put("maximize", metric);
        metrics(draft, metric, others);
    }

    private static void metrics(Draft draft, String metric, List<String> others) {
        ArrayNode metrics = draft.trainer.putArray("metrics").add(metric);
        for (String other : others) if (!other.equals(metric)) metrics.add(other);
    }

    /** How to ask for a value that another tool stops at: the exit code says whether it was reached. */
    static String require(String metric, boolean maximize, double value) {
        return "ask for it when you run the study: --require '" + metric + (maximize ? ">=" : "<=")
                + Domains.shown(value) + "'";
    }
}
