// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutletTest {
    @Test
    void aFullDiskIsRemembered() {
        assertEquals("No space left on device", failureOf("No space left on device"));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        assertNull(failureOf("Broken pipe"));
    }

    private static @Nullable String failureOf(String message) {
        Outlet outlet = new Outlet(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(message);
            }
        });
        PrintStream stream = new PrintStream(outlet, true, StandardCharsets.UTF_8);
        stream.println("a result");
        return outlet.failure();
    }
}
