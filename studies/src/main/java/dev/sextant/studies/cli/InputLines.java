// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.asktell.Line;
import dev.sextant.engine.asktell.Lines;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream as they come, none longer than allowed. Threads: confined to one. */
final class InputLines {
    private static final int BYTES = 1 << 16;

    private final InputStream in;
    private final Lines lines;
    private final byte[] buffer = new byte[BYTES];
    private boolean ended;

    /** @param longest bytes of a line that are kept; the rest of a longer one is passed over */
    InputLines(InputStream in, int longest) {
        this.in = in;
        this.lines = new Lines(longest);
    }

    /** The next line, waiting for it; null at the end. A last line needs no line feed. */
    @Nullable
    Line next() throws IOException {
        while (!lines.ready() && !ended) fill();
        return lines.poll();
    }

    /** Whether {@link #next} has a line without waiting. */
    boolean ready() throws IOException {
        while (!lines.ready() && !ended && in.available() > 0) fill();
        return lines.ready();
    }

    private void fill() throws IOException {
        int read = in.read(buffer);
        if (read < 0) {
            ended = true;
            lines.end();
        } else lines.add(buffer, 0, read);
    }
}
