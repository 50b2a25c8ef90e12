// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies with several objectives, constraints and an early end, from the command line. */
class GoalsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The front lies between x = 0 and 0.3; sizes from 3 on do not count. */
    private static final String BOTH = """
            { "name": "both",
              "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": 2 },
              "objective": [{ "minimize": "loss" }, { "minimize": "size" }],
              "subjectTo": { "size": { "atMost": 2 } },
              "search": { "searcher": "random", "trials": 200, "window": 6, "stopWhen": { "noBetterFor": 40 } },
              "confirm": { "top": 3, "seeds": 3 } }
            """;

    @TempDir
    Path folder;

    private Typed type(int code, String... arguments) {
        return type(code, Interrupts.NONE, arguments);
    }

    private Typed type(int code, Interrupts interrupts, String... arguments) {
        return Typed.in(folder, interrupts, arguments).expect(code);
    }

    private String study(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return name;
    }

    private String ranking(String run) {
        return type(0, "rank", run, "--format", "json").out();
    }

    @Test
    void theRankingIsTheSameForAnyNumberOfWorkersAndAfterAnInterrupt() throws Exception {
        String study = study("both.json", BOTH);
        for (String workers : new String[] {"1", "2", "5"})
            type(0, "run", study, "--workers", workers, "--dir", "with" + workers, "--quiet");
        String one = ranking("with1");
        JsonNode report = JSON.readTree(one);
        long trials = report.at("/searchEnded/trials").longValue();
        assertTrue(40 <= trials && trials < 200, "ended after " + trials);
        assertEquals(trials, report.get("trials").size());
        assertEquals(
                "40 trials in a row brought nothing better",
                report.at("/searchEnded/reason").textValue());
        assertTrue(report.at("/front/members").size() >= 2, one);
        for (JsonNode member : report.at("/front/members"))
            assertTrue(member.at("/values/size").doubleValue() <= 2, one);
        assertTrue(report.at("/test/opened").intValue() == 1
                && report.at("/test/trial").equals(report.at("/trials/0/trial")));
        assertEquals(one, ranking("with2"));
        assertEquals(one, ranking("with5"));
        Interrupts soon = listener -> {
            Thread thread = Thread.ofPlatform().daemon().start(() -> {
                try {
                    Thread.sleep(150);
                    listener.accept(130);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return thread::interrupt;
        };
        type(130, soon, "run", study, "--set", "trainer.millis=40", "--workers", "2", "--dir", "stopped", "--quiet");
        Typed resumed = type(0, "resume", "stopped");
        assertTrue(
                resumed.err().contains("the search ends after " + trials + " trials: 40 trials in a row"),
                resumed.err());
        assertEquals(one, ranking("stopped"));
        String again = type(0, "resume", "stopped", "--json", "--quiet").out();
        assertTrue(again.contains("\"event\":\"finished\""), again);
    }

    @Test
    void anEarlyEndIsAnEventAfterThePhaseItEnds() throws Exception {
        String out =
                type(0, "run", study("both.json", BOTH), "--json", "--quiet").out();
        int started = out.indexOf("\"event\":\"started\"");
        int phase = out.indexOf("\"event\":\"phase\"");
        int ended = out.indexOf("\"event\":\"searchEnded\"");
        assertTrue(0 < started && started < phase && phase < ended, out);
        assertEquals(ended, out.lastIndexOf("\"event\":\"searchEnded\""));
        assertTrue(out.contains("\"event\":\"searchEnded\",\"trials\":"), out);
    }

    @Test
    void validateSaysItInWords() throws Exception {
        String text = type(0, "validate", study("clock.json", """
                                { "trainer": { "type": "scripted", "x": { "uniform": [0, 1] } },
                                  "objective": [{ "minimize": "loss" }, { "minimize": "epochSeconds" }],
                                  "subjectTo": { "size": { "atMost": 7.5, "atLeast": 1 } },
                                  "allowClock": true,
                                  "search": { "searcher": "random", "stopWhen": { "noBetterFor": 1 } } }
                                """)).out();
        assertTrue(text.contains("""
                  objectives       minimize loss, minimize epochSeconds
                  subject to       size at most 7.5, size at least 1
                  clock            epochSeconds is measured: no two runs need have the same
                                   result
                """), text);
        assertTrue(text.contains("""
                  pruner           none
                  ends early       once 1 trial in a row brought nothing better
                """), text);
        type(0, "validate", study("gain.json", """
                                        { "trainer": { "type": "scripted", "x": { "uniform": [0, 1] } },
                                          "search": { "searcher": "bayesian", "trials": 50,
                                                      "stopWhen": { "expectedGainBelow": 1e-3, "noBetterFor": 20 } } }
                                        """))
                .saying("ends early once 20 trials in a row brought nothing better, or once the searcher"
                        + " expected gains below 0.001 of 5 trials in a row");
    }

    @Test
    void whereNoTrialKeepsTheConstraintsTheExitCodeSaysSo() throws Exception {
        Typed run = type(4, "run", study("none.json", """
                        { "trainer": { "type": "scripted", "x": { "uniform": [0.5, 1] } },
                          "subjectTo": { "size": { "atMost": 2 } },
                          "search": { "searcher": "random", "trials": 6 } }
                        """));
        assertTrue(
                run.out().startsWith("No trial kept every constraint: of 6 that completed, 6 broke size at most 2."),
                run.out());
        assertTrue(
                run.err().contains("no trial succeeded: 6 trials completed, and none kept every constraint"),
                run.err());
        assertTrue(run.out().contains("Test rows: not opened"), run.out());
        assertTrue(type(2, "export", "latest").err().contains("name one with --trial N"));
    }

    @Test
    void aTimedWinnerIsExportedAllTheSame() throws Exception {
        type(0, "run", study("timed.json", """
                        { "trainer": { "data": { "builtin": "iris" }, "epochs": 2, "hidden": [4] },
                          "objective": { "minimize": "validationLoss" },
                          "subjectTo": { "epochSeconds": { "atMost": 60 } },
                          "allowClock": true,
                          "search": { "searcher": "random", "trials": 1 }, "confirm": { "top": 0 } }
                        """), "--quiet");
        JsonNode report = JSON.readTree(ranking("latest"));
        assertEquals(
                "depends on measured time: not reproducible",
                report.get("stamp").textValue());
        assertTrue(report.at("/trials/0/values/epochSeconds").doubleValue() > 0);
        type(0, "export", "latest", "--output", "winner.safetensors");
        assertTrue(Files.size(folder.resolve("winner.safetensors")) > 0);
    }

    @Test
    void whatTheDataHasNotIsToldBeforeTheSearch() throws Exception {
        String sine = """
                { "trainer": { "data": { "builtin": "sine" }, "epochs": 2 },
                  %s
                  "search": { "searcher": "random", "trials": 1 } }
                """;
        assertEquals(
                """
                bound.json:2:40: error: /subjectTo/validationAccuracy: the trainings of this study have no validationAccuracy, so that no trial would keep it
                    2 |   "subjectTo": { "validationAccuracy": { "atLeast": 0.9 } },
                      |                                        ^
                      = help: leave it out
                """,
                type(
                                3,
                                "validate",
                                study(
                                        "bound.json",
                                        sine.formatted(
                                                "\"subjectTo\": { \"validationAccuracy\": { \"atLeast\": 0.9 } },")))
                        .err());
        String second = type(
                        3,
                        "validate",
                        study(
                                "second.json",
                                sine.formatted("\"objective\": [{ \"minimize\": \"validationLoss\" },"
                                        + " { \"maximize\": \"validationAccuracy\" }],")))
                .err();
        assertTrue(
                second.contains("the objective is validationAccuracy, but this is a regression, which has no accuracy"),
                second);
    }
}
