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
 * @param color whether what is written to err may be coloured
 * @param screen the terminal behind err; of the usual size where there is none
 * @param glyphs what pictures are made of
 */
record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path current,
        int columns,
        boolean live,
        boolean color,
        Screen screen,
        Glyphs glyphs,
        Interrupts interrupts) {
    /** Set by the launcher where standard error is a terminal: its width. */
    static final String TERMINAL = "SEXTANT_TERMINAL";

    /** Set by the launcher, too: its height. */
    static final String ROWS = "SEXTANT_ROWS";

    private static final int FEWEST_COLUMNS = 40;

    /** Where nothing is typed and nothing coloured. */
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
                false,
                new Screen(new Screen.Size(columns, Screen.USUAL.rows())),
                Glyphs.UNICODE,
                interrupts);
    }

    /** Of this process. */
    static Console ofProcess(PrintStream out, PrintStream err) {
        Map<String, String> environment = System.getenv();
        boolean terminal = environment.containsKey(TERMINAL);
        Screen.Size size = new Screen.Size(
                number(environment.get(TERMINAL), Screen.USUAL.columns()),
                number(environment.get(ROWS), Screen.USUAL.rows()));
        // A terminal that does not say what it can do is taken for one that can do nothing.
        boolean live = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Console(
                System.in,
                out,
                err,
                Path.of(""),
                Math.max(FEWEST_COLUMNS, size.columns()),
                live,
                live && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                new Screen(size),
                Glyphs.ofProcess(),
                Interrupts.ofProcess());
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text.strip());
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    /** The width as it is now: a terminal may have changed since the process began. */
    @Override
    public int columns() {
        return live ? Math.max(FEWEST_COLUMNS, screen.size().columns()) : columns;
    }

    /** The same place, coloured or not. */
    Console colored(boolean on) {
        return new Console(in, out, err, current, columns, live, on, screen, glyphs, interrupts);
    }
}
