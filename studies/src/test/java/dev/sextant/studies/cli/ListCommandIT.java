// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandIT {
    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private String study(String name, int millis, int trials) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), """
                { "name": "%s",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": %d },
                  "search": { "searcher": "random", "trials": %d },
                  "confirm": { "top": 1, "seeds": 2 } }
                """.formatted(name, millis, trials));
        return name + ".json";
    }

    private void begun(String run, String when) throws IOException {
        Files.setLastModifiedTime(folder.resolve("runs/" + run + "/study.json"), FileTime.from(Instant.parse(when)));
    }

    private static String local(String when) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                .format(Instant.parse(when).atZone(ZoneId.systemDefault()));
    }

    private static List<String> names(Typed list) throws IOException {
        return list.json().findValuesAsText("run");
    }

    @Test
    void runsStandWithWhatCameOfThemTheNewestFirst() throws Exception {
        String study = study("small", 0, 7);
        type("run", study, "--quiet").expect(0);
        type("run", study, "--quiet", "--trials", "4").expect(0);
        begun("small-1", "2026-11-02T10:00:00Z");
        begun("small-2", "2026-11-03T23:30:00Z");
        Files.createDirectory(folder.resolve("runs/notes"));
        Files.writeString(folder.resolve("runs/todo.txt"), "look at it");
        JsonNode winner = type("rank", "small-1", "--format", "json").json().at("/trials/0");
        String x = "x "
                + dev.sextant.studies.report.RunLine.number(
                        winner.at("/parameters/x").doubleValue());

        Typed list = type("list").expect(0);
        List<String> lines = list.out().lines().toList();
        assertEquals("2 runs", lines.getFirst());
        assertTrue(
                lines.get(3).startsWith("small-2  " + local("2026-11-03T23:30:00Z") + "  finished  random"),
                list.out());
        assertTrue(lines.get(3).contains("  4/4  "), list.out());
        assertTrue(
                lines.get(4).startsWith("small-1  " + local("2026-11-02T10:00:00Z") + "  finished  random"),
                list.out());
        assertTrue(lines.get(4).contains("  7/7  ") && lines.get(4).endsWith("  " + x), list.out());
        assertEquals("Folders that are no runs: notes\n", list.err());

        JsonNode json = type("list", "--format", "json").json();
        assertEquals(winner.at("/confirmed/mean"), json.at("/1/best"));
        assertEquals(winner.at("/trial"), json.at("/1/winner"));
        assertEquals("2026-11-02T10:00:00Z", json.at("/1/begun").textValue());
        assertEquals(List.of("small-1", "small-2"), names(type("list", "--sort", "name", "--format", "json")));
        String csv = type("list", "runs", "--format", "csv").out();
        assertTrue(csv.startsWith("run,begun,state,study,searcher,ended,trials,metric,best,confirmed,winner,"), csv);
        assertEquals(3, csv.lines().count());
        assertEquals(List.of("small-1"), names(type("list", "runs/small-1", "--format", "json")), "a run by itself");
    }

    @Test
    void runsAreNumberedAsPeopleCount() throws Exception {
        type("run", study("a", 0, 2), "--quiet", "--dir", "runs/a-10").expect(0);
        for (String name : List.of("a-9", "b-1")) {
            Files.createDirectory(folder.resolve("runs/" + name));
            for (String file : List.of("study.json", "study.resolved.json", "report.json"))
                Files.copy(folder.resolve("runs/a-10/" + file), folder.resolve("runs/" + name + "/" + file));
        }
        assertEquals(List.of("a-9", "a-10", "b-1"), names(type("list", "--sort", "name", "--format", "json")));
    }

    @Test
    void whatIsDamagedOrHalfWrittenIsToldAndStopsNothing() throws Exception {
        String study = study("whole", 0, 3);
        type("run", study, "--quiet").expect(0);
        for (String name : List.of("torn", "foreign", "nothing", "store"))
            Files.createDirectories(folder.resolve("runs/" + name));
        Path whole = folder.resolve("runs/whole-1");
        Files.writeString(folder.resolve("runs/torn/study.resolved.json"), "{ \"name\": \"torn\", ");
        Files.writeString(folder.resolve("runs/foreign/study.resolved.json"), "[1, 2, 3]");
        Files.copy(whole.resolve("study.resolved.json"), folder.resolve("runs/nothing/study.resolved.json"));
        Files.copy(whole.resolve("study.resolved.json"), folder.resolve("runs/store/study.resolved.json"));
        Files.writeString(
                folder.resolve("runs/store/study.db"), "this is no database, and longer than its header".repeat(50));
        // A report that broke off: then the store is asked.
        String report = Files.readString(whole.resolve("report.json"));
        Files.writeString(whole.resolve("report.json"), report.substring(0, report.length() * 3 / 4));

        Typed list = type("list", "--sort", "name", "--format", "json").expect(0);
        assertEquals(List.of("foreign", "nothing", "store", "torn", "whole-1"), names(list));
        JsonNode runs = list.json();
        for (int at : new int[] {0, 3}) {
            assertEquals("damaged", runs.at("/" + at + "/state").textValue());
            assertEquals(
                    "study.resolved.json cannot be read as a study",
                    runs.at("/" + at + "/problem").textValue());
        }
        assertEquals("stopped", runs.at("/1/state").textValue());
        assertEquals(0, runs.at("/1/ended").intValue());
        assertEquals("damaged", runs.at("/2/state").textValue());
        assertTrue(runs.at("/2/problem").textValue().contains("study.db"), runs.toString());
        assertEquals("stopped", runs.at("/4/state").textValue());
        assertEquals(3, runs.at("/4/ended").intValue());
        assertTrue(runs.at("/4/best").isNumber());
        type("list").expect(0).saying("torn is damaged: study.resolved.json cannot be read as a study");
    }

    @Test
    void aRunThatGoesOnIsShownAndNotDisturbed() throws Exception {
        String study = study("long", 30, 60);
        CompletableFuture<Typed> running =
                CompletableFuture.supplyAsync(() -> type("run", study, "--quiet", "--workers", "2"));
        JsonNode run;
        do {
            Thread.sleep(20);
            Typed list = type("list", "--format", "json").expect(0);
            run = list.json().path(0);
        } while (run.path("ended").asInt(0) < 1);
        assertFalse(running.isDone());
        assertEquals("running", run.get("state").textValue());
        assertEquals(60, run.get("trials").intValue());
        assertTrue(run.get("best").isNumber() && run.get("winner").isNumber(), run.toString());
        assertTrue(type("list").expect(0).out().contains("  running  "));
        running.get(60, TimeUnit.SECONDS).expect(0);
        assertEquals(
                "finished",
                type("list", "--format", "json").json().at("/0/state").textValue());
    }

    @Test
    void whereThereIsNothingToListTheWayOutIsTold() throws Exception {
        Typed none = type("list").expect(0);
        assertEquals("", none.out());
        assertEquals("There is no run in runs. Begin one: sextant run STUDY\n", none.err());
        assertEquals("[ ]\n", type("list", "--format", "json").expect(0).out());
        type("list", "nowhere").expect(2).saying("sextant: there is no folder nowhere Begin a run: sextant run STUDY");
        Files.writeString(folder.resolve("file"), "");
        type("list", "file").expect(2).saying("sextant: file is a file Name the folder in which the runs are.");
        type("list", "--help").expect(0).saying("sextant list experiments --sort name --format json");
    }
}
