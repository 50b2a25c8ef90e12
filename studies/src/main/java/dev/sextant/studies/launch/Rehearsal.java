// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import dev.sextant.studies.cli.Main;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Shows the JVM which classes are loaded by what is typed most often; it keeps them ready in its cache. Asks for help
 * and for errors, validates the study that is run, then runs what its arguments say, as {@link Main} would.
 */
public final class Rehearsal {
    private static final List<List<String>> ASKED = List.of(
            List.of("--help"),
            List.of("--version"),
            List.of("run", "--help"),
            List.of("rank", "--help"),
            List.of("completion", "bash"),
            List.of("run", "--no-such-option"),
            List.of("rank", "no-such-run"));

    private Rehearsal() {}

    /**
     * Ends the process.
     *
     * @param arguments {@code run}, a study, and more
     */
    public static void main(String[] arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> words : ASKED) Main.run(words.toArray(String[]::new), nowhere, nowhere);
        Main.run(new String[] {"validate", arguments[1]}, nowhere, nowhere);
        Main.main(arguments);
    }
}
