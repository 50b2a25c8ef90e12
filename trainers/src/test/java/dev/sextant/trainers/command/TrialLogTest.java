// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of what a trial's programs print. */
class TrialLogTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("logs").resolve("trial-3.log");
    }

    @Test
    void attemptsStandOneAfterTheOther() throws IOException {
        for (int attempt = 1; attempt <= 2; attempt++) {
            TrialLog log = new TrialLog(file(), attempt);
            log.add("\033[31mred\033[0m\ttail\007");
            log.add("  epoch " + attempt);
            log.close("ended");
            log.add("too late");
            log.close("again");
        }
        assertEquals(
                "== attempt 1\nred tail\n  epoch 1\n== ended\n== attempt 2\nred tail\n  epoch 2\n== ended\n",
                Files.readString(file()));
    }

    @Test
    void aProgramThatPrintsNothingHasNone() {
        new TrialLog(file(), 1).close("ended");
        assertFalse(Files.exists(file().getParent()));
        TrialLog nowhere = new TrialLog(null, 1);
        nowhere.add("line");
        nowhere.close("ended");
        assertFalse(nowhere.kept());
    }

    @Test
    void theFirstLinesCanBeReadMeanwhile() throws IOException {
        TrialLog log = new TrialLog(file(), 1);
        log.add("one");
        log.flush();
        assertEquals("== attempt 1\none\n", Files.readString(file()));
        log.close("ended");
    }

    @Test
    void ofMuchTheBeginningAndTheEndAreKept() throws IOException {
        for (int attempt = 1; attempt <= 5; attempt++) {
            TrialLog log = new TrialLog(file(), attempt);
            for (int line = 1; line <= 300_000; line++) log.add("line " + line + " of " + attempt);
            log.close("ended");
            long size = Files.size(file());
            assertTrue(size < 4 * TrialLog.PART + 500, size + " bytes");
        }
        String text = Files.readString(file());
        assertTrue(text.startsWith("== attempt 1\nline 1 of 1\nline 2 of 1\n"), text.substring(0, 100));
        assertTrue(text.contains("\n== attempt 5\nline 1 of 5\n"));
        assertTrue(text.contains(" lines left out\n") && text.contains(" bytes left out\n"));
        assertTrue(text.endsWith("line 300000 of 5\n== ended\n"));
    }

    @Test
    void whatCannotBeWrittenIsNotKept() throws IOException {
        Files.writeString(folder.resolve("logs"), "a file");
        TrialLog log = new TrialLog(file(), 1);
        log.add("line");
        log.close("ended");
        assertEquals("a file", Files.readString(folder.resolve("logs")));
    }
}
