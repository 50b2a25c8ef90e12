// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.studies.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What {@code sextant rank} shows of a run that real processes made. It is asked in this JVM: who reads a finished run
 * is no part of what happened to it, and a JVM of its own takes longer to start than the ranking does.
 */
final class StoredRanking {
    private StoredRanking() {}

    /** The ranking of the run in this directory, as JSON. */
    static String of(Path run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                new String[] {"rank", run.toString(), "--format", "json"},
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(0, exit, () -> err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
