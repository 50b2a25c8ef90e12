// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.terminal.Glyphs;
import dev.sextant.studies.terminal.Screen;
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
 * @param columns how wide text may be: the width of the terminal, but at least {@link #FEWEST_COLUMNS}; or 80
 * @param live whether err is a terminal on which a region may be redrawn
 * @param screen the terminal behind err; of the usual size where there is none
 * @param glyphs what pictures are made of
 * @param colors whether out and err are coloured
 */
record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path current,
        int columns,
        boolean live,
        Screen screen,
        Glyphs glyphs,
        Interrupts interrupts,
        Colors colors) {
    /** Set by the launcher where standard error is a terminal: its width. */
    static final String TERMINAL = "SEXTANT_TERMINAL";

    /** Set by the launcher, too: its height. */
    static final String ROWS = "SEXTANT_ROWS";

    /** Set by the launcher where standard output is a terminal. */
    static final String OUTPUT_TERMINAL = "SEXTANT_OUTPUT_TERMINAL";

    /** What a person may set: text becomes no wider. */
    private static final String COLUMNS = "COLUMNS";

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
        this(
                in,
                out,
                err,
                current,
                columns,
                live,
                new Screen(new Screen.Size(columns, Screen.USUAL.rows())),
                Glyphs.UNICODE,
                interrupts,
                Colors.none());
    }

    /** Of this process. */
    static Console ofProcess(PrintStream out, PrintStream err) {
        return of(out, err, System.getenv());
    }

    static Console of(PrintStream out, PrintStream err, Map<String, String> environment) {
        boolean terminal = environment.containsKey(TERMINAL);
        int usual = number(environment.get(COLUMNS), Screen.USUAL.columns());
        Screen.Size size = new Screen.Size(
                number(environment.get(TERMINAL), usual), number(environment.get(ROWS), Screen.USUAL.rows()));
        // A terminal that does not say what it can do is taken for one that can do nothing.
        boolean live = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        int widest = number(environment.get(COLUMNS), Integer.MAX_VALUE);
        return new Console(
                System.in,
                out,
                err,
                Path.of(""),
                Math.max(FEWEST_COLUMNS, Math.min(widest, size.columns())),
                live,
                new Screen(size),
                Glyphs.ofProcess(),
                Interrupts.ofProcess(),
                Colors.of(environment, environment.get(OUTPUT_TERMINAL) != null, terminal));
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text.strip());
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }
}
