// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "learningRate | 12",
                "層の数 | 6",
                "한국어 | 6",
                "cafe\u0301 | 4",
                "naïve | 5",
                "ｈａｌｆ | 8",
                "🚀 | 2",
                "▁▂█│… | 5"
            })
    void lettersTakeTheCellsThatATerminalGivesThem(String text, int cells) {
        assertEquals(cells, Cells.width(text));
    }

    @ParameterizedTest(name = "{1} cells")
    @CsvSource({"層の数, 6, 層の数", "層の数, 5, 層の…", "層の数, 4, 層…", "層の数, 1, …", "層の数, 0, ''", "abc, 2, a…"})
    void whatIsTooLongIsCutAndMarked(String text, int cells, String cut) {
        assertEquals(cut, Cells.cut(text, cells, Glyphs.UNICODE));
    }

    @Test
    void nothingThatControlsATerminalGetsThrough() {
        assertEquals("a\ufffdb\ufffd\ufffdc\ufffd[31md\ufffde", Cells.printable("a\tb\r\nc\u001b[31md\u202ee"));
        assertEquals("x\ufffdy", Cells.printable("x\ud800y"));
        assertEquals("x\ufffdy", Cells.printable("x\u009by"));
    }

    @Test
    void everyTextOfEveryPlaneIsCutToItsRoom() {
        long seed = 20261126;
        DrawSequence draws = new Draws(seed, 0).of("texts");
        for (int i = 0; i < 2_000; i++) {
            StringBuilder random = new StringBuilder();
            for (int k = draws.below(12); k >= 0; k--)
                random.appendCodePoint(draws.below(Character.MAX_CODE_POINT + 1));
            String text = Cells.printable(random.toString());
            int room = draws.below(20);
            String cut = Cells.cut(text, room, Glyphs.UNICODE);
            assertTrue(Cells.width(cut) <= room, "seed " + seed + ": " + text);
            assertTrue(cut.equals(text) || Cells.width(text) > room, "seed " + seed + ": " + text);
        }
    }

    @Test
    void aLineIsCutAcrossItsPieces() {
        Line line =
                new Line().add("best ", Style.STRONG).add("0.0712", Style.GOOD).add(" of 3");
        assertEquals("best 0.0712 of 3", line.cut(16, Glyphs.UNICODE).toString());
        assertEquals("best 0.071…", line.cut(11, Glyphs.UNICODE).toString());
        assertEquals("best …", line.cut(6, Glyphs.UNICODE).toString());
        assertEquals(
                "\033[1mbest \033[0m\033[32m…\033[0m",
                line.cut(6, Glyphs.UNICODE).text(true));
    }

    @Test
    void curvesAreDrawnBetweenTheirLeastAndTheirGreatest() {
        assertEquals("█▅▁", Sparkline.of(new double[] {3, 2, 1}, 10, Glyphs.UNICODE));
        assertEquals("▁▁▁", Sparkline.of(new double[] {2, 2, 2}, 10, Glyphs.UNICODE));
        assertEquals("█ ▁", Sparkline.of(new double[] {3, Double.NaN, 1}, 10, Glyphs.UNICODE));
        assertEquals("█▅▁", Sparkline.of(new double[] {100, 1, 0.01}, 10, Glyphs.UNICODE));
        assertEquals("█▁", Sparkline.of(new double[] {9, 9, 1, 1}, 2, Glyphs.UNICODE));
        assertEquals("", Sparkline.of(new double[] {1, 2}, -3, Glyphs.UNICODE));
        assertEquals("", Sparkline.of(new double[0], 5, Glyphs.UNICODE));
    }
}
