// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where Katib collects a trial's metrics, as what the command trainer reads of the program's output. */
final class KatibMetrics {
    private static final List<String> KINDS =
            List.of("StdOut", "File", "TensorFlowEvent", "PrometheusMetric", "Custom", "Push", "None");

    private final SourceObject spec;
    private final Draft draft;
    private final Report report;

    KatibMetrics(SourceObject spec, Draft draft, Report report) {
        this.spec = spec;
        this.draft = draft;
        this.report = report;
    }

    void read() {
        // What Katib reads where an experiment does not say: name=value in standard output.
        draft.trainer.put("result", "nameValue");
        SourceObject metrics = spec.object("metricsCollectorSpec");
        if (metrics == null) return;
        draft.origin(Draft.RESULT, spec.keyAt("metricsCollectorSpec"));
        SourceObject collector = metrics.object("collector");
        SourceObject source = metrics.object("source");
        metrics.rest("Katib");
        String kind = collector == null ? "StdOut" : collector.word("kind");
        if (kind == null) return;
        switch (kind) {
            case "StdOut" -> {}
            case "File" -> file(source);
            case "TensorFlowEvent" -> printed(collector, "event files of TensorFlow are not read");
            case "PrometheusMetric" -> printed(collector, "no metrics are asked for over HTTP");
            case "Custom" -> printed(collector, "a collector of your own is not run");
            case "Push", "None" -> printed(collector, "what the program reports to Katib is not heard");
            default ->
                report.note(
                        collector == null ? metrics.at() : collector.keyAt("kind"),
                        metrics.path("collector") + "/kind",
                        "unknown collector \"" + kind + "\", not carried over",
                        "Katib has " + String.join(", ", KINDS),
                        Draft.RESULT);
        }
        if (source != null) filter(source);
    }

    private void printed(@Nullable SourceObject collector, String why) {
        if (collector == null) return;
        report.note(
                collector.keyAt("kind"),
                collector.path("kind"),
                "not carried over: " + why,
                "let the program print its metrics, one line for each epoch, as \"name=0.5\"; or see \"result\"",
                Draft.RESULT);
    }

    private void file(@Nullable SourceObject source) {
        SourceObject path = source == null ? null : source.object("fileSystemPath");
        String file = path == null ? null : path.word("path");
        String format = path == null ? null : path.word("format");
        if ("JSON".equals(format)) draft.trainer.put("result", "jsonLines");
        report.note(
                path == null ? spec.keyAt("metricsCollectorSpec") : path.at(),
                path == null ? spec.path("metricsCollectorSpec") : path.path(),
                "the metrics are read from the program's output, not from " + (file == null ? "a file" : file),
                "let the program print what it writes there; or name /dev/stdout as that file",
                Draft.RESULT);
    }

    private void filter(SourceObject source) {
        SourceObject filter = source.object("filter");
        List<Node> formats = filter == null ? null : filter.items("metricsFormat");
        if (filter == null || formats == null || formats.isEmpty()) return;
        Node format = formats.getFirst();
        if (formats.size() > 1)
            report.note(
                    formats.get(1).at(),
                    filter.path("metricsFormat") + "/1",
                    "not carried over: a study has one expression for each metric",
                    "",
                    Draft.RESULT);
        ObjectNode patterns = JsonNodeFactory.instance.objectNode();
        for (JsonNode metric : draft.trainer.path("metrics")) {
            String pattern = MetricPattern.of(format.json().asText(), metric.asText());
            if (pattern == null) {
                report.note(
                        format.at(),
                        filter.path("metricsFormat") + "/0",
                        "not carried over: it is no expression with two groups, the name and the number",
                        "write one for each metric: \"result\": {\"patterns\": {\"loss\": \"loss is (\\\\S+)\"}}",
                        Draft.RESULT);
                return;
            }
            patterns.put(metric.asText(), pattern);
        }
        if (!patterns.isEmpty()) draft.trainer.putObject("result").set("patterns", patterns);
    }
}
