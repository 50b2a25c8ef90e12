// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines that a program printed, for people. Threads: any. */
final class Tail {
    private static final Pattern TERMINAL = Pattern.compile("\\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*+\\x07?)");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

    /** A longer line is cut, and more lines are not kept. */
    private static final int LINE = 1_000;

    private final int max;
    private final Deque<String> lines = new ArrayDeque<>();
    private int characters;

    /** @param max characters that are kept */
    Tail(int max) {
        this.max = max;
    }

    /** Without colours, and without characters that could do something to a terminal. */
    static String clean(String line) {
        String cut = line.length() <= LINE ? line : line.substring(0, LINE);
        String clean = visible(cut).strip();
        return clean.isEmpty() || cut.length() == line.length() ? clean : clean + " …";
    }

    /** The same in its full length and with its indentation. */
    static String visible(String line) {
        return UNSEEN.matcher(TERMINAL.matcher(line).replaceAll("")).replaceAll(" ");
    }

    /** Quick, for there may be millions: they are cleaned when they are asked for. */
    synchronized void add(String line) {
        String kept = line.length() <= 2 * LINE ? line : line.substring(0, 2 * LINE);
        lines.addLast(kept);
        characters += kept.length();
        while (lines.size() > LINE || (characters > max && lines.size() > 1))
            characters -= lines.removeFirst().length();
    }

    /** The last ones that hold anything, in their order. */
    synchronized List<String> last(int count) {
        List<String> last = new ArrayList<>();
        for (Iterator<String> each = lines.descendingIterator(); each.hasNext() && last.size() < count; ) {
            String clean = clean(each.next());
            if (!clean.isEmpty()) last.addFirst(clean);
        }
        return last;
    }
}
