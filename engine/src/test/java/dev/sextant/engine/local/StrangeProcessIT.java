// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would end a whole process, in processes of their own: memory that is not there, and System.exit. */
class StrangeProcessIT {
    @TempDir
    private Path folder;

    private record Ended(int code, String output) {}

    private Process start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StrangeProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private Ended run(List<String> options, String... arguments) throws Exception {
        return await(start(options, arguments));
    }

    private Ended await(Process process) throws Exception {
        boolean over = process.waitFor(60, TimeUnit.SECONDS);
        if (!over) process.destroyForcibly().waitFor();
        String output = Files.readString(folder.resolve("output"));
        assertTrue(over, "the process ends: " + output);
        return new Ended(process.exitValue(), output);
    }

    private static List<String> heap(int megabytes) {
        return List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC");
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(strings = {"1", "2", "5"})
    void aTrialThatWantsMoreMemoryThanThereIsFailsAlone(String workers) throws Exception {
        Ended ended = run(heap(48), "GREEDY", workers, "2,9", "halt");
        assertEquals(7, ended.code(), ended.output());
        assertTrue(ended.output().contains("FINISHED straight"), ended.output());
    }

    @Test
    void trialsThatFitIntoTheMemoryOneByOneAreTrainedOneByOne() throws Exception {
        Ended ended = run(heap(48), "BIG", "3", "0", "halt");
        assertTrue(ended.output().contains("FINISHED straight"), ended.output());
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(strings = {"1", "2", "5"})
    void aTrainerThatExitsFailsItsTrialAndTheProcessLivesOn(String workers) throws Exception {
        Ended ended = run(List.of(), "EXITS", workers, "0,2,9,10", "halt");
        assertTrue(ended.output().contains("FINISHED straight"), ended.output());
        assertTrue(ended.output().contains("exits true"), ended.output());
        assertEquals(7, ended.code(), ended.output());
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(strings = {"exit", "return"})
    void theProcessCanEndAfterATrainerExited(String way) throws Exception {
        Ended ended = run(List.of(), "EXITS", "2", "2,9", way);
        assertTrue(ended.output().contains("FINISHED straight"), ended.output());
        assertEquals(3, ended.code(), "the code is the trainer's");
    }

    @Test
    void aSignalEndsTheProcessAfterATrainerExited() throws Exception {
        Process process = start(List.of(), "EXITS", "2", "2,9", "wait");
        while (process.isAlive() && !Files.readString(folder.resolve("output")).contains("exits true"))
            Thread.sleep(20);
        process.destroy();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "SIGTERM is heard");
    }

    @Test
    void theProgramsOwnExitIsNotHeldUp() throws Exception {
        Ended ended = run(List.of(), "EXCEPTION", "2", "2,9", "exit");
        assertTrue(ended.output().contains("exits false"), ended.output());
        assertEquals(5, ended.code(), ended.output());
    }
}
