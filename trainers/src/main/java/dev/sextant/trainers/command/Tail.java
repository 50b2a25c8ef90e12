// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines that a program printed, for people. Threads: any. */
final class Tail {
    private static final Pattern TERMINAL = Pattern.compile("\\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*+\\x07?)");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

    /** A longer line is cut. */
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
        String cut = line.length() <= LINE ? line : line.substring(0, LINE) + " …";
        return UNSEEN.matcher(TERMINAL.matcher(cut).replaceAll("")).replaceAll(" ").strip();
    }

    synchronized void add(String line) {
        String clean = clean(line);
        if (clean.isEmpty()) return;
        lines.addLast(clean);
        characters += clean.length();
        while (characters > max && lines.size() > 1) characters -= lines.removeFirst().length();
    }

    /** The last ones, in their order. */
    synchronized List<String> last(int count) {
        List<String> all = new ArrayList<>(lines);
        return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
