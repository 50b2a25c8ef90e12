// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a trial was proposed, from the note that its searcher wrote: what this version knows in words, everything else by
 * its name.
 */
final class ProposalWording {
    /** What the reasons that searchers give mean. */
    private static final Map<String, String> REASONS = Map.of(
            "initial", "part of the initial design, which looks around before there is anything to learn from",
            "model", "the model promised the most of it",
            "guard", "a check on the model, where it was least certain among what may still be good",
            "restart", "the model promised the most of it after it began anew, more widely",
            "untried", "what the model promised the most of was tried before, and this was not",
            "again", "the model promised the most of it, and everything was tried before");

    /** Figures whose name says too little. */
    private static final Map<String, String> NAMES =
            Map.of("acquisition", "acquisition value", "theta", "the model's theta");

    /** Arrays and objects with more entries than this are told by their length. */
    private static final int LISTED = 4;

    private static final int DIGITS = 4;

    private ProposalWording() {}

    /**
     * A sentence or two; empty for trials that nobody proposed.
     *
     * @param searcher the study's
     */
    static String of(Trial trial, String searcher, Objective objective) {
        if (!(trial.role() instanceof Role.Search)) return "";
        if (trial.number() == 0) return "It is the default configuration, which every study tries first.";
        if (trial.note().isEnqueued())
            return "A person enqueued it while the search went on, in place of what %s would have proposed."
                    .formatted(searcher);
        if (trial.viewDigest().isEmpty()) return "It is one of the configurations that this study tries first.";
        ObjectNode note = trial.note().content();
        StringBuilder text = new StringBuilder("Proposed by ").append(searcher);
        JsonNode arm = note.remove("arm");
        if (arm != null) text.append(" (").append(shown(arm)).append(')');
        JsonNode reason = note.remove("reason");
        if (reason != null) text.append(": ").append(REASONS.getOrDefault(reason.asText(), shown(reason)));
        String figures = String.join(", ", figures(note, objective));
        text.append('.');
        if (!figures.isEmpty())
            text.append(' ').append(Wording.capitalized(figures)).append('.');
        return text.toString();
    }

    private static List<String> figures(ObjectNode note, Objective objective) {
        List<String> figures = new ArrayList<>();
        JsonNode mean = note.remove("predictedMean");
        JsonNode deviation = note.remove("predictedDeviation");
        if (mean != null)
            figures.add("expected %s %s%s"
                    .formatted(objective.metric(), shown(mean), deviation == null ? "" : " ± " + shown(deviation)));
        else if (deviation != null) figures.add("predicted deviation " + shown(deviation));
        for (Map.Entry<String, JsonNode> entry : note.properties())
            figures.add(
                    NAMES.getOrDefault(entry.getKey(), Naming.words(entry.getKey())) + " " + shown(entry.getValue()));
        return figures;
    }

    private static String shown(JsonNode value) {
        if (value.isIntegralNumber()) return value.asText();
        if (value.isNumber()) return Figures.number(value.doubleValue(), DIGITS);
        if (value.isValueNode()) return Lines.plain(value.asText());
        if (value.isObject() && value.size() <= LISTED && flat(value)) {
            List<String> entries = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : value.properties())
                entries.add(Naming.words(entry.getKey()) + " " + shown(entry.getValue()));
            return "(" + String.join(", ", entries) + ")";
        }
        boolean numbers = true;
        List<String> items = new ArrayList<>();
        for (JsonNode item : value) {
            numbers &= item.isNumber();
            if (item.isNumber()) items.add(shown(item));
        }
        if (value.isArray() && numbers && value.size() <= LISTED) return "[" + String.join(", ", items) + "]";
        return "(%d %s)".formatted(value.size(), value.isArray() && numbers ? "numbers" : "entries");
    }

    private static boolean flat(JsonNode object) {
        for (JsonNode value : object) if (!value.isValueNode()) return false;
        return true;
    }

    /** The note's own single values, by name. */
    static Map<String, String> cells(Trial trial) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : trial.note().content().properties())
            if (entry.getValue().isValueNode()) {
                String text = entry.getValue().asText();
                cells.put("note." + entry.getKey(), entry.getValue().isNumber() ? text : CsvReport.text(text));
            }
        return cells;
    }
}
