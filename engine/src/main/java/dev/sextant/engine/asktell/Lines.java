// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes bytes as they come, in pieces of any size, and gives lines. None is longer than allowed: the rest of a longer
 * one is passed over. Threads: confined to one.
 */
public final class Lines {
    private final int longest;
    private final Deque<Line> whole = new ArrayDeque<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private long bytes;
    private boolean begun;
    private boolean cut;

    /** @param longest bytes of a line that are kept */
    public Lines(int longest) {
        this.longest = longest;
    }

    public void add(byte[] bytes, int from, int to) {
        for (int at = from; at < to; ) {
            int feed = at;
            while (feed < to && bytes[feed] != '\n') feed++;
            int kept = Math.min(feed - at, longest - part.size());
            part.write(bytes, at, kept);
            cut |= kept < feed - at;
            begun = true;
            at = feed + 1;
            if (feed < to) end();
        }
    }

    /** Nothing more comes; a last line needs no line feed. */
    public void end() {
        if (!begun) return;
        whole.add(new Line(part.toByteArray(), cut));
        bytes += part.size();
        part.reset();
        begun = false;
        cut = false;
    }

    /** Whether a whole line is there. */
    public boolean ready() {
        return !whole.isEmpty();
    }

    /** Bytes of the whole lines that wait. */
    long bytes() {
        return bytes;
    }

    /** The next line; null where none is whole. */
    public @Nullable Line poll() {
        Line next = whole.poll();
        if (next != null) bytes -= next.bytes().length;
        return next;
    }
}
