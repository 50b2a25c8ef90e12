// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers that it could not be written: a print stream forgets why. A reader that has seen
 * enough and closed its end, as head does, is no failure.
 */
final class Outlet extends OutputStream {
    private static final String CLOSED = "Broken pipe";

    private final OutputStream out;
    private @Nullable String failure;
    private boolean closed;

    Outlet(OutputStream out) {
        this.out = out;
    }

    /** Why something that was written is lost; null where nothing is. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Whether its reader has gone before it had read everything. */
    boolean closed() {
        return closed;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            out.write(octets, offset, length);
        } catch (IOException e) {
            if (CLOSED.equals(e.getMessage())) closed = true;
            else failure = StudySource.reason(e);
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
