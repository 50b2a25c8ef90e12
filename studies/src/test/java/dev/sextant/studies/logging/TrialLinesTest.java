// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialLinesTest {
    @TempDir
    Path folder;

    private static String line(long trial, String message) {
        return "{\"time\":\"2026-01-02T03:04:05Z\",\"level\":\"info\",\"logger\":\"x\",\"thread\":\"y\",\"message\":\""
                + message + "\",\"trial\":" + trial + ",\"attempt\":2}\n";
    }

    @Test
    void theLinesOfOneTrialAreReadForPeople() throws Exception {
        Path log = folder.resolve("sextant.log");
        Files.writeString(log, line(3, "one") + line(13, "another's") + line(30, "another's") + line(3, "two"));
        Files.writeString(folder.resolve("sextant.log.1"), line(3, "before"));
        assertEquals(
                List.of(
                        "2026-01-02T03:04:05Z info: before (attempt 2)",
                        "2026-01-02T03:04:05Z info: one (attempt 2)",
                        "2026-01-02T03:04:05Z info: two (attempt 2)"),
                TrialLines.of(log, 3));
        assertEquals(List.of(), TrialLines.of(log, 1));
    }

    @Test
    void ofManyLinesTheLastAreKeptAndLongOnesAreCut() throws Exception {
        Path log = folder.resolve("sextant.log");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) lines.append(line(3, "line " + i + "x".repeat(5_000)));
        Files.writeString(log, lines);
        List<String> read = TrialLines.of(log, 3);
        assertEquals(TrialLines.MOST, read.size());
        assertTrue(read.getFirst().contains("line 100x"), read.getFirst());
        assertTrue(read.getFirst().length() < 2_100);
    }

    @Test
    void whatIsTornOrNoTextIsPassedOver() throws Exception {
        Path log = folder.resolve("sextant.log");
        byte[] good = line(3, "good").getBytes(StandardCharsets.UTF_8);
        byte[] torn = "\u00ff{\"trial\":3,\"mess".getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[good.length + torn.length];
        System.arraycopy(good, 0, all, 0, good.length);
        System.arraycopy(torn, 0, all, good.length, torn.length);
        Files.write(log, all);
        assertEquals(List.of("2026-01-02T03:04:05Z info: good (attempt 2)"), TrialLines.of(log, 3));
        assertEquals(List.of(), TrialLines.of(folder.resolve("none.log"), 3));
    }
}
