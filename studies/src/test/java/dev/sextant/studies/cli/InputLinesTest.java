// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.asktell.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLinesTest {
    /** The lines, those that were cut with an ellipsis. */
    private static List<String> lines(InputStream in, int longest) throws IOException {
        InputLines lines = new InputLines(in, longest);
        List<String> read = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next())
            read.add(new String(line.bytes(), StandardCharsets.UTF_8) + (line.cut() ? "…" : ""));
        return read;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesEndInLineFeedsButTheLast() throws IOException {
        assertEquals(List.of("one", "", "two ü", "three"), lines(bytes("one\n\ntwo ü\nthree"), 10));
        assertEquals(List.of("one"), lines(bytes("one\n"), 10));
        assertEquals(List.of(), lines(bytes(""), 10));
    }

    @Test
    void longerLinesAreCutAndTheNextAreWhole() throws IOException {
        assertEquals(
                List.of("0123456789", "0123456789…", "01", "0123456789…"),
                lines(bytes("0123456789\n0123456789A\n01\n" + "0123456789".repeat(3000)), 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 65_535, 65_536, 20_000})
    void itDoesNotMatterInWhichPiecesTheyCome(int piece) throws IOException {
        String text = "a".repeat(65_535) + "\n" + "b".repeat(65_536) + "\n" + "c".repeat(30_000) + "\nd";
        InputStream slow = new InputStream() {
            private final InputStream all = bytes(text);

            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] to, int from, int count) throws IOException {
                return all.read(to, from, Math.min(count, piece));
            }
        };
        assertEquals(List.of(text.split("\n", -1)), lines(slow, 70_000));
    }
}
