// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Option;
import dev.sextant.studies.terminal.Cells;
import dev.sextant.studies.terminal.Glyphs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsePlotTest {
    private static String plot(Ranking ranking, int columns, int rows, Glyphs glyphs) {
        String plot = ResponsePlot.write(ranking, columns, rows, glyphs);
        assertNotNull(plot);
        return plot;
    }

    /** What it is now lies in target/plot, to be looked at and taken over. */
    private static void assertLooksAsKept(String name, String found) throws IOException {
        Files.writeString(Files.createDirectories(Path.of("target", "plot")).resolve(name + ".txt"), found);
        try (InputStream kept = ResponsePlotTest.class.getResourceAsStream("/plot/" + name + ".txt")) {
            assertNotNull(kept, "nothing is kept of " + name + "; it is now:\n" + found);
            assertEquals(new String(kept.readAllBytes(), StandardCharsets.UTF_8), found);
        }
    }

    @Test
    void theResponseToTheLearningRateLooksAsKept() throws IOException {
        assertLooksAsKept("digits", plot(ReportedStudy.digitsSearched(100, 5).rank(), 80, 24, Glyphs.UNICODE));
    }

    @Test
    void inTheOldestCharactersItLooksAsKept() throws IOException {
        String plot = plot(ReportedStudy.digitsSearched(100, 5).rank(), 60, 20, Glyphs.ASCII);
        assertTrue(plot.chars().allMatch(c -> c < 128), plot);
        assertLooksAsKept("digits-ascii", plot);
    }

    @Test
    void overAnotherParameterItLooksAsKept() throws IOException {
        ReportedStudy study = ReportedStudy.of("valley", ReportedStudy.uniform("x", -2, 2, 0));
        for (int i = 0; i <= 20; i++) {
            double x = -2 + i / 5.0;
            study.search(ReportedStudy.completed(1 - x * x), "x", x);
        }
        assertLooksAsKept("valley", plot(study.rank(ReportedStudy.ACCURACY), 60, 18, Glyphs.UNICODE));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"80, 24", "40, 18", "10, 2", "200, 60", "57, 19"})
    void itFitsTheTerminal(int columns, int rows) {
        for (Ranking ranking : List.of(
                ReportedStudy.digitsSearched(100, 5).rank(),
                ReportedStudy.hostile().rank())) {
            if (ResponsePlot.write(ranking, columns, rows, Glyphs.UNICODE) == null) continue;
            List<String> lines =
                    plot(ranking, columns, rows, Glyphs.UNICODE).lines().toList();
            for (String line : lines) {
                assertTrue(Cells.width(line) < Math.max(40, columns), line);
                assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
            }
            if (rows >= 18) assertTrue(lines.size() < rows, lines.size() + " lines in " + rows + " rows");
        }
    }

    @Test
    void whereOnlyChoicesVaryThereIsNothingToDrawOver() {
        ReportedStudy study = ReportedStudy.of(
                "choices",
                ReportedStudy.choice(
                        "optimizer", Option.of(TextNode.valueOf("sgd")), Option.of(TextNode.valueOf("adam"))));
        assertNull(ResponsePlot.write(study.rank(ReportedStudy.LOSS), 80, 24, Glyphs.UNICODE));
    }

    @Test
    void beforeTheFirstResultItSaysSo() {
        ReportedStudy study = ReportedStudy.of("young", ReportedStudy.uniform("x", -2, 2, 0));
        assertEquals("""
                young: validationLoss in the search, over x; low is good
                No trial has a value to be drawn.
                """, plot(study.rank(ReportedStudy.LOSS), 80, 24, Glyphs.UNICODE));
    }

    @ParameterizedTest(name = "{0} to {1}, logarithmic: {2}")
    @CsvSource({
        "1e-4, 1, true, '[1.0E-4, 0.001, 0.01, 0.1, 1.0]'",
        "0.2, 0.7, true, '[0.2, 0.7]'",
        "-5, 10, false, '[-5.0, 0.0, 5.0, 10.0]'",
        "0, 1, false, '[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]'",
        "1e-9, 3e-9, false, '[1.0E-9, 1.5E-9, 2.0E-9, 2.5E-9, 3.0E-9]'"
    })
    void axesAreMarkedAtRoundValues(double low, double high, boolean logarithmic, String ticks) {
        PlotScale scale = new PlotScale(low, high, logarithmic);
        assertEquals(ticks, scale.ticks().toString());
        for (double tick : scale.ticks()) assertEquals(tick, scale.value(scale.at(tick)), 1e-9 * high);
    }
}
