// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.studies.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command of a sweep's runs, its macros replaced by placeholders of the command trainer. */
final class WandbCommand {
    private static final String FILE_MACRO = "${args_json_file}";
    private static final Pattern MACRO = Pattern.compile("\\$\\{([^}]*)}");

    /** What W&amp;B runs where a sweep has no command. */
    private static final List<String> USUAL = List.of("${env}", "${interpreter}", "${program}", "${args}");

    private final SourceObject sweep;
    private final Draft draft;
    private final Report report;

    WandbCommand(SourceObject sweep, Draft draft, Report report) {
        this.sweep = sweep;
        this.draft = draft;
        this.report = report;
    }

    /** Whether the program reads its parameters from a file, in which groups of them stay groups. */
    static boolean byFile(SourceObject sweep) {
        return sweep.get("command") instanceof Node.Items(var _, List<Node> items)
                && items.stream().anyMatch(item -> item.json().asText().contains(FILE_MACRO));
    }

    void read() {
        draft.origin(Draft.ARGV, sweep.keyAt(sweep.has("command") ? "command" : "program"));
        String program = sweep.word("program");
        draft.trainer.put("parametersBy", byFile(sweep) ? "file" : "flags");
        int before = draft.argv.size();
        if (!sweep.has("command")) for (String part : USUAL) add(part, program);
        else {
            Node written = sweep.get("command");
            if (written == null) return;
            if (!(written instanceof Node.Items(var _, List<Node> items))) {
                wrongForm(written);
                return;
            }
            for (int i = 0; i < items.size(); i++) part(items.get(i), i, program);
            if (items.isEmpty())
                report.error(written.at(), sweep.path("command"), "the command is empty", "leave it out");
        }
        if (draft.argv.size() > before) handedOver();
        result();
    }

    private void wrongForm(Node written) {
        List<String> words = new ArrayList<>();
        for (String word : written.json().asText().split("\\s+", -1))
            if (!word.isEmpty()) words.add("\"" + word + "\"");
        report.error(
                written.at(),
                sweep.path("command"),
                "expected an array, got " + written.found(),
                words.isEmpty() ? "" : "write [" + String.join(", ", words) + "]");
    }

    private void part(Node item, int index, @Nullable String program) {
        String path = sweep.path("command") + "/" + index;
        draft.origin(Draft.ARGV + "/" + draft.argv.size(), item.at());
        if (!item.json().isValueNode() || item.json().isNull()) {
            report.error(item.at(), path, "expected a string, got " + item.found(), "");
            return;
        }
        String text = item.json().asText();
        Matcher unknown = MACRO.matcher(text);
        while (unknown.find()) if (refused(unknown.group(1), item, path)) return;
        add(text, program);
    }

    private boolean refused(String macro, Node item, String path) {
        if (macro.startsWith("envvar:") || macro.equals("envvar")) {
            report.error(
                    item.at(),
                    path,
                    "the arguments of a study hold no variables of the environment, got ${" + macro + "}",
                    "write the value itself; or let the program read the variable, which \"environment\": {\"pass\": [\""
                            + (macro.equals("envvar") ? "NAME" : macro.substring(7)) + "\"]} hands on");
            return true;
        }
        boolean known = List.of(
                        "env",
                        "interpreter",
                        "program",
                        "args",
                        "args_no_hyphens",
                        "args_no_boolean_flags",
                        "args_json",
                        "args_json_file")
                .contains(macro);
        if (!known)
            report.error(
                    item.at(),
                    path,
                    "unknown macro ${" + macro + "}",
                    "W&B has ${env}, ${interpreter}, ${program}, ${args}, ${args_no_hyphens},"
                            + " ${args_no_boolean_flags}, ${args_json} and ${args_json_file}");
        return !known;
    }

    /** @param program null where none is named */
    private void add(String text, @Nullable String program) {
        switch (text) {
            case "${args}" -> {
                if (!byFile(sweep)) draft.argv.add("{flags}");
                else twice();
            }
            case "${args_no_boolean_flags}" -> {
                if (byFile(sweep)) twice();
                else draft.argv.add("{flags}");
                booleans();
            }
            case "${args_no_hyphens}" -> {
                if (byFile(sweep)) twice();
                else for (String name : names()) draft.argv.add(Braces.escaped(name) + "={" + name + "}");
            }
            case "${args_json}" -> json();
            default -> {
                if (text.contains("${program}") && program == null) {
                    if (!sweep.has("program"))
                        report.error(
                                sweep.at(), "", "\"program\" is missing", "name the script: \"program\": \"train.py\"");
                    return;
                }
                draft.argv.add(replaced(text, program == null ? "" : program));
            }
        }
    }

