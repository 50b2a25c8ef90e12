// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.Mutant;
import dev.sextant.studies.file.ResolvedStudy;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * However an example study is broken, it is read as a study or refused with a problem that stands in the file. A
 * failure names its seed and keeps the broken file; {@code -Dsextant.mutants=10000} looks at so many,
 * {@code -Dsextant.mutant=SEED} at one.
 */
class MutantsIT {
    private static final int MUTANTS = Integer.getInteger("sextant.mutants", 1000);
    private static final Long ONE = Long.getLong("sextant.mutant");
    private static final long FIRST_SEED = 20261120;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private int good;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBrokenStudyIsReadOrRefusedWithItsPlace() throws IOException {
        Services.catalog();
        if (ONE != null) check(ONE);
        else for (long seed = FIRST_SEED; seed < FIRST_SEED + MUTANTS; seed++) check(seed);
        System.out.println("mutants: " + MUTANTS + " from seed " + FIRST_SEED + ", still studies: " + good);
        if (ONE == null) assertTrue(good > MUTANTS / 50 && good < MUTANTS / 2, "still studies: " + good);
    }

    private void check(long seed) throws IOException {
        Mutant mutant = Mutant.of(seed);
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            try {
                StudyFile file = read(mutant);
                good++;
                assertReadsBack(file);
            } catch (StudyFileException refused) {
                assertLocated(refused);
            }
            Duration taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
            assertTrue(taken.compareTo(LONGEST) < 0, "it took " + taken);
        } catch (Exception | Error e) {
            Path kept = Files.createTempFile("mutant-" + seed + "-", "-" + mutant.name());
            Files.write(kept, mutant.bytes());
            throw new AssertionError("seed " + seed + ", kept in " + kept + ": " + mutant, e);
        }
    }

    private static StudyFile read(Mutant mutant) throws StudyFileException {
        return StudyReader.read(mutant.name(), mutant.bytes(), mutant.arguments(), Services.catalog());
    }

    private static void assertReadsBack(StudyFile file) throws StudyFileException {
        ObjectNode resolved = ResolvedStudy.write(file.spec(), Map.of());
        byte[] bytes = resolved.toPrettyString().getBytes(StandardCharsets.UTF_8);
        StudyFile again = StudyReader.read("study.resolved.json", bytes, List.of(), Services.catalog());
        assertEquals(
                resolved.toPrettyString(),
                ResolvedStudy.write(again.spec(), Map.of()).toPrettyString());
    }

    private static void assertLocated(StudyFileException refused) {
        assertTrue(refused.errors() > 0, "refused without an error: " + refused.text());
        for (Problem problem : refused.problems()) {
            Position at = problem.at();
            String line = at.source().line(at.line());
            long lines = at.source()
                            .text()
                            .chars()
                            .filter(c -> c == '\n' || c == '\r')
                            .count()
                    + 1;
            assertTrue(at.line() >= 1 && at.line() <= lines, "line " + at.line() + " of " + lines + problem.text());
            assertTrue(
                    at.column() >= 1 && at.column() <= line.length() + 1,
                    "column " + at.column() + " of " + line.length() + ": " + problem.text());
        }
        String text = refused.text();
        assertTrue(text.length() < 200_000, "a text of " + text.length() + " characters");
        assertTrue(
                text.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c)), "control characters");
    }
}
