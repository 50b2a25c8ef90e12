// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A YAML file may hold several documents, as files of Kubernetes often do: the one that is an experiment is read, and
 * every line keeps its number.
 */
final class ManyDocuments {
    private static final Pattern EXPERIMENT = Pattern.compile("(?m)^[\"']?kind[\"']?\\s*:\\s*[\"']?Experiment\\b");

    private ManyDocuments() {}

    /** The file, whose other documents are empty lines; the file itself where not one of several is an experiment. */
    static byte[] experiment(String name, byte[] bytes, Report report) {
        String small = name.toLowerCase(Locale.ROOT);
        if (small.endsWith(".json")) return bytes;
        String text = new String(bytes, StandardCharsets.UTF_8);
        // What is not UTF-8 is told by who reads it.
        if (text.indexOf('\ufffd') >= 0) return bytes;
        List<String> lines = List.of(text.split("\n", -1));
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < lines.size(); i++) if (lines.get(i).matches("---(\\s.*)?")) starts.add(i);
        int chosen = -1;
        int count = 0;
        int full = 0;
        for (int i = 0; i < starts.size(); i++) {
            String document = document(lines, starts, i);
            if (!document.isBlank() && document.lines().anyMatch(ManyDocuments::says)) full++;
            if (!EXPERIMENT.matcher(document).find()) continue;
            chosen = i;
            count++;
        }
        if (count != 1 || full < 2) return bytes;
        StringBuilder kept = new StringBuilder();
        int from = starts.get(chosen);
        int to = chosen + 1 < starts.size() ? starts.get(chosen + 1) : lines.size();
        for (int i = 0; i < lines.size(); i++) {
            if (i >= from && i < to) kept.append(lines.get(i));
            if (i < lines.size() - 1) kept.append('\n');
        }
        report.note(
                new Position(new Source(Source.FILE, name, text), from + 1, 1),
                "",
                "of " + full + " documents in the file the one that is an experiment is read, from here on",
                "",
                "");
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String document(List<String> lines, List<Integer> starts, int i) {
        int to = i + 1 < starts.size() ? starts.get(i + 1) : lines.size();
        return String.join("\n", lines.subList(starts.get(i), to));
    }

    private static boolean says(String line) {
        return !line.isBlank()
                && !line.startsWith("---")
                && !line.stripLeading().startsWith("#");
    }
}
