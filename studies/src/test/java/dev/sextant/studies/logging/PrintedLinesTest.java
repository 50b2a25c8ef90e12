// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of what a trial's program printed. */
class PrintedLinesTest {
    @TempDir
    Path folder;

    @Test
    void theLastLinesAreRead() throws IOException {
        Path log = Files.writeString(folder.resolve("trial-1.log"), "one\ntwo\nthree");
        assertEquals(List.of("two", "three"), PrintedLines.last(log, 2));
        assertEquals(List.of("one", "two", "three"), PrintedLines.last(log, 20));
        assertEquals(List.of(), PrintedLines.last(folder.resolve("none.log"), 2));
    }

    @Test
    void ofALargeLogTheEndIsRead() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 50_000; line++)
            text.append("line ").append(line).append('\n');
        Path log = Files.writeString(folder.resolve("trial-1.log"), text.append("x".repeat(5_000)));
        List<String> last = PrintedLines.last(log, 3);
        assertEquals(List.of("line 49998", "line 49999", "x".repeat(2_000) + " …"), last);
        assertTrue(PrintedLines.last(log, 100_000).getFirst().startsWith("line "));
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertTrue(PrintedLines.last(folder, 3).getFirst().endsWith("Is a directory"));
    }
}