    private String replaced(String text, String program) {
        StringBuilder argument = new StringBuilder();
        Matcher macro = MACRO.matcher(text);
        int from = 0;
        while (macro.find()) {
            argument.append(Braces.escaped(text.substring(from, macro.start())));
            argument.append(
                    switch (macro.group(1)) {
                        case "env" -> "/usr/bin/env";
                        case "interpreter" -> "python";
                        case "program" -> Braces.escaped(program);
                        case "args_json_file" -> "{file}";
                        default -> Braces.escaped(macro.group());
                    });
            from = macro.end();
        }
        return argument.append(Braces.escaped(text.substring(from))).toString();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        draft.parameters.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void twice() {
        report.note(
                sweep.keyAt("command"),
                sweep.path("command"),
                "the program gets its parameters in the file alone: a study hands them over in one way",
                "",
                Draft.ARGV);
    }

    private void booleans() {
        for (Map.Entry<String, JsonNode> entry : draft.parameters.properties()) {
            boolean flag = entry.getValue().isBoolean();
            for (JsonNode option : entry.getValue().path("choice")) flag |= option.isBoolean();
            if (flag)
                report.note(
                        sweep.keyAt("command"),
                        sweep.path("command"),
                        "the program gets --" + entry.getKey() + "=true or =false, not the flag alone or nothing",
                        "let the program read a value there",
                        Draft.PARAMETERS + "/" + entry.getKey());
        }
    }

    /** The parameters as one JSON object, written out with a placeholder for each. */
    private void json() {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : draft.parameters.properties()) {
            Boolean quoted = quoted(entry.getValue());
            if (quoted == null || entry.getKey().matches("(?s).*[{}\"\\\\\\p{Cntrl}].*")) {
                report.error(
                        sweep.keyAt("command"),
                        sweep.path("command"),
                        "the values of \"" + entry.getKey() + "\" cannot stand in JSON that is put together from them",
                        "use ${args_json_file}");
                return;
            }
            pairs.add("\"" + entry.getKey() + "\": " + (quoted ? "\"" : "") + "{" + entry.getKey() + "}"
                    + (quoted ? "\"" : ""));
        }
        draft.argv.add("{{" + String.join(", ", pairs) + "}}");
    }

    /** Whether the values are strings, which need quotes; null where some are, or where one would need an escape. */
    private static @Nullable Boolean quoted(JsonNode value) {
        List<JsonNode> options = new ArrayList<>();
        if (value.path("choice").isArray()) value.get("choice").forEach(options::add);
        else options.add(value);
        long texts = options.stream().filter(JsonNode::isTextual).count();
        for (JsonNode option : options)
            if (option.isTextual() && option.textValue().matches("(?s).*[\"\\\\\\p{Cntrl}].*")) return null;
        if (texts > 0 && texts < options.size()) return null;
        return texts > 0;
    }

    /** A program that gets no parameters tries the same thing again and again. */
    private void handedOver() {
        boolean told = false;
        for (JsonNode argument : draft.argv) told |= Braces.holds(argument.textValue());
        if (told || draft.parameters.isEmpty()) return;
        draft.argv.add("{flags}");
        report.note(
                sweep.keyAt("command"),
                sweep.path("command"),
                "the command names no parameter, which W&B then gives to the program by itself: in a study it gets"
                        + " flags, --name=value",
                "let the program read them, or see \"parametersBy\"",
                Draft.ARGV);
    }

    /** What W&amp;B reads from the calls of its library, a study reads from the output of the program. */
    private void result() {
        draft.trainer.put("result", "nameValue");
        report.note(
                sweep.at(),
                "",
                "a study does not hear what the program logs to W&B, it reads what it prints",
                "let the program print its metric, one line for each epoch, as \"name=0.5\"; or see \"result\"",
                Draft.RESULT);
    }
}
