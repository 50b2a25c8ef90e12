// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that a person looks at: how large it is now, and whether it may be drawn on.
 *
 * <p>Its size is asked of stty, whose only task this is, when the system tells of a change; the launcher asks it
 * before. A library for terminals would be loaded at every start, knows only of standard input and output, and would
 * draw no better.
 *
 * <p>Threads: any.
 */
public final class Screen {
    /** What a terminal has that says nothing. */
    public static final Size USUAL = new Size(80, 24);

    private static final File TERMINAL = new File("/dev/tty");
    private static final Path STATUS = Path.of("/proc/self/stat");
    private static final long PATIENCE_SECONDS = 2;

    /**
     * In cells.
     *
     * @param columns at least 1
     * @param rows at least 1
     */
    public record Size(int columns, int rows) {
        public Size {
            if (columns < 1 || rows < 1)
                throw new IllegalArgumentException("a terminal of %d by %d cells".formatted(columns, rows));
        }

        /** From the words {@code 24 80}, rows first as stty writes them; null where they are something else. */
        static @Nullable Size read(String words) {
            String[] parts = words.strip().split(" ", -1);
            if (parts.length != 2) return null;
            try {
                return new Size(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]));
            } catch (IllegalArgumentException unknown) {
                // A terminal that does not know its size says 0 0.
                return null;
            }
        }
    }

    private volatile Size size;

    public Screen(Size size) {
        this.size = size;
    }

    public Size size() {
        return size;
    }

    public void resize(Size now) {
        size = now;
    }

    /** Asks the terminal of this process how large it is now; takes some milliseconds. */
    public void measure() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String words = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) stty.destroy();
            Size now = Size.read(words);
            if (now != null) size = now;
        } catch (IOException unknown) {
            // No stty, or no terminal of our own: the size stays what it was.
            return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether the terminal is this process's to draw on: not while another stands in its foreground. Where the system
     * does not say, it is.
     */
    public static boolean ours() {
        try {
            String status = Files.readString(STATUS, StandardCharsets.ISO_8859_1);
            // After the name in brackets, which may hold anything: state, parent, group, session, terminal, its group.
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", 7);
            return fields.length < 7 || fields[5].equals("-1") || fields[5].equals(fields[2]);
        } catch (IOException | StringIndexOutOfBoundsException unknown) {
            return true;
        }
    }

    /** Stands still until the shell lets it go on. Who has handled one signal to stop has to be sent the other. */
    public static void standStill() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException cannot) {
            // It goes on, as if nothing had been typed.
            return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
