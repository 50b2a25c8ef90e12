// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a searcher in it that has a bug. */
class CrashProcessIT {
    @TempDir
    Path folder;

    private record Result(int exit, String out, String err) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        Path services = Files.createDirectories(folder.resolve("services/META-INF/services"));
        Files.writeString(
                services.resolve("dev.sextant.engine.spi.SearcherFactory"), BrokenSearcherFactory.class.getName());
        List<String> command = new ArrayList<>(SextantProcess.command(arguments));
        int jar = command.indexOf("-jar");
        String path = String.join(
                File.pathSeparator,
                command.get(jar + 1),
                folder.resolve("services").toString(),
                Path.of("target", "test-classes").toAbsolutePath().toString());
        command.set(jar, "-cp");
        command.set(jar + 1, path);
        command.add(jar + 2, "dev.sextant.studies.cli.Main");
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void aBugIsOneLineThatNamesTheRecordAndTheWayOn() throws Exception {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "tried",
                  "trainer": { "type": "function", "function": { "branin": {
                    "x1": { "uniform": [-5, 10] }, "x2": { "uniform": [0, 15] } } } },
                  "search": { "searcher": "broken", "trials": 40 },
                  "confirm": { "top": 0 } }
                """);
        Result result = run("run", "study.json", "--dir", "mine", "--quiet");
        assertEquals(1, result.exit(), result.err());
        assertEquals("", result.out());
        Path record;
        try (Stream<Path> files = Files.list(folder.resolve("mine"))) {
            record = files.filter(file -> file.getFileName().toString().startsWith("crash-"))
                    .findFirst()
                    .orElseThrow();
        }
        String said = result.err()
                .lines()
                .filter(line -> !line.startsWith("WARNING: Using incubator"))
                .reduce("", (one, other) -> one + other + "\n");
        assertEquals(
                "sextant: internal error: no idea for trial 12\n  The details are in mine/" + record.getFileName()
                        + "; please report them. Nothing recorded is lost; to go on type: sextant resume mine\n",
                said);
        String text = Files.readString(record);
        assertTrue(text.contains("java.lang.IllegalStateException: no idea for trial 12\n\tat "), text);
        assertTrue(text.contains("\"main\" "), text);
        assertTrue(Files.readString(folder.resolve("mine/sextant.log")).contains("the study cannot go on"));
    }
}
