// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line that a shell would read, as the words of one command. Quotes and backslashes count as in a POSIX shell; what
 * only a shell can do is refused, for a study starts its program without one.
 *
 * @param words empty where the line is refused
 * @param refused what stands in it that only a shell can do; null where nothing does
 * @param at how many characters stand before that
 */
record ShellWords(List<String> words, @Nullable String refused, int at) {
    ShellWords {
        words = List.copyOf(words);
    }

    static ShellWords of(String line) {
        return new Reading(line).read();
    }

    private static final class Reading {
        private final String line;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        /** Quotes make a word of nothing, too. */
        private boolean begun;

        private int at;

        Reading(String line) {
            this.line = line;
        }

        ShellWords read() {
            String refused = null;
            while (at < line.length() && refused == null) refused = character(line.charAt(at));
            if (refused != null) return new ShellWords(List.of(), refused, Math.min(at, line.length()));
            end();
            return new ShellWords(words, null, 0);
        }

        private void end() {
            if (begun || !word.isEmpty()) words.add(word.toString());
            word.setLength(0);
            begun = false;
        }

        /** Takes what begins here; what is refused stays. */
        private @Nullable String character(char c) {
            switch (c) {
                case ' ', '\t' -> end();
                case '\n', '\r' -> {
                    if (!line.substring(at).isBlank()) return "a second line";
                    end();
                }
                case '\'' -> {
                    int close = line.indexOf('\'', at + 1);
                    if (close < 0) return "a quote that is not closed";
                    word.append(line, at + 1, close);
                    begun = true;
                    at = close;
                }
                case '"' -> {
                    return quoted();
                }
                case '\\' -> {
                    if (at + 1 == line.length()) return "a backslash at the end";
                    at++;
                    if (line.charAt(at) != '\n') word.append(line.charAt(at));
                }
                case '#' -> {
                    if (word.isEmpty() && !begun) {
                        at = line.indexOf('\n', at) < 0 ? line.length() : line.indexOf('\n', at);
                        return null;
                    }
                    word.append(c);
                }
                default -> {
                    String shell = ofShell(c);
                    if (shell != null) return shell;
                    word.append(c);
                }
            }
            at++;
            return null;
        }

        private @Nullable String quoted() {
            begun = true;
            for (int i = at + 1; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    at = i + 1;
                    return null;
                }
                if (c == '$' || c == '`') {
                    at = i;
                    return ofShell(c);
                }
                if (c == '\\' && i + 1 < line.length() && "$`\"\\\n".indexOf(line.charAt(i + 1)) >= 0) {
                    i++;
                    if (line.charAt(i) != '\n') word.append(line.charAt(i));
                } else word.append(c);
            }
            return "a quote that is not closed";
        }

        private @Nullable String ofShell(char c) {
            boolean first = word.isEmpty() && !begun;
            return switch (c) {
                case '|' -> line.startsWith("||", at) ? "||" : "a pipe (|)";
                case '&' -> line.startsWith("&&", at) ? "&&" : "&";
                case ';' -> "a second command (;)";
                case '<', '>' -> "a redirection (" + c + ")";
                case '(', ')' -> "a subshell (" + c + ")";
                case '$' -> line.startsWith("$(", at) ? "a command in $( )" : "a variable ($)";
                case '`' -> "a command in backquotes";
                case '*', '?', '[' -> "a pattern of file names (" + c + ")";
                case '~' -> first ? "the home folder (~)" : null;
                case '=' ->
                    words.isEmpty() && !begun && word.toString().matches("[A-Za-z_][A-Za-z0-9_]*")
                            ? "a variable that is set before the command"
                            : null;
                default -> null;
            };
        }
    }
}
