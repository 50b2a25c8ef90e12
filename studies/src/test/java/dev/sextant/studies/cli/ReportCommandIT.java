// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TIMELINE =
            Pattern.compile("(<script type=\"application/json\" id=\"timeline\">)(.*?)(</script>)");
    private static final List<String> REPORTS = List.of("report.html", "report.md", "report.json", "trials.csv");

    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private String study(int millis, int trials) throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "reported",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": %d },
                  "search": { "searcher": "random", "trials": %d },
                  "confirm": { "top": 2, "seeds": 3 } }
                """.formatted(millis, trials));
        return "study.json";
    }

    private Map<String, byte[]> reports(String directory) throws IOException {
        Map<String, byte[]> bytes = new HashMap<>();
        for (String name : REPORTS)
            bytes.put(name, Files.readAllBytes(folder.resolve(directory).resolve(name)));
        return bytes;
    }

    private void assertSame(Map<String, byte[]> expected, Map<String, byte[]> found) {
        for (String name : REPORTS) assertArrayEquals(expected.get(name), found.get(name), name);
    }

    /** Those of another run of the study, which may differ in who ran which trial when, and in nothing else. */
    private void assertSameResult(Map<String, byte[]> expected, Map<String, byte[]> found) throws IOException {
        for (String name : REPORTS)
            if (!name.equals("report.html")) assertArrayEquals(expected.get(name), found.get(name), name);
        assertEquals(
                TIMELINE.matcher(text(expected)).replaceFirst("$1$3"),
                TIMELINE.matcher(text(found)).replaceFirst("$1$3"));
    }

    private static String text(Map<String, byte[]> reports) {
        return new String(reports.getOrDefault("report.html", new byte[0]), StandardCharsets.UTF_8);
    }

    /** Every attempt on a bar of one of at most so many rows, none before its turn. */
    private static void assertTimeline(Map<String, byte[]> reports, int trials) throws IOException {
        Matcher block = TIMELINE.matcher(text(reports));
        assertTrue(block.find());
        JsonNode timeline = JSON.readTree(block.group(2));
        assertEquals(trials, timeline.get("bars").size());
        double before = 0;
        for (JsonNode bar : timeline.get("bars")) {
            assertEquals("c", bar.get("state").textValue());
            assertTrue(bar.get("worker").intValue() < timeline.get("workers").size());
            assertTrue(before <= bar.get("from").doubleValue());
            before = bar.get("from").doubleValue();
            assertTrue(before <= bar.get("to").doubleValue());
        }
    }

    @Test
    void theReportsAreThoseThatTheRunWroteHoweverManyWorkersItHad() throws Exception {
        String study = study(0, 12);
        Map<String, byte[]> first = Map.of();
        for (String workers : List.of("1", "2", "5")) {
            String run = "with" + workers;
            type("run", study, "--quiet", "--workers", workers, "--dir", run).expect(0);
            Map<String, byte[]> own = reports(run);
            if (first.isEmpty()) first = own;
            assertSameResult(first, own);
            assertTimeline(own, 12 + 3 * 3 + 1);
            type("report", run, "--dir", "beside/" + workers).expect(0);
            assertSame(own, reports("beside/" + workers));
            for (String name : REPORTS) Files.delete(folder.resolve(run).resolve(name));
            Typed anew = type("report", run).expect(0);
            assertSame(own, reports(run));
            Path written = folder.resolve(run);
            assertEquals(
                    written.resolve("report.html") + "\n" + written.resolve("report.md") + "\n"
                            + written.resolve("report.json") + "\n" + written.resolve("trials.csv") + "\n",
                    anew.out());
            assertEquals("", anew.err());
        }
    }

    @Test
    void aReportByAChoiceIsTheSameHoweverManyWorkersThereWere() throws Exception {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "grouped",
                  "trainer": { "type": "scripted", "x": { "choice": [0.2, 0.3, 1] },
                               "ends": { "choice": ["completed", "diverged"] },
                               "learningRate": { "log": [1e-4, 1] } },
                  "search": { "searcher": "random", "trials": 40 },
                  "confirm": { "top": 2, "seeds": 2 } }
                """);
        Map<String, byte[]> first = Map.of();
        String printed = "";
        for (String workers : List.of("1", "2", "5")) {
            String run = "with" + workers;
            type("run", "study.json", "--quiet", "--workers", workers, "--dir", run)
                    .expect(0);
            type("report", run, "--by", "x,ends").expect(0);
            Map<String, byte[]> own = reports(run);
            if (first.isEmpty()) first = own;
            assertSameResult(first, own);
            String rank =
                    type("rank", run, "--by", "ends", "--by", "x").expect(0).out();
            assertEquals(printed.isEmpty() ? rank : printed, rank);
            printed = rank;
        }
        assertTrue(printed.contains("\nends, best first\n"), printed);
        assertTrue(printed.indexOf("\nx, best first\n") > printed.indexOf("\nends, best first\n"), printed);
        assertTrue(text(first).contains("<section id=\"by2\" class=\"by\" data-by=\"ends\">"));
        JsonNode json = JSON.readTree(folder.resolve("with1/report.json").toFile());
        assertEquals("x", json.at("/groupings/0/parameter").textValue());
        String csv =
                type("rank", "with1", "--by", "x", "--format", "csv").expect(0).out();
        assertTrue(csv.startsWith("rank,tie,trial,state,"), csv);
        assertTrue(csv.contains(",rank by x,learningRateFrom,learningRateTo\r\n"), csv);
        type("rank", "with1", "--by", "x", "--plot")
                .expect(2)
                .saying("--plot draws a picture; it does not go with --by");
        type("report", "with1", "--by", "end")
                .expect(2)
                .saying("--by end: the study grouped has no such parameter Did you mean ends?")
                .saying("Choices of the study: x, ends.");
    }

    @Test
    void aRunThatWasStoppedKeepsSayingSo() throws Exception {
        Interrupts soon = listener -> {
            Thread.ofPlatform().daemon().start(() -> listener.accept(130));
            return () -> {};
        };
        Typed.in(folder, soon, "run", study(20, 200), "--quiet", "--dir", "run").expect(130);
        Map<String, byte[]> own = reports("run");
        Files.delete(folder.resolve("run/report.json"));
        type("report", "run").expect(0);
        assertSame(own, reports("run"));
        assertEquals(
                "stopped",
                JSON.readTree(folder.resolve("run/report.json").toFile())
                        .get("ending")
                        .textValue());
    }

    @Test
    void aRunThatGoesOnIsReportedBesideItsOwnReports() throws Exception {
        String study = study(30, 60);
        CompletableFuture<Typed> running =
                CompletableFuture.supplyAsync(() -> type("run", study, "--quiet", "--workers", "2", "--dir", "run"));
        while (!Files.exists(folder.resolve("run/study.db-wal"))) Thread.sleep(5);
        Thread.sleep(100);
        Typed report = type("report", "run").expect(0);
        assertFalse(running.isDone(), "the run was over before it was looked at");
        assertEquals("the run is going on: the reports say what is known so far\n", report.err());
        assertTrue(report.out().startsWith(folder.resolve("run/so-far/report.html") + "\n"), report.out());
        assertFalse(Files.exists(folder.resolve("run/report.json")));
        JsonNode soFar = JSON.readTree(folder.resolve("run/so-far/report.json").toFile());
        assertEquals("running", soFar.get("ending").textValue());
        assertTrue(
                soFar.at("/counts/unfinished").intValue() > 0,
                soFar.get("counts").toString());
        running.get(60, TimeUnit.SECONDS).expect(0);
        assertEquals(
                60,
                JSON.readTree(folder.resolve("run/report.json").toFile())
                        .get("trials")
                        .size());
    }

    @Test
    void mistakesAreToldWithAWayOut() throws Exception {
        type("report", "latest").expect(2).saying("there is no run in runs Begin one: sextant run STUDY");
        type("run", study(0, 3), "--quiet", "--dir", "run").expect(0);
        Files.writeString(folder.resolve("file"), "");
        type("report", "run", "--dir", "file")
                .expect(2)
                .saying("cannot write to")
                .saying("with --dir");
        type("report", "--help").expect(0).saying("sextant report latest");
    }
}
