// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RunLogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger("dev.sextant.test");

    @TempDir
    Path folder;

    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void leaveTheConsoleAsItWas() {
        LogConsole.reset();
    }

    private static List<JsonNode> read(Path file) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) lines.add(JSON.readTree(line));
        return lines;
    }

    @Test
    void aLineIsOneObjectWithItsOwnKeys() throws Exception {
        LogConsole.show(LogConsole.Detail.NOTHING, shown::add);
        Path file = folder.resolve("sextant.log");
        try (RunLog log = RunLog.open(file)) {
            LOG.atInfo()
                    .addKeyValue("trial", 7L)
                    .addKeyValue("worker", "local")
                    .addKeyValue("finished", true)
                    .log("two\nlines with \"quotes\"");
            LOG.warn("with a cause", new IllegalStateException("why"));
            log.flush();
            assertEquals(2, Files.readAllLines(file).size());
        }
        LOG.error("nobody listens any more");
        List<JsonNode> lines = read(file);
        assertEquals(2, lines.size());
        JsonNode first = lines.getFirst();
        assertTrue(
                first.get("time").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"),
                first.toString());
        assertEquals("info", first.get("level").textValue());
        assertEquals("dev.sextant.test", first.get("logger").textValue());
        assertEquals(Thread.currentThread().getName(), first.get("thread").textValue());
        assertEquals("two\nlines with \"quotes\"", first.get("message").textValue());
        assertEquals(7, first.get("trial").intValue());
        assertEquals("local", first.get("worker").textValue());
        assertTrue(first.get("finished").booleanValue());
        assertTrue(lines.get(1).get("exception").textValue().contains("IllegalStateException: why"));
        LogConsole.flush();
        assertEquals(List.of(), shown);
    }

    @Test
    void aFullFileBecomesTheOlderOneOfWhichThereIsOne() throws Exception {
        Path path = folder.resolve("sextant.log");
        LogFile file = new LogFile(path, 2_000);
        file.start();
        LoggerContext context = new LoggerContext();
        for (int i = 0; i < 100; i++)
            file.append(new LoggingEvent(
                    "",
                    context.getLogger("dev.sextant.test"),
                    ch.qos.logback.classic.Level.INFO,
                    "line " + i,
                    null,
                    null));
        file.stop();
        assertTrue(Files.size(path) <= 2_000);
        assertTrue(Files.size(LogFile.older(path)) <= 2_000);
        assertEquals("line 99", read(path).getLast().get("message").textValue());
        String oldest = read(path).getFirst().get("message").textValue();
        int number = Integer.parseInt(oldest.substring("line ".length()));
        assertEquals(
                "line " + (number - 1),
                read(LogFile.older(path)).getLast().get("message").textValue());
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void ofTwoRunsInOneProcessEachHasItsOwnThreadsLines() throws Exception {
        LogConsole.show(LogConsole.Detail.NOTHING, shown::add);
        List<Thread> runs = new ArrayList<>();
        CountDownLatch bothOpen = new CountDownLatch(2);
        CountDownLatch bothSaid = new CountDownLatch(2);
        for (String name : List.of("a", "b"))
            runs.add(Thread.ofPlatform().start(() -> {
                try (RunLog _ = RunLog.open(folder.resolve(name))) {
                    bothOpen.countDown();
                    bothOpen.await();
                    LOG.warn("of {}", name);
                    // Whatever a run starts works for it.
                    Thread child = Thread.ofPlatform().start(() -> LOG.warn("of a thread of {}", name));
                    child.join();
                    bothSaid.countDown();
                    bothSaid.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        bothOpen.await();
        for (Thread run : runs) run.join();
        for (String name : List.of("a", "b"))
            assertEquals(
                    List.of("of " + name, "of a thread of " + name),
                    read(folder.resolve(name)).stream()
                            .map(line -> line.get("message").textValue())
                            .toList());
    }

    @Test
    void warningsAreNeverLeftOut() throws Exception {
        LogConsole.show(LogConsole.Detail.NOTHING, shown::add);
        Path file = folder.resolve("sextant.log");
        int many = 20_000;
        try (RunLog _ = RunLog.open(file)) {
            for (int i = 0; i < many; i++) LOG.warn("number {}", i);
        }
        assertEquals(
                IntStream.range(0, many).mapToObj(i -> "number " + i).toList(),
                read(file).stream().map(line -> line.get("message").textValue()).toList());
    }

    @Test
    void aPersonSeesWarningsAloneUnlessTheyAskForMore() {
        LogConsole.show(LogConsole.Detail.WARNINGS, shown::add);
        LOG.info("not worth a line");
        LOG.atWarn()
                .addKeyValue("trial", 3)
                .setCause(new IllegalStateException("a\nb"))
                .log("look");
        LogConsole.flush();
        LogConsole.show(LogConsole.Detail.EVERYTHING, shown::add);
        LOG.info("asked for");
        LOG.debug("not even then");
        LogConsole.flush();
        assertEquals(List.of("warning: look: IllegalStateException: a b (trial 3)", "info: asked for"), shown);
    }

    @Test
    void whatIsShownByOtherMeansIsNotShownTwice() {
        LogConsole.show(LogConsole.Detail.WARNINGS, shown::add);
        LOG.error(org.slf4j.MarkerFactory.getMarker("SHOWN"), "the study cannot go on");
        LogConsole.flush();
        assertEquals(List.of(), shown);
    }

    @Test
    void aFileThatCannotBeWrittenCostsTheLogAndIsSaidOnce() {
        LogConsole.show(LogConsole.Detail.WARNINGS, shown::add);
        try (RunLog _ = RunLog.open(folder.resolve("nowhere/sextant.log"))) {
            LOG.info("one");
            LOG.info("two");
        }
        LogConsole.flush();
        assertEquals(1, shown.size());
        assertTrue(shown.getFirst().startsWith("warning: cannot write "), shown.getFirst());
        assertTrue(shown.getFirst().contains("the run goes on without a log"), shown.getFirst());
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }
}
