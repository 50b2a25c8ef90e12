// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How a program's output tells its metrics. */
sealed interface ResultForm {
    /** Lines that begin <code>{"sextant":1,</code>. */
    record Protocol() implements ResultForm {}

    /** {@code name=value}, anywhere in a line. */
    record NameValue() implements ResultForm {}

    /** Lines that are JSON objects. */
    record JsonLines() implements ResultForm {}

    /** @param byMetric each with one group */
    record Patterns(Map<String, Pattern> byMetric) implements ResultForm {
        public Patterns {
            byMetric = Collections.unmodifiableMap(new LinkedHashMap<>(byMetric));
        }
    }

    /** @param metrics those of the document */
    static ResultForm read(JsonNode written, List<String> metrics) throws TrainingException {
        return switch (written.asText()) {
            case CommandSchema.PROTOCOL -> new Protocol();
            case CommandSchema.NAME_VALUE -> new NameValue();
            case CommandSchema.JSON_LINES -> new JsonLines();
            default -> patterns(written.path(CommandSchema.PATTERNS), metrics);
        };
    }

    private static Patterns patterns(JsonNode written, List<String> metrics) throws TrainingException {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : written.properties()) {
            String metric = entry.getKey();
            String path = CommandSchema.RESULT + "." + CommandSchema.PATTERNS + "." + metric;
            if (!metrics.contains(metric))
                throw new TrainingException(
                        path,
                        "\"%s\" is not one of the metrics".formatted(metric),
                        Spelling.advice(metric, metrics) + "; \"metrics\" names what a program tells");
            patterns.put(metric, pattern(path, entry.getValue().asText()));
        }
        return new Patterns(patterns);
    }

    private static Pattern pattern(String path, String text) throws TrainingException {
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new TrainingException(
                    path,
                    "\"%s\" is no regular expression: %s"
                            .formatted(text, wrong.getDescription().toLowerCase(java.util.Locale.ROOT)),
                    "write one like \"loss is (\\\\S+)\"");
        }
        int groups = pattern.matcher("").groupCount();
        if (groups != 1)
            throw new TrainingException(
                    path,
                    "\"%s\" has %d groups, and one is expected, around the number".formatted(text, groups),
                    groups == 0 ? "write one like \"loss is (\\\\S+)\"" : "write (?:…) for a group that holds nothing");
        return pattern;
    }
}
