// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A study as JSON for people: what is short stands in one line, comments stand above what they concern. */
final class StudyWriter {
    private static final int WIDTH = 100;
    private static final int INDENT = 2;
    /** These have a line for each key however short they are. */
    private static final Set<String> OPEN = Set.of("", Draft.TRAINER, Draft.PARAMETERS);

    private final Map<String, List<String>> comments;
    private final StringBuilder text = new StringBuilder();

    private StudyWriter(Map<String, List<String>> comments) {
        this.comments = comments;
    }

    /**
     * The text, ending in a line feed.
     *
     * @param comments by the pointer of what they concern; those of the empty one stand above the whole
     */
    static String write(ObjectNode study, Map<String, List<String>> comments) {
        StudyWriter writer = new StudyWriter(comments);
        writer.comment("", 0);
        writer.value(study, "", 0, 0);
        return writer.text.append('\n').toString();
    }

    /** @param before how many characters of the line are taken already */
    private void value(JsonNode json, String pointer, int indent, int before) {
        String line = inline(json);
        boolean fits = before + line.length() <= WIDTH && !OPEN.contains(pointer) && !commented(pointer);
        if (!json.isContainerNode() || json.isEmpty() || fits) {
            text.append(line);
            return;
        }
        text.append(json.isObject() ? "{" : "[");
        int inside = indent + INDENT;
        List<String> keys = keys(json);
        for (int i = 0; i < json.size(); i++) {
            String child = pointer + "/" + (json.isObject() ? keys.get(i) : Integer.toString(i));
            text.append('\n');
            comment(child, inside);
            String key = json.isObject() ? quoted(keys.get(i)) + ": " : "";
            text.append(" ".repeat(inside)).append(key);
            value(json.isObject() ? json.get(keys.get(i)) : json.get(i), child, inside, inside + key.length() + 1);
            if (i < json.size() - 1) text.append(',');
        }
        text.append('\n').append(" ".repeat(indent)).append(json.isObject() ? "}" : "]");
    }

    /** Whether the study has something at the pointer, in whose names a slash is no more than a character. */
    static boolean has(JsonNode study, String pointer) {
        if (pointer.isEmpty()) return true;
        if (study.isArray())
            for (int i = 0; i < study.size(); i++) {
                String begin = "/" + i;
                boolean inside = pointer.equals(begin) || pointer.startsWith(begin + "/");
                if (inside && has(study.get(i), pointer.substring(begin.length()))) return true;
            }
        for (Map.Entry<String, JsonNode> entry : study.properties()) {
            String begin = "/" + entry.getKey();
            boolean inside = pointer.equals(begin) || pointer.startsWith(begin + "/");
            if (inside && has(entry.getValue(), pointer.substring(begin.length()))) return true;
        }
        return false;
    }

    private static List<String> keys(JsonNode json) {
        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private boolean commented(String pointer) {
        for (String at : comments.keySet()) if (at.startsWith(pointer + "/")) return true;
        return false;
    }

    private void comment(String pointer, int indent) {
        for (String comment : comments.getOrDefault(pointer, List.of())) {
            StringBuilder line = new StringBuilder();
            for (String word : harmless(comment).strip().split(" ", -1)) {
                if (!line.isEmpty() && indent + 3 + line.length() + 1 + word.length() > WIDTH) {
                    flush(line, indent);
                    line.append(' ');
                }
                line.append(line.isEmpty() || line.toString().isBlank() ? "" : " ")
                        .append(word);
            }
            flush(line, indent);
        }
    }

    private void flush(StringBuilder line, int indent) {
        text.append(" ".repeat(indent)).append("// ").append(line).append('\n');
        line.setLength(0);
    }

    /** A comment ends with its line, and what controls a terminal must not reach one. */
    private static String harmless(String comment) {
        StringBuilder shown = new StringBuilder(comment.length());
        comment.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean harmful = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            shown.appendCodePoint(harmful ? 0xfffd : c);
        });
        return shown.toString();
    }

    private static String inline(JsonNode json) {
        if (json.isFloatingPointNumber()) return Numbers.text(json.doubleValue());
        if (json.isTextual()) return quoted(json.textValue());
        if (!json.isContainerNode()) return json.toString();
        List<String> parts = new ArrayList<>();
        if (json.isObject())
            json.properties().forEach(entry -> parts.add(quoted(entry.getKey()) + ": " + inline(entry.getValue())));
        else for (JsonNode item : json) parts.add(inline(item));
        String inside = String.join(", ", parts);
        if (json.isArray()) return "[" + inside + "]";
        return parts.isEmpty() ? "{}" : "{ " + inside + " }";
    }

    /** Half a character cannot be written in UTF-8, but its number can. */
    private static String quoted(String value) {
        String json = JsonNodeFactory.instance.textNode(value).toString();
        if (value.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE)) return json;
        StringBuilder escaped = new StringBuilder();
        json.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.SURROGATE) escaped.append("\\u%04x".formatted(c));
            else escaped.appendCodePoint(c);
        });
        return escaped.toString();
    }
}
