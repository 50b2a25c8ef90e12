// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyProblemsTest {
    private static final int MANY = 100_000;

    private final Source source = new Source(Source.FILE, "study.json", "mistake\n".repeat(MANY));
    private final Problems problems = new Problems();

    /** Finds one in each line, the last line first. */
    private void find(boolean severe, int from, int to) {
        for (int line = to; line > from; line--) {
            Position at = new Position(source, line, 1);
            if (severe) problems.error(at, "/x", "line " + line, "");
            else problems.warning(at, "/x", "line " + line, "");
        }
    }

    @Test
    void theFirstFiftyAreShownAndTheOthersCounted() {
        find(true, 0, MANY);
        StudyFileException refused = new StudyFileException(problems);
        List<String> lines = refused.text().lines().toList();
        assertEquals(50 * 3 + 1, lines.size());
        assertEquals("study.json:1:1: error: /x: line 1", lines.getFirst());
        assertEquals("study.json:50:1: error: /x: line 50", lines.get(49 * 3));
        assertEquals("… and 99950 more", lines.getLast());
        assertEquals(MANY, refused.errors());
        assertEquals(Problems.KEPT, refused.problems().size());
    }

    @Test
    void warningsNeverHideAnError() {
        find(false, 0, MANY - 1);
        find(true, MANY - 1, MANY);
        StudyFileException refused = new StudyFileException(problems);
        assertTrue(refused.text().contains("study.json:100000:1: error: /x: line 100000\n"), refused.text());
        assertTrue(refused.text().contains("study.json:49:1: warning: /x: line 49\n"), refused.text());
        assertTrue(refused.text().endsWith("… and 99950 more\n"), refused.text());
        assertEquals(1, refused.errors());
    }

    @Test
    void fiftyAreShownWithoutAWordAboutMore() {
        find(true, 0, 50);
        String text = new StudyFileException(problems).text();
        assertEquals(50, text.lines().filter(line -> line.contains(": error: ")).count());
        assertTrue(!text.contains("more"), text);
    }

    @Test
    void problemsOfAnAttemptCountWithThoseThatItDroppedItself() {
        Problems attempt = new Problems();
        problems.error(new Position(source, 7, 1), "/x", "before", "");
        for (int i = 0; i < 3000; i++) attempt.error(new Position(source, 7, 1), "/x", "attempt " + i, "");
        problems.addAll(attempt);
        assertEquals(3001, problems.count());
        assertEquals(3001, problems.errors());
        assertEquals("before", problems.sorted().getFirst().message());
        assertEquals("attempt 0", problems.sorted().get(1).message());
    }

    @Test
    void aProblemIsShortHoweverLongWhatItNames() {
        String long_ = "x".repeat(1 << 20);
        Problem problem = new Problem(true, new Position(source, 1, 1), "/" + long_, long_, long_);
        assertTrue(problem.text().length() < 2000, () -> "" + problem.text().length());
    }
}
