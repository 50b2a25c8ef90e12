// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of characters with its axes: a sheet of cells, labels left of it and below it. What the characters are is
 * up to who draws.
 *
 * <p>Threads: confined to one.
 */
public final class Chart {
    private final int columns;
    private final char[][] cells;
    private final String[] labels;
    private final int margin;
    private final boolean unicode;
    private final char[] axis;
    private final char[] marks;
    private final char[] below;
    private int free;

    /**
     * An empty sheet.
     *
     * @param columns of the whole chart, labels and axis included
     * @param labels one for each row of the sheet, from the top; empty where there is none
     */
    public Chart(int columns, List<String> labels, Glyphs glyphs) {
        this.labels = labels.toArray(String[]::new);
        int longest = 0;
        for (String label : labels) longest = Math.max(longest, label.length());
        this.margin = longest + 2;
        this.columns = Math.max(1, columns - margin);
        this.unicode = glyphs.equals(Glyphs.UNICODE);
        cells = new char[labels.size()][this.columns];
        for (char[] row : cells) Arrays.fill(row, ' ');
        axis = new char[this.columns];
        marks = new char[margin + this.columns];
        below = new char[margin + this.columns];
        Arrays.fill(axis, unicode ? '─' : '-');
        Arrays.fill(marks, ' ');
        Arrays.fill(below, ' ');
    }

    /** Of the sheet. */
    public int columns() {
        return columns;
    }

    /** Of the sheet. */
    public int rows() {
        return cells.length;
    }

    /** The column for a place between 0 at the left and 1 at the right. */
    public int column(double across) {
        return Math.clamp(Math.round(across * (columns - 1)), 0, columns - 1);
    }

    /** Fills a cell, the first row at the top. */
    public void put(int row, int column, char drawn) {
        cells[row][column] = drawn;
    }

    /** A place on the axis, and its label centred below where that finds room. */
    public void tick(int column, String label) {
        axis[column] = unicode ? '┬' : '+';
        label(Math.clamp(margin + column - label.length() / 2, 0, Math.max(0, below.length - label.length())), label);
    }

    /** A label below the axis that begins under this column or, where another stands there, right after it. */
    public void below(int column, String label) {
        label(Math.max(margin + column, free), label);
    }

    private void label(int from, String label) {
        if (from < free || from + label.length() > below.length) return;
        label.getChars(0, label.length(), below, from);
        free = from + label.length() + 1;
    }

    /** A letter right below the axis; where one stands there already it moves aside. */
    public void mark(int column, char letter) {
        int at = margin + column;
        while (at < marks.length - 1 && marks[at] != ' ') at++;
        marks[at] = letter;
    }

    /** The axis is no longer than this. */
    public void shorten(int columns) {
        Arrays.fill(axis, Math.min(columns, axis.length), axis.length, ' ');
    }

    /** Sheet, axis, marks and labels, without what is blank at the end of a line; blank lines of marks are left out. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < cells.length; row++) {
            String edge = labels[row].isEmpty() ? (unicode ? "│" : "|") : (unicode ? "┤" : "+");
            String pad = " ".repeat(margin - 2 - labels[row].length());
            lines.add((pad + labels[row] + " " + edge + new String(cells[row])).stripTrailing());
        }
        lines.add((" ".repeat(margin - 1) + (unicode ? "└" : "+") + new String(axis)).stripTrailing());
        String letters = new String(marks).stripTrailing();
        if (!letters.isEmpty()) lines.add(letters);
        String names = new String(below).stripTrailing();
        if (!names.isEmpty()) lines.add(names);
        return lines;
    }
}
