// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.spi.StudyStarter.Entry;
import dev.sextant.engine.spi.StudyStarter.Start;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.studies.file.StudyReader;
import java.util.List;

/** A starter study as a file: every key below a line that says what it is for. */
final class StarterText {
    /** Longer comments are cut. */
    private static final int LONGEST = 110;

    private final StringBuilder text = new StringBuilder();

    private StarterText() {}

    /**
     * JSON with comments.
     *
     * @param name the study's
     * @param of what it was made of
     * @param searchers the names of those that there are
     */
    static String write(Start start, String name, String of, List<String> searchers) {
        return new StarterText().study(start, name, of, searchers);
    }

    private String study(Start start, String name, String of, List<String> searchers) {
        comment(0, "A first study of " + of + ". Every value may be changed.");
        for (String finding : start.findings()) comment(0, "  " + finding);
        comment(
                0,
                "Any value inside \"trainer\" may be searched: {\"log\": […]}, {\"uniform\": […]}, {\"int\": […]},"
                        + " {\"choice\": […]}.");
        text.append("{\n");
        key(1, "name", TextNode.valueOf(name), "names the run's folder under runs/", false);
        key(
                1,
                "seed",
                number(StudySpec.DEFAULT_SEED),
                "every random number follows from it: the same seed gives the same result",
                false);
        text.append("\n  \"trainer\": {\n");
        document(start.document());
        text.append("  },\n\n");
        comment(1, start.objectiveComment());
        text.append("  \"objective\": { ")
                .append(start.objective().direction() == Direction.MINIMIZE ? "\"minimize\": " : "\"maximize\": ")
                .append(TextNode.valueOf(start.objective().metric()))
                .append(" },\n\n  \"search\": {\n");
        key(
                2,
                "searcher",
                TextNode.valueOf(StudyReader.DEFAULT_SEARCHER),
                "proposes the configurations; one of " + String.join(", ", searchers),
                false);
        key(2, "trials", number(start.trials()), "configurations that are tried; the first is the default one", true);
        text.append("  },\n\n  \"confirm\": {\n");
        key(2, "top", number(start.top()), "the best are trained again, so that luck does not win", false);
        key(2, "seeds", number(start.seeds()), "on so many fresh seeds and divisions each", false);
        key(2, "test", BooleanNode.TRUE, "the winner is scored on the test rows, once", true);
        return text.append("  }\n}\n").toString();
    }

    private static JsonNode number(long number) {
        return LongNode.valueOf(number);
    }

    /** Entries of one object below each other in it. */
    private void document(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String object = object(entry);
            boolean last = i == entries.size() - 1;
            if (object.isEmpty()) {
                key(2, entry.path(), entry.value(), entry.comment(), last);
                continue;
            }
            boolean first = i == 0 || !object.equals(object(entries.get(i - 1)));
            boolean end = last || !object.equals(object(entries.get(i + 1)));
            if (first) text.append("    ").append(TextNode.valueOf(object)).append(": {\n");
            key(3, entry.path().substring(object.length() + 1), entry.value(), entry.comment(), end);
            if (end) text.append("    }").append(last ? "\n" : ",\n");
        }
    }

    private static String object(Entry entry) {
        int dot = entry.path().indexOf('.');
        return dot < 0 ? "" : entry.path().substring(0, dot);
    }

    private void key(int depth, String key, JsonNode value, String comment, boolean last) {
        comment(depth, comment);
        text.append("  ".repeat(depth))
                .append(TextNode.valueOf(key))
                .append(": ")
                .append(written(value))
                .append(last ? "\n" : ",\n");
    }

    /** With a space after commas and colons, as people write; texts as they are. */
    private static String written(JsonNode value) {
        if (value.isArray()) {
            StringBuilder items = new StringBuilder("[");
            for (JsonNode item : value)
                items.append(items.length() > 1 ? ", " : "").append(written(item));
            return items.append(']').toString();
        }
        if (!value.isObject()) return printable(value.toString());
        StringBuilder fields = new StringBuilder("{ ");
        value.properties()
                .forEach(field -> fields.append(fields.length() > 2 ? ", " : "")
                        .append(printable(TextNode.valueOf(field.getKey()).toString()))
                        .append(": ")
                        .append(written(field.getValue())));
        return fields.append(" }").toString();
    }

    /** A comment ends with its line, so that nothing in it may end the line. */
    private void comment(int depth, String comment) {
        String line = printable(comment);
        text.append("  ".repeat(depth))
                .append("// ")
                .append(line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…")
                .append('\n');
    }

    /** What would end a line, hide, or turn the direction of writing, as JSON escapes it. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean unseen = switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    true;
                default -> false;
            };
            if (unseen) shown.append("\\u%04x".formatted((int) c));
            else shown.append(c);
        }
        return shown.toString();
    }
}
