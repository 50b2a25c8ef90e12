// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real terminal that nobody sees: tmux, with a server of its own and one shell in it. */
final class Tmux implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final String socket;

    private Tmux(String socket) {
        this.socket = socket;
    }

    static boolean present() {
        try {
            return new ProcessBuilder("tmux", "-V")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A shell in this folder whose prompt is a single {@code $}. */
    static Tmux open(Path folder, int columns, int rows) throws IOException, InterruptedException {
        Tmux tmux = new Tmux(folder.resolve("tmux.socket").toString());
        tmux.run(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows),
                "-c",
                folder.toString(),
                "env",
                "LC_ALL=C.UTF-8",
                "PS1=$ ",
                "bash",
                "--norc",
                "--noprofile");
        tmux.await(text -> text.startsWith("$"));
        return tmux;
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new IOException(String.join(" ", command) + ": " + said);
        return said;
    }

    /** Types a line, and Enter. */
    void type(String line) throws IOException, InterruptedException {
        run("send-keys", "-l", line);
        run("send-keys", "Enter");
    }

    /** Presses a key by tmux's name for it, such as {@code C-c}. */
    void press(String key) throws IOException, InterruptedException {
        run("send-keys", key);
    }

    void resize(int columns, int rows) throws IOException, InterruptedException {
        run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    /** What is to be seen. */
    String screen() throws IOException, InterruptedException {
        return run("capture-pane", "-p");
    }

    boolean cursorShown() throws IOException, InterruptedException {
        return run("display", "-p", "#{cursor_flag}").strip().equals("1");
    }

    /** Waits until the screen is so; what it shows then. */
    String await(Predicate<String> so) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            String screen = screen();
            if (so.test(screen)) return screen;
            if (System.nanoTime() > end) throw new AssertionError("in vain waited for, on the screen is:\n" + screen);
            Thread.sleep(50);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("kill-server");
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
