// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a program's output, however long they are: of each so much is kept as may be, the rest is passed over. A
 * line ends with a line feed or a carriage return, which progress bars write; empty lines are left out. What is not
 * UTF-8 is replaced. Threads: confined to one.
 */
final class LineReader {
    /** @param cut whether the line was longer than what may be kept */
    record Line(String text, int bytes, boolean cut) {}

    /** Told of every piece that is read, also in the midst of a line. */
    interface Meter {
        /** An exception ends the reading. */
        void read(int bytes) throws IOException;
    }

    private final InputStream in;
    private final int max;
    private final Meter meter;
    private final byte[] buffer = new byte[8 << 10];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;

    /** @param max bytes of a line that are kept */
    LineReader(InputStream in, int max, Meter meter) {
        this.in = in;
        this.max = max;
        this.meter = meter;
    }

    /** Null at the end. A last line without an end counts. */
    @Nullable
    Line next() throws IOException {
        line.reset();
        boolean cut = false;
        while (true) {
            if (at == end) {
                at = 0;
                end = in.read(buffer);
                if (end < 0) {
                    end = 0;
                    return line.size() == 0 ? null : line(cut);
                }
                meter.read(end);
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n' && buffer[stop] != '\r') stop++;
            int kept = Math.min(stop - at, max - line.size());
            line.write(buffer, at, kept);
            cut |= kept < stop - at;
            boolean ended = stop < end;
            at = ended ? stop + 1 : stop;
            if (ended && line.size() > 0) return line(cut);
        }
    }

    private Line line(boolean cut) {
        return new Line(line.toString(StandardCharsets.UTF_8), line.size(), cut);
    }
}
