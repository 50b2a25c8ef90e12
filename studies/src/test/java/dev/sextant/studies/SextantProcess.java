// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** The packaged command line as a real process of its own, as the launcher starts it. */
final class SextantProcess {
    private static final Path JAR = Path.of("target", "sextant.jar").toAbsolutePath();

    /** What a finished process left behind. */
    record Result(int exit, String out, String err) {
        Result expect(int code) {
            if (exit != code)
                throw new AssertionError(
                        "exit code %d instead of %d%nout:%n%s%nerr:%n%s".formatted(exit, code, out, err));
            return this;
        }
    }

    private final Process process;
    private final Path out;
    private final Path err;

    private SextantProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What is typed to run the command line with these arguments. */
    static List<String> command(String... arguments) {
        assertTrue(Files.exists(JAR), "package the module first: " + JAR);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=CompileThresholdScaling,*VectorLoops::*,0.01",
                "-XX:CompileCommand=BackgroundCompilation,*VectorLoops::*,false",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts the command line in a folder; its output goes to files there. */
    static SextantProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, List.of(), arguments);
    }

    /** As above, on the machine to which these words before the command lead. */
    static SextantProcess start(Path folder, List<String> machine, String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> command = new ArrayList<>(machine);
        command.addAll(command(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new SextantProcess(process, out, err);
    }

    static Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        return start(folder, arguments).await();
    }

    Result await() throws IOException, InterruptedException {
        if (!process.waitFor(240, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("still running after 240 s:\n" + read(err));
        }
        return new Result(process.exitValue(), read(out), read(err));
    }

    /** Waits until the number of progress lines fits, or the process has ended. False when it ended first. */
    boolean awaitLines(IntPredicate enough) throws IOException, InterruptedException {
        while (process.isAlive()) {
            if (enough.test((int) read(err).lines().count())) return true;
            Thread.sleep(5);
        }
        return false;
    }

    /** What it has written to standard error so far. */
    String said() {
        try {
            return read(err);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL: no hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGINT, as Ctrl-C sends it. */
    void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /** A signal by its name without SIG. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
