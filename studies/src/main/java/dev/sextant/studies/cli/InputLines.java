// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream as they come, none longer than allowed. */
final class InputLines {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 13];
    private int at;
    private int end;
    private boolean cut;

    /** @param longest bytes of a line that are kept; the rest of a longer one is passed over */
    InputLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line without its line feed, waiting for it; null at the end. A last line needs no line feed. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        cut = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int feed = at;
            while (feed < end && buffer[feed] != '\n') feed++;
            int kept = Math.min(feed - at, longest - line.size());
            line.write(buffer, at, kept);
            cut |= kept < feed - at;
            boolean whole = feed < end;
            at = whole ? feed + 1 : end;
            if (whole) return line.toByteArray();
        }
        return any ? line.toByteArray() : null;
    }

    /** Whether the last line was longer than allowed, so that a part of it is missing. */
    boolean cut() {
        return cut;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
