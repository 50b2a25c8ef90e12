// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Output as it comes from programs, in lines for people and machines. */
class LineReaderTest {
    private static List<LineReader.Line> lines(InputStream in, int max) throws IOException {
        List<LineReader.Line> lines = new ArrayList<>();
        LineReader reader = new LineReader(in, max, _ -> {});
        for (LineReader.Line line = reader.next(); line != null; line = reader.next()) lines.add(line);
        return lines;
    }

    private static InputStream of(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesEndAsProgramsEndThem() throws Exception {
        assertEquals(
                List.of("one", "two", "three", "é"),
                lines(of("one\r\n\n\ntwo\rthree\né"), 100).stream()
                        .map(LineReader.Line::text)
                        .toList());
        assertEquals(List.of(), lines(of(""), 100));
        assertEquals(List.of(), lines(of("\n\r\n"), 100));
    }

    @Test
    void aLongLineIsCutAndTheNextOneIsWhole() throws Exception {
        assertEquals(
                List.of(
                        new LineReader.Line("abcd", 4, false),
                        new LineReader.Line("abcd", 4, true),
                        new LineReader.Line("xyz", 3, false)),
                lines(of("abcd\nabcdefgh\nxyz\n"), 4));
        List<LineReader.Line> lines = lines(of("x".repeat(100_000) + "\ny"), 10);
        assertEquals("x".repeat(10), lines.getFirst().text());
        assertEquals("y", lines.getLast().text());
    }

    @Test
    void whatIsReadAtOnceDoesNotMatter() throws Exception {
        long seed = 20261126;
        DrawSequence chance = new Draws(seed, 0).of("pieces");
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            int length = chance.below(40_000);
            for (int i = 0; i < length; i++)
                text.append(chance.below(60) == 0 ? '\n' : (char) ('a' + chance.below(26)));
            InputStream pieces = new InputStream() {
                private final InputStream whole = of(text.toString());

                @Override
                public int read() throws IOException {
                    return whole.read();
                }

                @Override
                public int read(byte[] to, int from, int most) throws IOException {
                    return whole.read(to, from, 1 + chance.below(Math.min(most, 5_000)));
                }
            };
            assertEquals(lines(of(text.toString()), 64), lines(pieces, 64), "seed " + seed + ", round " + round);
        }
    }

    @Test
    void theMeterEndsALineWithoutAnEnd() {
        long[] read = new long[1];
        LineReader reader = new LineReader(
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                },
                10,
                bytes -> {
                    read[0] += bytes;
                    if (read[0] > 100_000) throw new IOException("enough");
                });
        assertEquals("enough", assertThrows(IOException.class, reader::next).getMessage());
    }

    @Test
    void theTailHoldsTheLastLinesAndNothingThatATerminalWouldObey() {
        Tail tail = new Tail(100);
        for (int i = 0; i < 1_000; i++) tail.add("line " + i);
        assertEquals(List.of("line 998", "line 999"), tail.last(2));
        assertTrue(tail.last(1_000).size() < 20);
        tail.add("\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u202eback\u0000");
        tail.add("  \t ");
        assertEquals(List.of("red   back"), tail.last(1));
        tail.add("x".repeat(5_000));
        assertEquals("x".repeat(1_000) + " …", tail.last(1).getFirst());
    }
}
