// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.store.StoreException;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    @TempDir
    Path folder;

    @Test
    void aStoreThatCannotBeWrittenIsNoInternalError() throws Exception {
        RunDirectory run = new RunDirectory(folder);
        run.write(run.resolved(), "{}");
        StoreException full = new StoreException("cannot use study.db: the disk is full", new SQLException("full"));
        assertEquals(
                "cannot use study.db: the disk is full\n  Nothing recorded is lost. Once that is mended, go on: sextant"
                        + " resume " + folder + "\n",
                refused(run, () -> {
                    throw new ExecutionException(full);
                }));
    }

    @Test
    void reportsThatCannotBeWrittenAreNoInternalError() {
        assertEquals(
                "cannot write to " + folder + ": No space left on device\n  Name another directory with --dir.\n",
                refused(new RunDirectory(folder), () -> {
                    throw new FileSystemException("report.json", null, "No space left on device");
                }));
    }

    @Test
    void aStudyThatDoesNotFitIntoTheMemorySaysHowToGoOn() {
        String text = refused(new RunDirectory(folder), () -> {
            throw new ExecutionException(new OutOfMemoryError("Java heap space"));
        });
        assertTrue(
                text.matches(
                        "out of memory: the study and its trainings did not fit into the \\d+ MB that this process may"
                                + " have\n  Nothing recorded is lost\\. Go on with fewer workers or more memory:"
                                + " SEXTANT_JVM_OPTIONS=-Xmx4g sextant resume .+ --workers 1\n"),
                text);
    }

    private static String refused(RunDirectory run, Callable<Integer> action) {
        return assertThrows(RefusedException.class, () -> Failures.logged(run, action))
                .text();
    }
}
