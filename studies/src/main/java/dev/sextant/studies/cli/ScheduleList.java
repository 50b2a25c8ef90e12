// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.file.Expected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every schedule with its keys, defaults and ranges, as its schema has them. */
final class ScheduleList {
    private static final int INDENT = 2;

    /** Where keys and their descriptions stand side by side. */
    private static final int ROOMY = 72;

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final int column;

    private ScheduleList(Schema.Variants schedules, int width) {
        this.width = width;
        int widest = 0;
        for (Schema.Section section : sections(schedules).values())
            for (Schema.Key key : section.keys())
                widest = Math.max(widest, head("", key).length());
        column = width < ROOMY ? 3 * INDENT : INDENT + widest + 2;
    }

    static String text(Schema.Variants schedules, int columns) {
        ScheduleList list = new ScheduleList(schedules, columns - 1);
        List<Schema.Key> common = common(schedules);
        sections(schedules).forEach((name, section) -> {
            list.wrap(name + ": " + section.description(), 0, INDENT);
            for (Schema.Key key : section.keys()) if (!common.contains(key)) list.add("", key);
        });
        if (!common.isEmpty()) list.wrap("In every schedule:", 0, INDENT);
        for (Schema.Key key : common) list.add("", key);
        return list.text.toString();
    }

    /** By name; a schedule's form is always an object. */
    private static Map<String, Schema.Section> sections(Schema.Variants schedules) {
        Map<String, Schema.Section> sections = new LinkedHashMap<>();
        schedules.variants().forEach((name, form) -> sections.put(name, (Schema.Section) form));
        return sections;
    }

    /** The keys that stand in all of them, told once. */
    private static List<Schema.Key> common(Schema.Variants schedules) {
        List<Schema.Key> common = null;
        for (Schema.Section section : sections(schedules).values()) {
            if (common == null) common = new ArrayList<>(section.keys());
            else common.retainAll(section.keys());
        }
        return common == null ? List.of() : common;
    }

    private static String head(String path, Schema.Key key) {
        JsonNode preset = key.preset();
        if (key.required()) return path + key.name() + " (required)";
        if (preset == null) return path + key.name();
        String value = preset.isNumber() ? Figures.number(preset.doubleValue()) : preset.toString();
        return path + key.name() + " = " + value;
    }

    private void add(String path, Schema.Key key) {
        String head = head(path, key);
        StringBuilder line = new StringBuilder().repeat(' ', INDENT).append(head);
        Schema schema = key.schema();
        String description = schema.description();
        if (description.endsWith(".")) description = description.substring(0, description.length() - 1);
        description += " (" + Expected.text(schema) + ").";
        if (line.length() + 2 > column) {
            text.append(line).append('\n');
            line.setLength(0);
        }
        line.repeat(' ', column - line.length());
        wrap(line + description, line.length(), column);
        if (schema instanceof Schema.AnyOf any)
            for (Schema form : any.forms())
                if (form instanceof Schema.Section section)
                    for (Schema.Key inner : section.keys()) add(path + key.name() + ".", inner);
    }

    /**
     * Words in lines of at most the width.
     *
     * @param fixed characters of the first line that stand as they are
     * @param indent of the lines after it
     */
    private void wrap(String words, int fixed, int indent) {
        StringBuilder line = new StringBuilder(words.substring(0, fixed));
        boolean empty = true;
        for (String word : words.substring(fixed).split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                text.append(line).append('\n');
                line = new StringBuilder().repeat(' ', indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }
}
