// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReportJournalTest {
    private static final List<Report> REPORTS = List.of(
            new Report(0, 1, 0.1, Map.of()),
            new Report(7, 1, -0.0, Map.of("seconds", 1e-300, "odd \"name\"\n", Double.NaN)),
            new Report(0, 2, Double.MIN_VALUE, Map.of("far", Double.NEGATIVE_INFINITY)));

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("reports.jsonl");
    }

    private List<Report> kept() throws StoreException {
        return new FileReportJournal(file()).begin(_ -> true);
    }

    private void write() throws StoreException {
        try (FileReportJournal journal = new FileReportJournal(file())) {
            journal.begin(_ -> true);
            for (Report report : REPORTS) journal.add(report);
            journal.sync();
        }
    }

    @Test
    void whatWasSyncedComesBackBitForBit() throws Exception {
        assertEquals(List.of(), kept());
        write();
        assertEquals(REPORTS, kept());
        assertEquals(-0.0, kept().get(1).value());
    }

    @Test
    void aFileThatWasCutAnywhereHoldsWhatWasWholeAndGoesOn() throws Exception {
        write();
        byte[] whole = Files.readAllBytes(file());
        Report next = new Report(3, 1, 5, Map.of());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            int lines = 0;
            for (int i = 0; i < length; i++) if (whole[i] == '\n') lines++;
            try (FileReportJournal journal = new FileReportJournal(file())) {
                assertEquals(REPORTS.subList(0, lines), journal.begin(_ -> true), "cut after " + length);
                journal.add(next);
                journal.sync();
            }
            List<Report> now = kept();
            assertEquals(lines + 1, now.size(), "cut after " + length);
            assertEquals(next, now.getLast());
        }
    }

    @Test
    void unwantedTrialsAreForgottenForGood() throws Exception {
        write();
        assertEquals(List.of(REPORTS.get(1)), new FileReportJournal(file()).begin(trial -> trial == 7));
        assertEquals(List.of(REPORTS.get(1)), kept());
    }

    @Test
    void whereTheFileCannotBeWrittenItSaysSo() throws IOException, StoreException {
        FileReportJournal journal = new FileReportJournal(folder.resolve("none/reports.jsonl"));
        journal.begin(_ -> true);
        journal.sync();
        journal.add(REPORTS.getFirst());
        StoreException failure = assertThrows(StoreException.class, journal::sync);
        assertTrue(String.valueOf(failure.getMessage())
                .startsWith("cannot use " + folder.resolve("none/reports.jsonl") + ": "));
        assertTrue(failure.isExternal());
    }
}
