// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import java.util.Arrays;

/**
 * A text that part of a study came from: the file itself, or an argument of the command line. Lines end with a line
 * feed, a carriage return, or both.
 */
public final class Source {
    /** The study file. */
    public static final int FILE = 0;

    private final int order;
    private final String name;
    private final String text;
    /** Where each line begins. */
    private final int[] starts;

    /**
     * O(n) for a text of n characters.
     *
     * @param order problems of sources with smaller numbers are shown first; the file has 0
     * @param name what stands before the colon in messages: {@code digits.json}, {@code --set trainer.epochs}
     * @param text the whole text
     */
    public Source(int order, String name, String text) {
        this.order = order;
        this.name = name;
        this.text = text;
        this.starts = starts(text);
    }

    private static int[] starts(String text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
            if (!end) continue;
            if (lines == starts.length) starts = Arrays.copyOf(starts, 2 * lines);
            starts[lines++] = i + 1;
        }
        return Arrays.copyOf(starts, lines);
    }

    public int order() {
        return order;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public boolean isFile() {
        return order == FILE;
    }

    /** The line with this number, from 1, without its end; empty beyond the last. */
    public String line(int number) {
        if (number > starts.length) return "";
        int to = number < starts.length ? starts[number] : text.length();
        while (to > starts[number - 1] && "\r\n".indexOf(text.charAt(to - 1)) >= 0) to--;
        return text.substring(starts[number - 1], to);
    }

    /**
     * The place of a character. O(log n) for n lines.
     *
     * @param offset how many characters stand before it; the text's length for its end
     */
    public Position at(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(this, line + 1, offset - starts[line] + 1);
    }
}
