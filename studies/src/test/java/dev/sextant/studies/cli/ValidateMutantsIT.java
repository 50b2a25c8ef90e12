// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.Mutant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes after reading, on broken studies: their data is looked at, their searcher made, their outlook written.
 * {@code -Dsextant.validated=1000} looks at so many, {@code -Dsextant.mutant=SEED} at one.
 */
class ValidateMutantsIT {
    private static final int MUTANTS = Integer.getInteger("sextant.validated", 200);
    private static final Long ONE = Long.getLong("sextant.mutant");
    private static final long FIRST_SEED = 20261120;

    @TempDir
    Path folder;

    private int good;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBrokenStudyIsValidatedOrRefusedInWords() throws IOException {
        Files.createSymbolicLink(folder.resolve("datasets"), Path.of("datasets").toAbsolutePath());
        if (ONE != null) check(ONE);
        else for (long seed = FIRST_SEED; seed < FIRST_SEED + MUTANTS; seed++) check(seed);
        System.out.println("validated mutants: " + MUTANTS + " from seed " + FIRST_SEED + ", still studies: " + good);
    }

    private void check(long seed) throws IOException {
        Mutant mutant = Mutant.of(seed);
        Path file = folder.resolve(mutant.name());
        Files.write(file, mutant.bytes());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            int exit = Main.run(
                    new String[] {"validate", mutant.name()},
                    new Console(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            folder,
                            80,
                            false,
                            Interrupts.NONE));
            String told = err.toString(StandardCharsets.UTF_8);
            if (exit == ExitCode.DONE) {
                good++;
                assertTrue(out.toString(StandardCharsets.UTF_8).contains(": good\n"), () -> out + told);
            } else {
                assertTrue(exit == ExitCode.STUDY_INVALID, "exit code " + exit + ": " + told);
                assertTrue(told.contains(mutant.name() + ":") && told.contains(": error: "), told);
            }
            assertFalse(told.contains("internal error") || told.contains("\tat "), told);
        } catch (RuntimeException | Error e) {
            Path kept = Files.createTempFile("mutant-" + seed + "-", "-" + mutant.name());
            Files.write(kept, mutant.bytes());
            throw new AssertionError("seed " + seed + ", kept in " + kept + ": " + mutant, e);
        }
    }
}
