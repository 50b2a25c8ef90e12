// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

/**
 * A text that part of a study came from: the file itself, or an argument of the command line.
 *
 * @param order problems of sources with smaller numbers are shown first; the file has 0
 * @param name what stands before the colon in messages: {@code digits.json}, {@code --set trainer.epochs}
 * @param text the whole text
 */
public record Source(int order, String name, String text) {
    /** The study file. */
    public static final int FILE = 0;

    public boolean isFile() {
        return order == FILE;
    }

    /** The line with this number, from 1, without its end; empty beyond the last. */
    public String line(int number) {
        int from = 0;
        for (int i = 1; i < number; i++) {
            int end = text.indexOf('\n', from);
            if (end < 0) return "";
            from = end + 1;
        }
        int end = text.indexOf('\n', from);
        String line = text.substring(from, end < 0 ? text.length() : end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
