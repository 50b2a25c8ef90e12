// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a built jar and a JDK that only says how it was started. */
class LauncherIT {
    private record Result(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private Path launcher = Path.of("");
    private Path jdk = Path.of("");

    @BeforeEach
    void makeAHouseThatIsBuilt() throws IOException {
        launcher = folder.resolve("house/sextant");
        Files.createDirectories(folder.resolve("house/studies/target"));
        Files.copy(Path.of("..", "sextant"), launcher);
        Files.createFile(folder.resolve("house/studies/target/sextant.jar"));
        jdk = jdk("jdk", "25.0.9", """
                echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
                echo "WARNING: something else" >&2
                printf '%s\\n' "$@"
                printf 'no line feed at the end' >&2
                [ "$SEXTANT_FILTER" = 1 ] || exit 8
                exec 2>&-
                sleep 0.5 # the filter ends first, as the program sees to
                exit 7
                """);
    }

    private Path jdk(String name, String version, String java) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n" + java);
            assertTrue(file.toFile().setExecutable(true));
        }
        return home;
    }

    private Result launch(Path java, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SEXTANT_JAVA_HOME", java.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    @Test
    void dropsTheIncubatorLineAndNothingElse() throws Exception {
        assertEquals(
                "WARNING: something else\nno line feed at the end",
                launch(jdk, "run", "x").err());
    }

    @Test
    void passesArgumentsAsTheyAreAndTheExitCodeBack() throws Exception {
        Result result = launch(jdk, "run", "a study.json", "--set", "name=*", "");
        assertEquals(7, result.exit());
        List<String> words = result.out().lines().toList();
        int jar = words.indexOf("-jar");
        assertEquals(List.of("run", "a study.json", "--set", "name=*", ""), words.subList(jar + 2, words.size()));
    }

    @Test
    void keepsAFirstLineThatIsNotTheWarning() throws Exception {
        Path silent = jdk("other", "26", "echo 'Error: no virtual machine' >&2\nexec 2>&-\nsleep 0.5\nexit 1\n");
        assertEquals(new Result(1, "", "Error: no virtual machine\n"), launch(silent));
    }

    /** With the real program: what it says last must not be lost between its end and the filter's. */
    @Test
    void losesNothingThatIsSaidLast() throws Exception {
        Path target = folder.resolve("house/studies/target");
        Files.delete(target.resolve("sextant.jar"));
        Files.delete(target);
        Files.createSymbolicLink(target, Path.of("target").toAbsolutePath());
        Path real = Path.of(System.getProperty("java.home"));
        for (int i = 0; i < 5; i++) {
            Result result = launch(real, "run", "nowhere.json");
            assertEquals(2, result.exit());
            assertTrue(result.err().contains("nowhere.json") && result.err().endsWith("\n"), result.err());
        }
    }

    /** Also where it is called by a link, as a Debian package has one, and where no JDK is to be found. */
    @Test
    void usesTheJavaThatAPackageBrings() throws Exception {
        Path packaged = folder.resolve("packaged");
        Files.createDirectories(packaged.resolve("bin"));
        Files.createDirectories(packaged.resolve("app/native"));
        Files.createFile(packaged.resolve("app/sextant.jar"));
        Files.createFile(packaged.resolve("app/sextant.jsa"));
        Files.move(jdk("brought", "25", "printf '%s\\n' \"$@\"\nexec 2>&-\nsleep 0.5\n"), packaged.resolve("runtime"));
        Files.delete(packaged.resolve("runtime/bin/javac"));
        Files.copy(Path.of("..", "sextant"), packaged.resolve("bin/sextant"));
        launcher = Files.createSymbolicLink(folder.resolve("sextant"), Path.of("packaged", "bin", "sextant"));
        Result result = launch(folder.resolve("nowhere"), "rank");
        assertEquals("", result.err());
        String app = packaged.toRealPath().resolve("app").toString();
        List<String> words = result.out().lines().toList();
        assertTrue(words.contains("-XX:SharedArchiveFile=" + app + "/sextant.jsa"), result.out());
        assertTrue(words.contains("-Dorg.sqlite.lib.path=" + app + "/native"), result.out());
        assertEquals(List.of("-jar", app + "/sextant.jar", "rank"), words.subList(words.size() - 3, words.size()));
    }

    @Test
    void saysSoWhenTheNamedJdkIsTooOldAndLooksElsewhere() throws Exception {
        Path old = jdk("old", "21.0.4", "echo old\n");
        Result result = launch(old, "run");
        assertEquals(7, result.exit());
        assertTrue(
                result.err()
                        .startsWith("sextant: SEXTANT_JAVA_HOME (" + old
                                + ") is not a JDK 25 or newer; looking elsewhere.\n"),
                result.err());
    }
}
