// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Says in words for people why a text is not YAML. */
final class YamlFaults {
    private static final String QUOTES = "text that begins so stands in quotes";

    private YamlFaults() {}

    /** Whether the text holds a character that YAML does not allow, not even in quotes; tells of the first. */
    static boolean unprintable(Source source, Problems problems) {
        String text = source.text();
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (StreamReader.isPrintable(c)) {
                if (c > Character.MAX_VALUE) i++;
                continue;
            }
            problems.error(
                    source.at(i),
                    "",
                    String.format(Locale.ROOT, "the character U+%04X cannot stand here", c),
                    String.format(Locale.ROOT, "delete it, or write it as \\u%04x in double quotes", c));
            return true;
        }
        return false;
    }

    /** Tells of a backslash that begins no escape. */
    static void escape(Position at, Problems problems) {
        problems.error(
                at,
                "",
                "not YAML: a backslash in double quotes begins an escape, and this is none",
                "write \\\\ for a backslash, or put the string in single quotes");
    }

    /** @param place of a mark */
    static void tell(YamlEngineException fault, Source source, Function<Mark, Position> place, Problems problems) {
        if (!(fault instanceof MarkedYamlEngineException marked)) {
            int directive = source.text().indexOf("%YAML");
            problems.error(source.at(Math.max(0, directive)), "", "this is read as YAML 1.2", "delete the line");
            return;
        }
        Optional<Position> within = marked.getContextMark().map(place);
        Position at = marked.getProblemMark().map(place).or(() -> within).orElse(source.at(0));
        new Telling(
                        marked.getContext() == null ? "" : marked.getContext(),
                        marked.getProblem() == null ? "" : marked.getProblem(),
                        within.orElse(at),
                        at,
                        problems)
                .tell();
    }

    /**
     * One fault.
     *
     * @param context what the parser was reading, in its words
     * @param problem what it met
     * @param within where what it was reading begins
     * @param at where it met it
     */
    private record Telling(String context, String problem, Position within, Position at, Problems problems) {
        void tell() {
            if (context.contains("quoted scalar")) quoted();
            else if (context.contains("block scalar")) block();
            else if (context.contains("tag") || problem.contains("tag"))
                error(at, "tags are not read", "delete what begins with !; " + QUOTES);
            else if (context.contains("anchor") || context.contains("alias"))
                error(within, "anchors and aliases are not read", "write the value out; " + QUOTES);
            else if (context.contains("directive") || problem.contains("directive"))
                error(at, "a line that begins with % is a directive, and this is none", "delete it; " + QUOTES);
            else if (context.contains("flow mapping")) unclosed("object", "}");
            else if (context.contains("flow sequence")) unclosed("array", "]");
            else structure();
        }

        private void quoted() {
            if (problem.startsWith("found unexpected"))
                error(within, "not YAML: this string is not closed", "close it with the quote that it begins with");
            else escape(at, problems);
        }

        private void block() {
            error(
                    at,
                    "not YAML: a block of text begins with | or > alone",
                    "write its text on the lines below, each indented by the same number of spaces");
        }

        private void unclosed(String kind, String end) {
            if (problem.contains("stream end") || problem.contains("document"))
                error(within, "not YAML: the text ends before this " + kind + " does", "a " + end + " is missing");
            else
                error(
                        at,
                        "not YAML: " + found() + " is unexpected here",
                        "a comma or a " + end + " is missing before it");
        }

        private void structure() {
            if (problem.startsWith("mapping values"))
                error(
                        at,
                        "not YAML: a colon is unexpected here",
                        "a key begins its line, indented like its neighbours; text with a colon in it stands in quotes");
            else if (problem.startsWith("mapping keys"))
                error(at, "not YAML: a question mark is unexpected here", QUOTES);
            else if (problem.startsWith("sequence entries"))
                error(at, "not YAML: an item is unexpected here", "begin it on a line of its own, below its key");
            else if (problem.startsWith("could not find expected ':'"))
                error(within, "not YAML: this is neither a key nor an item", "write key: value, or - value");
            else if (problem.contains("\\t"))
                error(at, "not YAML: a tab stands where spaces should", "indent with spaces");
            else if (problem.startsWith("found character"))
                error(at, "not YAML: a value does not begin with this character", QUOTES);
            else if (problem.startsWith("expected <block end>"))
                error(
                        at,
                        "not YAML: this line does not belong to what stands above it",
                        "indent the keys of one object, and the items of one list, by the same number of spaces");
            else if (problem.startsWith("expected the node content"))
                error(at, "not YAML: a value is expected here, not " + found(), QUOTES);
            else if (problem.startsWith("expected '<document start>'"))
                error(at, "text stands after the end of the document", "delete it, or indent it like its neighbours");
            else error(at, "not YAML: " + (problem.isEmpty() ? "it cannot be read" : problem), "");
        }

        /** What the parser met, as it is written. */
        private String found() {
            String line = at.source().line(at.line());
            int from = Math.min(at.column() - 1, line.length());
            if (from == line.length()) return "the end of the line";
            return "'" + line.substring(from, line.offsetByCodePoints(from, 1)) + "'";
        }

        private void error(Position at, String message, String help) {
            problems.error(at, "", message, help);
        }
    }
}
