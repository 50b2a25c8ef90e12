// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Predictions as text, row by row, so that they need not fit into memory. Numbers have all their digits. */
final class PredictionWriter {
    /** Named as they are typed. */
    enum Format {
        /** RFC 4180 with line feeds: a head, and fields in quotes where they need it. */
        csv,
        /** An object a line. */
        jsonl,
        /** An array of objects. */
        json
    }

    private final Format format;
    private final List<String> columns;
    private final Appendable out;
    private boolean begun;

    PredictionWriter(Format format, List<String> columns, Appendable out) {
        this.format = format;
        this.columns = columns;
        this.out = out;
    }

    void begin() throws IOException {
        switch (format) {
            case csv ->
                out.append(columns.stream().map(PredictionWriter::quoted).collect(Collectors.joining(",")))
                        .append('\n');
            case json -> out.append('[');
            case jsonl -> {}
        }
    }

    void row(List<JsonNode> values) throws IOException {
        switch (format) {
            case csv -> {
                for (int i = 0; i < values.size(); i++) {
                    if (i > 0) out.append(',');
                    out.append(
                            values.get(i).isNull() ? "" : quoted(values.get(i).asText()));
                }
                out.append('\n');
            }
            case jsonl -> out.append(object(values)).append('\n');
            case json -> out.append(begun ? ",\n " : "\n ").append(object(values));
        }
        begun = true;
    }

    void end() throws IOException {
        if (format == Format.json) out.append(begun ? "\n]\n" : "]\n");
    }

    private String object(List<JsonNode> values) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.size(); i++) row.set(columns.get(i), values.get(i));
        return row.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.indexOf(',') < 0
                && text.indexOf('"') < 0
                && text.indexOf('\n') < 0
                && text.indexOf('\r') < 0
                && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
