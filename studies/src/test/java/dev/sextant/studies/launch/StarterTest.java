// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM without the Vector API's module, and the one that it starts. */
class StarterTest {
    private record Result(int exit, String out, String err) {}

    /** On the class path of the tests, as a jar would be. */
    private static ProcessBuilder starter(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Starter.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static Result start(String... arguments) throws IOException, InterruptedException {
        Process process = starter(arguments).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    @Test
    void runsTheCommandAndGivesItsStreamsAndExitCode() throws Exception {
        Result help = start("--help");
        assertEquals(0, help.exit());
        assertTrue(help.out().startsWith("Usage: sextant COMMAND"), help.out());
        assertEquals("", help.err());
        assertEquals(
                new Result(2, "", "sextant: there is no run nowhere\n  Begin one: sextant run STUDY\n"),
                start("rank", "nowhere"));
    }

    /** A study that waits for its program: both processes have ended when the first has. */
    @Test
    void passesSigtermOnAndWaits() throws Exception {
        String study = Path.of("external.json").toAbsolutePath().toString();
        Process process = starter("ask-tell", study).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            process.outputWriter().write("{\"ask\": 1}\n");
            process.outputWriter().flush();
            assertNotNull(out.readLine());
            List<ProcessHandle> started = process.descendants().toList();
            assertEquals(1, started.size());
            process.toHandle().destroy();
            assertEquals(143, process.waitFor());
            assertFalse(started.getFirst().isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void keepsTheOptionsThatItWasGivenItself() {
        assertEquals(
                List.of("-Xmx2g", "-Dx=-jar y"),
                Starter.given(new String[] {"-Xmx2g", "-Dx=-jar y", "-jar", "all.jar", "run", "-jar"}));
        assertEquals(List.of(), Starter.given(new String[] {"-cp", "classes", "Starter"}));
        List<String> command = Starter.command(List.of("-Xms9g"), new String[] {"run", "a study.json", ""});
        assertTrue(command.indexOf("-Xms96m") < command.indexOf("-Xms9g"), command.toString());
        assertEquals(
                List.of("dev.sextant.studies.cli.Main", "run", "a study.json", ""),
                command.subList(command.size() - 4, command.size()));
    }
}
