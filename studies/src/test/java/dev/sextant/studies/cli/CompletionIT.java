// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The completion in the real shells, typed into on a terminal. The program there only shows its arguments, so that what
 * is read is what it would have been given; {@code script} is the terminal.
 */
class CompletionIT {
    private static final long PATIENCE_SECONDS = 20;

    enum Shell {
        bash("bash --norc --noprofile -i", "source ./completion; PATH=$PWD:$PATH"),
        zsh("zsh -f -i", "autoload -Uz compinit; compinit -D -u; source ./completion; path=($PWD $path)"),
        fish("fish --no-config -i", "source ./completion; set PATH $PWD $PATH");

        private final String start;
        private final String prepare;

        Shell(String start, String prepare) {
            this.start = start;
            this.prepare = prepare;
        }
    }

    @TempDir
    Path folder;

    @BeforeEach
    void makeAFolderWithRuns() throws IOException {
        for (String run : List.of("my first run", "it's one", "digits-1", "digits-2", "naïve"))
            Files.createDirectories(folder.resolve("runs").resolve(run));
        Files.createDirectories(folder.resolve("elsewhere/deep"));
        Files.createFile(folder.resolve("a study.json"));
        Files.createFile(folder.resolve("runs/notes.txt"));
        Path program = folder.resolve("sextant");
        Files.writeString(program, "#!/bin/sh\nprintf '['; for a; do printf '<%s>' \"$a\"; done; echo ']'\n");
        assertTrue(program.toFile().setExecutable(true));
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static String script(Shell shell) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Main.run(
                new String[] {"completion", shell.name()},
                new Console(stream, stream, Path.of(""), 80, false, Interrupts.NONE));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Types a line in a shell on a terminal, once it is ready. */
    private final class Typist implements AutoCloseable {
        private final Process process;
        private final OutputStream keys;
        private final InputStream screen;
        private final StringBuilder seen = new StringBuilder();

        Typist(Shell shell) throws IOException, InterruptedException {
            assumeTrue(installed("script"), "script, which makes a terminal, is not installed");
            assumeTrue(installed(shell.name()), shell + " is not installed");
            Files.writeString(folder.resolve("completion"), script(shell));
            ProcessBuilder builder = new ProcessBuilder("script", "-qefc", shell.start, "/dev/null")
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("TERM", "xterm");
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("XDG_DATA_HOME", folder.toString());
            process = builder.start();
            keys = process.getOutputStream();
            screen = process.getInputStream();
            // What is typed before a shell is ready may be lost or taken for something else.
            type(shell.prepare + "\n");
            type("sextant ready\n");
            await("[<ready>]");
        }

        void type(String text) throws IOException {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        }

        private void await(String text) throws IOException, InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!seen.toString().contains(text)) {
                if (System.nanoTime() > until || !process.isAlive())
                    throw new AssertionError("no " + text + " in\n" + seen);
                byte[] more = screen.readNBytes(Math.max(0, screen.available()));
                seen.append(new String(more, StandardCharsets.UTF_8));
                if (more.length == 0) Thread.sleep(10);
            }
        }

        /** A line with tabs in it, and the arguments that the program gets, each in angle brackets. */
        void expect(String line, String arguments) throws IOException, InterruptedException {
            seen.setLength(0);
            type(line + "\n");
            await("[" + arguments + "]");
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void commandsOptionsValuesAndRunsAreCompleted(Shell shell) throws Exception {
        try (Typist typist = new Typist(shell)) {
            typist.expect("sextant resu\t", "<resume>");
            typist.expect("sextant sto\tche\tlat\t", "<store><check><latest>");
            typist.expect("sextant rank lat\t--format mark\t", "<rank><latest><--format><markdown>");
            typist.expect("sextant --color alw\trank digits-2", "<--color><always><rank><digits-2>");
            typist.expect("sextant rank my\t", "<rank><my first run>");
            typist.expect("./sextant rank it\t", "<rank><it's one>");
            typist.expect("sextant rank naï\t", "<rank><naïve>");
            typist.expect("sextant rank my\\ f\t", "<rank><my first run>");
            typist.expect("sextant rank \"my fi\t", "<rank><my first run>");
            typist.expect("sextant show dig\t2 7", "<show><digits-2><7>");
            typist.expect("sextant run a\t", "<run><a study.json>");
            // zsh takes the slash away that it wrote, where nothing follows.
            String deep = shell == Shell.zsh ? "elsewhere/deep" : "elsewhere/deep/";
            typist.expect("sextant run --dir elsew\tde\t", "<run><--dir><" + deep + ">");
            typist.expect("sextant rank elsewhere/d\t", "<rank><" + deep + ">");
            typist.expect("sextant completion zs\t", "<completion><zsh>");
            typist.expect("sextant rank digits-1 --format=js\t", "<rank><digits-1><--format=json>");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theScriptNamesEveryCommandAndOption(Shell shell) {
        String script = script(shell);
        Program.page(new Console(System.out, System.err, Path.of(""), 80, false, Interrupts.NONE)).all().stream()
                .flatMap(page -> page.options().stream())
                .flatMap(option -> option.names().stream())
                .map(name -> shell == Shell.fish ? name.replaceFirst("^--?", "") : name)
                .forEach(name -> assertTrue(script.contains(name), name));
        for (String command : Commands.names()) assertTrue(script.contains(command), command);
        assertEquals(
                0,
                script.lines().filter(line -> line.matches(".*@[A-Z]+@.*")).count(),
                "a place that was not filled in");
    }
}
