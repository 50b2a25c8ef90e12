// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static List<Line> lines(String... texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) lines.add(Line.of(text));
        return lines;
    }

    private static Region on(TinyTerminal terminal) {
        // Its buffer is larger than any drawing, so that a drawing comes in one piece.
        return new Region(
                new PrintStream(new java.io.BufferedOutputStream(terminal, 1 << 16), false, StandardCharsets.UTF_8),
                false);
    }

    @Test
    void onlyWhatChangedIsWrittenAgain() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Region region = new Region(new PrintStream(written, true, StandardCharsets.UTF_8), false);
        region.draw(List.of(), lines("one", "two", "three"), 80);
        written.reset();
        region.draw(List.of(), lines("one", "TWO", "three"), 80);
        assertEquals(
                "\r\033[2A\033[?7l\r\nTWO\033[K\r\nthree\033[K\r\033[?7h", written.toString(StandardCharsets.UTF_8));
        written.reset();
        region.draw(List.of(), lines("one", "TWO", "three"), 80);
        assertEquals("", written.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whateverIsDrawnLinesStayAboveAndNothingIsLeftOver() {
        long seed = 20261126;
        DrawSequence draws = new Draws(seed, 0).of("drawings");
        for (int run = 0; run < 60; run++) {
            int rows = 4 + draws.below(8);
            TinyTerminal terminal = new TinyTerminal(30, rows);
            Region region = on(terminal);
            List<String> said = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                List<String> above = new ArrayList<>();
                for (int k = draws.below(3); k > 0; k--) above.add("said " + said.size() + word(draws, 60));
                said.addAll(above);
                List<Line> drawn = new ArrayList<>();
                for (int k = draws.below(rows); k > 0; k--) drawn.add(Line.of("drawn" + word(draws, 24)));
                region.draw(above, drawn, 30);
                List<String> expected = new ArrayList<>(said);
                drawn.forEach(line -> expected.add(line.toString()));
                assertEquals(expected, terminal.text(), "seed " + seed + ", run " + run + ", step " + step);
                assertEquals(drawn.isEmpty(), terminal.cursorShown());
                assertTrue(terminal.wraps());
            }
            region.clear(List.of("the end"));
            said.add("the end");
            assertEquals(said, terminal.text(), "seed " + seed + ", run " + run);
            assertTrue(terminal.cursorShown());
        }
    }

    private static String word(DrawSequence draws, int longest) {
        return " " + Character.toString('a' + draws.below(26)).repeat(1 + draws.below(longest - 1));
    }

    @Test
    void aTerminalThatIsResizedIsDrawnAnewWithoutLeftovers() {
        for (int columns : new int[] {60, 40, 20, 10}) {
            TinyTerminal terminal = new TinyTerminal(80, 40);
            Region region = on(terminal);
            region.draw(List.of("said before"), lines("x".repeat(79), "y".repeat(45), "z"), 80);
            terminal.resize(columns, 40);
            region.draw(List.of(), lines("X".repeat(columns - 1), "Y"), columns);
            assertEquals(List.of("said before", "X".repeat(columns - 1), "Y"), terminal.text(), "at " + columns);
            terminal.resize(80, 40);
            region.draw(List.of("said after"), lines("once more"), 80);
            assertEquals(List.of("said before", "said after", "once more"), terminal.text(), "at " + columns);
            region.clear(List.of());
            assertEquals(List.of("said before", "said after"), terminal.text());
            assertTrue(terminal.cursorShown());
        }
    }

    @Test
    void aTerminalThatHasJustShrunkCutsWhatIsTooLong() {
        TinyTerminal terminal = new TinyTerminal(80, 10);
        Region region = on(terminal);
        region.draw(List.of(), lines("one", "two"), 80);
        terminal.resize(10, 10);
        // Nobody has told the region yet.
        region.draw(List.of(), lines("a line of more than ten", "two"), 80);
        assertEquals(2, terminal.text().size());
        region.draw(List.of(), lines("a line", "two"), 80);
        assertEquals(List.of("a line", "two"), terminal.text());
    }

    @Test
    void whatAPersonTypesIsGoneWithTheNextDrawing() {
        TinyTerminal terminal = new TinyTerminal(80, 10);
        Region region = on(terminal);
        region.draw(List.of(), lines("one", "2".repeat(79)), 80);
        byte[] typed = "^C".getBytes(StandardCharsets.UTF_8);
        terminal.write(typed, 0, typed.length);
        region.draw(List.of(), lines("ONE", "2".repeat(79)), 80);
        assertEquals(List.of("ONE", "2".repeat(79)), terminal.text());
        assertFalse(terminal.cursorShown());
    }

    @Test
    void clearingTwiceWritesNothingTwice() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Region region = new Region(new PrintStream(written, true, StandardCharsets.UTF_8), false);
        region.clear(List.of());
        assertEquals("", written.toString(StandardCharsets.UTF_8));
        region.draw(List.of(), lines("one"), 80);
        region.clear(List.of());
        written.reset();
        region.clear(List.of());
        assertEquals("", written.toString(StandardCharsets.UTF_8));
    }
}
