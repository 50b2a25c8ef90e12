// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Goals;
import dev.sextant.studies.terminal.Cells;
import dev.sextant.studies.terminal.Glyphs;
import dev.sextant.studies.terminal.Line;
import dev.sextant.studies.terminal.Screen.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveViewTest {
    private static final long NOW = 50 * ScriptedSearch.SECOND;

    private static List<Line> view(StudyInSight inSight, Goals goals, int epochs, Size size, Glyphs glyphs) {
        return new LiveView(ScriptedSearch.study(goals, epochs, 4), glyphs).lines(inSight.picture(NOW), size);
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** What it is now lies in target/live, to be looked at and taken over. */
    private static void assertLooksAsKept(String name, List<Line> lines) throws IOException {
        String found = text(lines);
        Path now = Files.createDirectories(Path.of("target", "live")).resolve(name + ".txt");
        Files.writeString(now, found);
        try (InputStream kept = LiveViewTest.class.getResourceAsStream("/live/" + name + ".txt")) {
            assertTrue(kept != null, "nothing is kept of " + name + "; it is now:\n" + found);
            assertEquals(new String(kept.readAllBytes(), StandardCharsets.UTF_8), found);
        }
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"120, 30", "80, 24", "60, 20", "40, 16", "20, 10", "10, 5", "80, 5", "80, 2"})
    void aSearchLooksAsKept(int columns, int rows) throws IOException {
        assertLooksAsKept(
                "search-%dx%d".formatted(columns, rows),
                view(
                        ScriptedSearch.search(ScriptedSearch.ONE, true),
                        ScriptedSearch.ONE,
                        30,
                        new Size(columns, rows),
                        Glyphs.UNICODE));
    }

    @Test
    void onATerminalOfFewCharactersItLooksAsKept() throws IOException {
        assertLooksAsKept(
                "search-ascii",
                view(
                        ScriptedSearch.search(ScriptedSearch.ONE, true),
                        ScriptedSearch.ONE,
                        30,
                        new Size(80, 24),
                        Glyphs.ASCII));
    }

    @Test
    void theConfirmationLooksAsKept() throws IOException {
        assertLooksAsKept(
                "confirmation",
                view(ScriptedSearch.confirmation(), ScriptedSearch.ONE, 30, new Size(100, 24), Glyphs.UNICODE));
    }

    @Test
    void severalObjectivesLookAsKept() throws IOException {
        assertLooksAsKept(
                "several",
                view(
                        ScriptedSearch.search(ScriptedSearch.TWO, true),
                        ScriptedSearch.TWO,
                        30,
                        new Size(80, 24),
                        Glyphs.UNICODE));
    }

    @Test
    void aStudyWithoutCurvesLooksAsKept() throws IOException {
        assertLooksAsKept(
                "without-curves",
                view(
                        ScriptedSearch.search(ScriptedSearch.ONE, false),
                        ScriptedSearch.ONE,
                        1,
                        new Size(80, 24),
                        Glyphs.UNICODE));
    }

    @Test
    void fitsEveryTerminal() {
        List<Picture> pictures = List.of(
                new StudyInSight(ScriptedSearch.study(ScriptedSearch.ONE, 30, 4)).picture(0),
                ScriptedSearch.search(ScriptedSearch.ONE, true).picture(NOW),
                ScriptedSearch.search(ScriptedSearch.ONE, false).picture(NOW),
                ScriptedSearch.confirmation().picture(NOW));
        DrawSequence draws = new Draws(20261126, 0).of("sizes");
        for (int i = 0; i < 800; i++) {
            Size size = new Size(1 + draws.below(140), 1 + draws.below(60));
            Glyphs glyphs = draws.below(2) == 0 ? Glyphs.UNICODE : Glyphs.ASCII;
            Picture picture = pictures.get(draws.below(pictures.size()));
            LiveView view = new LiveView(ScriptedSearch.study(ScriptedSearch.ONE, 30, 4), glyphs);
            List<Line> lines = view.lines(picture, size);
            assertTrue(!lines.isEmpty() && lines.size() <= Math.max(1, size.rows() - 1), () -> size + "\n" + lines);
            for (Line line : lines) {
                assertTrue(line.width() <= Math.max(1, size.columns() - 1), () -> size + ": " + line);
                assertFalse(line.text(false).codePoints().anyMatch(Character::isISOControl), () -> size + ": " + line);
                assertTrue(Cells.width(line.text(false)) <= line.width());
            }
        }
    }

    @Test
    void coloursAreAroundTheTextAndNotInItsPlace() {
        List<Line> lines = view(
                ScriptedSearch.search(ScriptedSearch.ONE, true),
                ScriptedSearch.ONE,
                30,
                new Size(80, 24),
                Glyphs.UNICODE);
        String colored = lines.stream().map(line -> line.text(true)).collect(Collectors.joining("\n"));
        assertTrue(colored.contains("\033[32m"), colored);
        assertEquals(
                lines.stream().map(Line::toString).collect(Collectors.joining("\n")),
                colored.replaceAll("\033\\[[0-9]*m", "")
                        .lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n")));
    }
}
