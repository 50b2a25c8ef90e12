// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import dev.sextant.studies.cli.Main;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the one jar that holds everything begins: {@code java -jar sextant-all.jar}. No manifest can ask for a module,
 * and without that of the Vector API a training takes ten times as long. So where the module is in the JDK and not in
 * this JVM, the command is run by a second JVM with the launcher's options and with those that the first was given. It
 * has this process's streams and gives the exit code; this process waits for it. Where there is no such module the
 * command is run here, more slowly and otherwise the same.
 *
 * <p>Standard error passes through here, as it passes through the launcher's filter: the line by which the JVM says
 * that the module is an incubator's is dropped, the rest goes on untouched.
 *
 * <p>Signals: Ctrl-C is sent to both processes, and the second answers it. SIGTERM is passed on.
 */
public final class Starter {
    /** Those of the launcher; a test compares them. */
    static final List<String> OPTIONS = List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xms96m",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-XX:-OmitStackTraceInFastThrow",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=CompileThresholdScaling,*VectorLoops::*,0.01",
            "-XX:CompileCommand=BackgroundCompilation,*VectorLoops::*,false");

    private static final String MODULE = "jdk.incubator.vector";

    private static final byte[] WARNING = "WARNING: Using incubator modules".getBytes(StandardCharsets.US_ASCII);

    /** What was said last is waited for this long; a program that was started and lives on keeps the stream open. */
    private static final long LAST_WORDS_MILLIS = 1_000;

    private Starter() {}

    /** Ends the process with the command's exit code. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (ModuleLayer.boot().findModule(MODULE).isPresent()
                || ModuleFinder.ofSystem().find(MODULE).isEmpty()) {
            Main.main(arguments);
            return;
        }
        Process process = new ProcessBuilder(command(given(), arguments))
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        leaveToTheOther("INT");
        leaveToTheOther("HUP");
        Thread errors = Thread.ofPlatform().daemon().name("errors").start(() -> copy(process.getErrorStream()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, errors)));
        System.exit(process.waitFor());
    }

    /** What starts the second JVM: that of this one, with its class path. */
    static List<String> command(List<String> given, String[] arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(given);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The options of this JVM, where the system tells a process how it was started. */
    private static List<String> given() {
        return given(ProcessHandle.current().info().arguments().orElse(new String[0]));
    }

    /** All that was written before {@code -jar}. */
    static List<String> given(String[] words) {
        int jar = List.of(words).indexOf("-jar");
        return jar < 0 ? List.of() : List.of(words).subList(0, jar);
    }

    /** Passes standard error on, but for the warning, which stands first. */
    private static void copy(InputStream from) {
        try (OutputStream to = new FileOutputStream(FileDescriptor.err)) {
            byte[] first = from.readNBytes(WARNING.length);
            if (Arrays.equals(first, WARNING)) {
                for (int next = from.read(); next >= 0 && next != '\n'; ) next = from.read();
            } else {
                to.write(first);
            }
            from.transferTo(to);
        } catch (IOException closed) {
            // Nobody reads standard error any more; the other process finds that out by itself.
        }
    }

    /**
     * Before this process ends: where it was told to, so is the other, and has the time that it needs; and what the
     * other said last has to be passed on.
     */
    private static void end(Process process, Thread errors) {
        // By its handle: Process.destroy closes the streams, too.
        process.toHandle().destroy();
        try {
            process.waitFor();
            errors.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ignores a signal that a terminal sends to both processes. Only after the other is started, or it would ignore it,
     * too. By reflection, because the compiler warns of these names wherever they stand; where they are missing, the
     * signal ends this process as usual.
     */
    private static void leaveToTheOther(String name) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            signals.getMethod("handle", signals, handlers)
                    .invoke(
                            null,
                            signals.getConstructor(String.class).newInstance(name),
                            handlers.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException notOnThisJvm) {
            // The signal ends the process as usual.
        }
    }
}
