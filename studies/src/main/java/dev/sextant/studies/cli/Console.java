// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Where a command was typed.
 *
 * @param in what a program or a person types
 * @param out for the result
 * @param err for the progress and for errors
 * @param current the folder in which relative paths begin
 * @param columns the width of the terminal, or 80
 * @param live whether err is a terminal, where a line may be rewritten
 */
record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path current,
        int columns,
        boolean live,
        Interrupts interrupts) {
    /** Set by the launcher where standard error is a terminal: its width. */
    static final String TERMINAL = "SEXTANT_TERMINAL";

    private static final int DEFAULT_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 40;

    /** Where nothing is typed. */
    Console(PrintStream out, PrintStream err, Path current, int columns, boolean live, Interrupts interrupts) {
        this(InputStream.nullInputStream(), out, err, current, columns, live, interrupts);
    }

    /** Of this process. */
    static Console ofProcess(PrintStream out, PrintStream err) {
        String terminal = System.getenv(TERMINAL);
        int columns = DEFAULT_COLUMNS;
        try {
            if (terminal != null) columns = Math.max(FEWEST_COLUMNS, Integer.parseInt(terminal.strip()));
        } catch (NumberFormatException notANumber) {
            columns = DEFAULT_COLUMNS;
        }
        return new Console(System.in, out, err, Path.of(""), columns, terminal != null, Interrupts.ofProcess());
    }
}
