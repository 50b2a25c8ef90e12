// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;

/**
 * Reads the values of one line of an ARFF file from left to right: bare, or quoted by ' or " with \ before a character
 * that stands for itself. Threads: confined to one.
 */
final class ArffLine {
    private final TextFile file;
    private int at;
    private int end;

    ArffLine(TextFile file) {
        this.file = file;
    }

    /** Turns to a line. */
    void begin(int from, int to) {
        at = from;
        end = to;
        skipBlanks();
    }

    int at() {
        return at;
    }

    /** Passes over blanks and returns where what follows them begins. */
    int skipBlanks() {
        while (at < end && blank(file.text().charAt(at))) at++;
        return at;
    }

    boolean atEnd() {
        return skipBlanks() == end;
    }

    /** Passes over this character, where it is the next. */
    boolean next(char wanted) {
        if (atEnd() || file.text().charAt(at) != wanted) return false;
        at++;
        return true;
    }

    /** Passes over a comma, or the tab that stands for one. */
    boolean nextSeparator() {
        int before = at;
        if (next(',')) return true;
        boolean tab = file.text().substring(before, at).indexOf('\t') >= 0;
        return tab && !atEnd() && file.text().charAt(at) != '{' && file.text().charAt(at) != '}';
    }

    /** Whether a quoted value is the next. */
    boolean quoted() {
        return !atEnd() && (file.text().charAt(at) == '\'' || file.text().charAt(at) == '"');
    }

    /** A word up to a blank or a brace. */
    String bare() {
        skipBlanks();
        int from = at;
        while (at < end && !blank(file.text().charAt(at)) && file.text().charAt(at) != '{') at++;
        return file.text().substring(from, at);
    }

    /** The next value; a bare one ends at a blank or at one of these characters. */
    String value(String enders) throws TrainingException {
        if (quoted()) return quotedValue();
        int from = at;
        while (at < end
                && !blank(file.text().charAt(at))
                && enders.indexOf(file.text().charAt(at)) < 0) at++;
        if (at == from) throw wrong(from, "there is no value here", "write ? where a value is missing");
        return file.text().substring(from, at);
    }

    private String quotedValue() throws TrainingException {
        int from = at;
        char quote = file.text().charAt(at++);
        StringBuilder value = new StringBuilder();
        for (; at < end; at++) {
            char c = file.text().charAt(at);
            if (c == quote) {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < end) c = file.text().charAt(++at);
            value.append(c);
        }
        throw wrong(from, "the quote is not closed", "close it in the same line");
    }

    /** The index of a sparse value. */
    int index() throws TrainingException {
        int from = skipBlanks();
        int index = 0;
        while (at < end && file.text().charAt(at) >= '0' && file.text().charAt(at) <= '9' && index < 100_000_000)
            index = index * 10 + file.text().charAt(at++) - '0';
        if (at == from || at == end || !blank(file.text().charAt(at)))
            throw wrong(from, "there is no index here", "write a sparse row {index value, index value}");
        return index;
    }

    TrainingException wrong(int offset, String found, String help) {
        return new TrainingException(file.path(), "%s: %s".formatted(file.place(offset), found), help);
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }
}
