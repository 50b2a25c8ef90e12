// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Programs whose trial is cancelled or stopped, and programs whose engine is gone. */
class ProgramStopIT extends TidyPrograms {
    private static final String HELLO = "echo '{\"sextant\":1,\"type\":\"hello\",\"capabilities\":[\"stop\"]}'\n";
    private static final String REPORT = "echo '{\"sextant\":1,\"type\":\"report\",\"value\":1}'\n";

    /** Runs a script until its first report, then closes the training; how long that took. */
    private Duration closedAfterAReport(String script) throws Exception {
        Training training =
                programs.start(programs.document(script, ", 'epochs': 9"), Programs.VALUE, Seeds.ofSearch(1, 0));
        while (!(training.step() instanceof Progress.Epoch)) {}
        long begun = System.nanoTime();
        training.close();
        programs.assertNothingRuns();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void aProgramThatSaysItStopsIsAskedAndGivenTime() throws Exception {
        closedAfterAReport(HELLO + "read start\n" + REPORT + "read stop\necho \"$stop\" > stopped\n");
        assertEquals("{\"sextant\":1,\"type\":\"stop\"}\n", Files.readString(folder.resolve("stopped")));
    }

    @Test
    void oneThatSaysSoAndDoesNotIsEndedAfterThatTime() throws Exception {
        Duration took = closedAfterAReport(HELLO + REPORT + "exec sleep 60\n");
        assertTrue(took.compareTo(Programs.HASTY.stop()) >= 0, took.toString());
    }

    @Test
    void anyOtherIsSentSigterm() throws Exception {
        closedAfterAReport("trap 'echo terminated > signal; exit' TERM\n" + REPORT + "while :; do sleep 0.01; done\n");
        assertEquals("terminated\n", Files.readString(folder.resolve("signal")));
    }

    @Test
    void oneThatIgnoresSigtermIsKilledWithAllItsChildren() throws Exception {
        Duration took = closedAfterAReport("trap '' TERM\n(trap '' TERM; while :; do sleep 0.01; done) &\n" + REPORT
                + "while :; do sleep 0.01; done\n");
        assertTrue(took.compareTo(Programs.HASTY.terminate()) >= 0, took.toString());
    }

    @Test
    void aChildIsGivenTheTimeThatItsParentDidNotTake() throws Exception {
        closedAfterAReport("(trap 'sleep 0.1; echo saved > child; exit' TERM; while :; do sleep 0.01; done) &\n"
                + REPORT + "exec sleep 60\n");
        assertEquals("saved\n", Files.readString(folder.resolve("child")));
    }

    @Test
    void anInterruptedCloseWaitsForNothing() throws Exception {
        Training training = programs.start(
                programs.document("trap '' TERM\n" + REPORT + "while :; do sleep 0.01; done\n", ", 'epochs': 9"),
                Programs.VALUE,
                Seeds.ofSearch(1, 0));
        while (!(training.step() instanceof Progress.Epoch)) {}
        long begun = System.nanoTime();
        Thread.currentThread().interrupt();
        training.close();
        assertTrue(Thread.interrupted());
        assertTrue(System.nanoTime() - begun < Programs.HASTY.terminate().toNanos());
    }

    @Test
    void sixtyFourProgramsRunAtOnce() throws Exception {
        Files.writeString(folder.resolve("gate"), "");
        var document = programs.document(
                "while [ -e gate ]; do sleep 0.05; done\necho '{\"sextant\":1,\"type\":\"final\",\"value\":1}'\n", "");
        CommandTrainer trainer = programs.trainer();
        List<Future<Outcome>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            for (int trial = 0; trial < 64; trial++) {
                Assignment assignment = new Assignment(document, Programs.VALUE, Seeds.ofSearch(1, trial), false);
                running.add(threads.submit(() -> {
                    try (Training training = trainer.start(assignment)) {
                        while (true) if (training.step() instanceof Progress.Done(Outcome outcome)) return outcome;
                    }
                }));
            }
            while (Programs.alive(folder.resolve("program.sh").toString()).size() < 64) Thread.sleep(20);
            // All that is virtual in the process would wait for those that carry what waits at a pipe.
            long readers = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().matches("program-(out|err)-\\d+"))
                    .count();
            assertEquals(128, readers, "platform threads that read programs' output");
            Files.delete(folder.resolve("gate"));
            for (Future<Outcome> one : running) assertInstanceOf(Outcome.Completed.class, one.get());
        }
    }

    /** Run in a process of its own: begins a trial, says so, and never ends. */
    static final class Engine {
        private Engine() {}

        public static void main(String[] arguments) throws Exception {
            Programs programs = new Programs(Path.of(arguments[0]));
            try (Training training = programs.start(
                    Programs.document("{'argv': ['./program.sh'], 'parameters': {}, 'epochs': 9}"),
                    Programs.VALUE,
                    Seeds.ofSearch(1, 0))) {
                while (!(training.step() instanceof Progress.Epoch)) {}
                System.out.println("begun");
                // Not for ever, in case nobody is left to kill it.
                for (int slice = 0; slice < 1_000; slice++)
                    if (training.step() instanceof Progress.Done(Outcome ended))
                        throw new IllegalStateException("the program ended: " + ended);
            }
        }
    }

    @Test
    void programsOfAKilledEngineAreEnded() throws Exception {
        assumeTrue(Programs.has("setsid"));
        programs.script("program.sh", REPORT + "(while :; do sleep 0.1; done) &\nwhile :; do sleep 0.1; done\n");
        Process engine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Engine.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('b', engine.getInputStream().read());
            assertFalse(Programs.alive(folder.resolve("program.sh").toString()).isEmpty());
        } finally {
            engine.destroyForcibly().waitFor();
        }
        for (int look = 0; look < 500 && !Programs.alive(folder.toString()).isEmpty(); look++)
            TimeUnit.MILLISECONDS.sleep(20);
    }
}
