// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command was typed.
 *
 * @param in what a program or a person types
 * @param out for the result
 * @param err for the progress and for errors
 * @param current the folder in which relative paths begin
 * @param columns the width of the terminal, or 80
 * @param live whether err is a terminal, where a line may be rewritten
 * @param colors whether out and err are coloured
 */
record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path current,
        int columns,
        boolean live,
        Interrupts interrupts,
        Colors colors) {
    /** Set by the launcher where standard error is a terminal: its width. */
    static final String TERMINAL = "SEXTANT_TERMINAL";

    /** Set by the launcher where standard output is a terminal. */
    static final String OUTPUT_TERMINAL = "SEXTANT_OUTPUT_TERMINAL";

    /** What a person may set. */
    private static final String COLUMNS = "COLUMNS";

    private static final int DEFAULT_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 40;

    /** Where nothing is typed. */
    Console(PrintStream out, PrintStream err, Path current, int columns, boolean live, Interrupts interrupts) {
        this(InputStream.nullInputStream(), out, err, current, columns, live, interrupts);
    }

    /** Where nothing is coloured. */
    Console(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Path current,
            int columns,
            boolean live,
            Interrupts interrupts) {
        this(in, out, err, current, columns, live, interrupts, Colors.none());
    }

    /** Of this process. */
    static Console ofProcess(PrintStream out, PrintStream err) {
        return of(out, err, System.getenv());
    }

    static Console of(PrintStream out, PrintStream err, Map<String, String> environment) {
        int terminal = columns(environment.get(TERMINAL));
        int asked = columns(environment.get(COLUMNS));
        boolean live = environment.get(TERMINAL) != null;
        int columns = live ? terminal == 0 ? DEFAULT_COLUMNS : terminal : asked == 0 ? DEFAULT_COLUMNS : asked;
        if (live && asked > 0) columns = Math.min(columns, asked);
        return new Console(
                System.in,
                out,
                err,
                Path.of(""),
                Math.max(FEWEST_COLUMNS, columns),
                live,
                Interrupts.ofProcess(),
                Colors.of(environment, environment.get(OUTPUT_TERMINAL) != null, live));
    }

    /** 0 where it is no width. */
    private static int columns(@Nullable String text) {
        try {
            return text == null ? 0 : Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
