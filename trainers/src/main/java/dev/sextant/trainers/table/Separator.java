// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.util.Locale;

/** What stands between the fields of a CSV file. */
public enum Separator {
    COMMA(',', "comma"),
    SEMICOLON(';', "semicolon"),
    TAB('\t', "tab"),
    PIPE('|', "|");

    private final char character;
    private final String word;

    Separator(char character, String word) {
        this.character = character;
        this.word = word;
    }

    char character() {
        return character;
    }

    /** How facts and messages call it. */
    String word() {
        return word;
    }

    /**
     * Tells it from the first two rows: of the separators that both have equally often, the most frequent in the first;
     * where none is, the most frequent in the first; of equals the one named first above, but a tab before all others
     * where the file's ending says so. A comma where there is none.
     */
    static Separator of(TextFile file) {
        String text = file.text();
        boolean tabs = tabbed(file.name());
        Separator best = COMMA;
        int most = 0;
        boolean agrees = false;
        int first = content(text, 0);
        for (Separator candidate : values()) {
            int count = count(text, first, candidate.character);
            if (count == 0) continue;
            if (candidate == TAB && tabs) return TAB;
            int second = content(text, end(text, first));
            boolean agreed = second < text.length() && count(text, second, candidate.character) == count;
            if (agreed == agrees ? count > most : agreed) {
                best = candidate;
                most = count;
                agrees = agreed;
            }
        }
        return best;
    }

    private static boolean tabbed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".gz")) lower = lower.substring(0, lower.length() - ".gz".length());
        return lower.endsWith(".tsv") || lower.endsWith(".tab");
    }

    /** Where the first row at or after this offset begins that is not empty. */
    private static int content(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) at++;
        return at;
    }

    private static int end(String text, int from) {
        boolean quoted = false;
        int at = from;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') quoted = !quoted;
            if (!quoted && (c == '\n' || c == '\r')) break;
        }
        return at;
    }

    private static int count(String text, int from, char separator) {
        boolean quoted = false;
        int count = 0;
        int end = end(text, from);
        for (int at = from; at < end; at++) {
            char c = text.charAt(at);
            if (c == '"') quoted = !quoted;
            if (!quoted && c == separator) count++;
        }
        return count;
    }
}
