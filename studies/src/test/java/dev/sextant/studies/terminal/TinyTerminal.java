// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a terminal as a region needs: it wraps, scrolls, keeps what has scrolled away, and lays long lines out
 * anew when it is resized. Characters are one cell wide.
 */
public final class TinyTerminal extends OutputStream {
    private static final Pattern SEQUENCE = Pattern.compile("\033\\[(\\??)([0-9]*)([A-Za-z])");

    private int columns;
    private int rows;

    /** All that was ever written, the last rows of it visible; each with whether the next continues it. */
    private final List<StringBuilder> lines = new ArrayList<>();

    private final List<Boolean> continued = new ArrayList<>();
    private int row;
    private int column;
    private boolean wraps = true;
    private boolean cursor = true;
    private StringBuilder unread = new StringBuilder();

    public TinyTerminal(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        line(0);
    }

    private StringBuilder line(int at) {
        while (lines.size() <= at) {
            lines.add(new StringBuilder());
            continued.add(false);
        }
        return lines.get(at);
    }

    @Override
    public void write(int octet) {
        throw new UnsupportedOperationException("a drawing is one piece");
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        unread.append(new String(octets, offset, length, StandardCharsets.UTF_8));
        String text = unread.toString();
        unread = new StringBuilder();
        for (int i = 0; i < text.length(); ) i = read(text, i);
    }

    private int read(String text, int at) {
        char c = text.charAt(at);
        switch (c) {
            case '\r' -> column = 0;
            case '\n' -> {
                // The system puts a carriage return before it.
                column = 0;
                line(++row);
            }
            case '\033' -> {
                Matcher sequence = SEQUENCE.matcher(text).region(at, text.length());
                if (!sequence.lookingAt()) throw new AssertionError("no sequence: " + text.substring(at));
                obey(sequence.group(1) + sequence.group(3), sequence.group(2));
                return sequence.end();
            }
            default -> show(c);
        }
        return at + 1;
    }

    private void show(char c) {
        if (column == columns && wraps) {
            continued.set(row, true);
            column = 0;
            line(++row);
        }
        if (column == columns) column--;
        StringBuilder line = line(row);
        while (line.length() <= column) line.append(' ');
        line.setCharAt(column++, c);
    }

    private void obey(String what, String number) {
        switch (what) {
            case "A" -> row = Math.max(Math.max(0, lines.size() - rows), row - Integer.parseInt(number));
            case "K" -> cut(row);
            case "J" -> {
                cut(row);
                while (lines.size() > row + 1) {
                    lines.removeLast();
                    continued.removeLast();
                }
            }
            case "?l", "?h" -> {
                if (number.equals("25")) cursor = what.equals("?h");
                else if (number.equals("7")) wraps = what.equals("?h");
                else throw new AssertionError("unknown mode " + number);
            }
            case "m" -> {}
            default -> throw new AssertionError("unknown sequence " + what);
        }
    }

    private void cut(int at) {
        StringBuilder line = lines.get(at);
        line.setLength(Math.min(line.length(), column));
        continued.set(at, false);
    }

    /** Joins what was wrapped and wraps it anew. */
    public void resize(int columns, int rows) {
        List<String> whole = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        int cursorLine = 0;
        int cursorAt = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (i == row) {
                cursorLine = whole.size();
                cursorAt = joined.length() + column;
            }
            joined.append(lines.get(i));
            if (continued.get(i)) continue;
            whole.add(joined.toString());
            joined = new StringBuilder();
        }
        lines.clear();
        continued.clear();
        this.columns = columns;
        this.rows = rows;
        for (int i = 0; i < whole.size(); i++) {
            String rest = whole.get(i);
            int begins = lines.size();
            while (rest.length() > columns) {
                lines.add(new StringBuilder(rest.substring(0, columns)));
                continued.add(true);
                rest = rest.substring(columns);
            }
            lines.add(new StringBuilder(rest));
            continued.add(false);
            if (i == cursorLine) {
                // At the end of a full line the cursor stands on its last cell.
                int at = cursorAt > 0 && cursorAt % columns == 0 ? cursorAt - 1 : cursorAt;
                row = begins + at / columns;
                column = cursorAt - (row - begins) * columns;
            }
        }
    }

    /** Everything, wrapped lines joined, without blanks at the ends of lines or blank lines at the end. */
    public List<String> text() {
        List<String> whole = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            joined.append(lines.get(i));
            if (continued.get(i)) continue;
            whole.add(joined.toString().stripTrailing());
            joined = new StringBuilder();
        }
        while (!whole.isEmpty() && whole.getLast().isEmpty()) whole.removeLast();
        return whole;
    }

    public boolean cursorShown() {
        return cursor;
    }

    public boolean wraps() {
        return wraps;
    }
}
