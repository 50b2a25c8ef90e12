// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged command line, driven by a program of another language that knows nothing but lines of JSON. */
class AskTellProcessIT {
    private static final Path DRIVER =
            Path.of("src/test/resources/dev/sextant/studies/drive.py").toAbsolutePath();

    @TempDir
    Path folder;

    /** What the driver wrote: the parameters of every trial that it was given. */
    private String drive(int seed, int window, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", DRIVER.toString()));
        command.addAll(List.of(Integer.toString(seed), Integer.toString(window), "20"));
        List<String> typed = new ArrayList<>(List.of("ask-tell", "random.json"));
        typed.addAll(List.of(arguments));
        command.addAll(SextantProcess.command(typed.toArray(String[]::new)));
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new AssertionError("seed " + seed + ":\n" + Files.readString(err));
        return out;
    }

    private static boolean python() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }

    @ParameterizedTest(name = "seed {0}, window {1}")
    @CsvSource({"1, 1", "2, 8", "3, 8"})
    void aProgramThatIsKilledAndGoesOnIsGivenTheSameTrials(int seed, int window) throws Exception {
        assumeTrue(python(), "there is no python3 here to drive with");
        String whole = drive(seed, window);
        assertEquals(20, whole.lines().count());
        assertEquals(whole, drive(seed, window, "--dir", "run"));
        assertNotEquals(whole, drive(seed, window, "--seed", "2"));
    }
}
