// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed in the midst of its programs and goes on, as they do from their checkpoints. */
@Timeout(120)
class KilledProgramsIT {
    private static final String SCRIPT = """
            read -r start
            step=0
            [ -e "$1/step" ] && step=$(cat "$1/step")
            echo "begins after $step"
            echo "{\\"sextant\\": 1, \\"type\\": \\"hello\\", \\"capabilities\\": [\\"checkpoint\\"], \\"step\\": $step}"
            while [ $step -lt 8 ]; do
              step=$((step + 1))
              echo "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": 1$((9 - step)).$SEXTANT_SEED}"
              echo $step > "$1/part" && mv "$1/part" "$1/step"
              if [ $step = 5 ] && [ -e slow ]; then : > "waits-$SEXTANT_TRIAL"; sleep 60; fi
            done
            echo '{"sextant": 1, "type": "final"}'
            """;

    @TempDir
    Path folder;

    private String type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder,
                100,
                false,
                Interrupts.NONE);
        int code = Main.run(arguments, console);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, () -> String.join(" ", arguments) + "\n" + said + err);
        return said;
    }

    private Process process(String... arguments) throws IOException {
        String[] java = {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()
        };
        return new ProcessBuilder(
                        Stream.concat(Stream.of(java), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    @Test
    void theRankingIsThatOfARunThatNobodyKilled() throws Exception {
        Files.writeString(folder.resolve("program.sh"), SCRIPT);
        Files.writeString(folder.resolve("study.json"), """
                { "name": "killed",
                  "trainer": { "type": "command", "argv": ["sh", "program.sh", "{checkpoint}"],
                    "parameters": { "lr": { "uniform": [0.1, 0.99] } }, "epochs": 8 },
                  "search": { "searcher": "random", "trials": 6 },
                  "confirm": { "top": 0 } }
                """);
        type("run", "study.json", "--dir", "whole", "--quiet");
        Files.writeString(folder.resolve("slow"), "");
        Process run = process("run", "study.json", "--dir", "killed", "--workers", "2", "--quiet");
        try {
            while (!Files.exists(folder.resolve("waits-0")) || !Files.exists(folder.resolve("waits-1"))) {
                assertTrue(run.isAlive(), () -> read("err.txt"));
                TimeUnit.MILLISECONDS.sleep(20);
            }
            Path kept = folder.resolve("killed/checkpoints/0/sextant-reports");
            while (!read(kept.toString()).contains("\"step\":5")) TimeUnit.MILLISECONDS.sleep(20);
        } finally {
            run.destroyForcibly().waitFor();
        }
        Files.delete(folder.resolve("slow"));
        type("resume", "killed", "--quiet");
        assertEquals(type("rank", "whole", "--format", "json"), type("rank", "killed", "--format", "json"));
        String log = read("killed/logs/trial-0.log");
        assertTrue(log.contains("begins after 5\n== goes on after step 5\n"), log);
        assertFalse(Files.exists(folder.resolve("killed/checkpoints")), "checkpoints that were left behind");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }
}
