// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandIT {
    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    @BeforeEach
    void study() throws IOException {
        Files.writeString(folder.resolve("iris.json"), """
                { "name": "iris",
                  "trainer": { "data": { "builtin": "iris" }, "hidden": [6], "epochs": 6,
                    "learningRate": { "log": [1e-3, 1.0] }, "schedule": { "choice": ["constant", "cosine"] } },
                  "search": { "searcher": "random", "trials": 6 }, "confirm": { "top": 1, "seeds": 3 } }
                """);
    }

    private void run(String directory, String... changes) {
        java.util.ArrayList<String> arguments =
                new java.util.ArrayList<>(List.of("run", "iris.json", "--quiet", "--dir", directory));
        arguments.addAll(List.of(changes));
        type(arguments.toArray(String[]::new)).expect(0);
    }

    @Test
    void runsThatDifferInASettingStandSideBySide() throws Exception {
        run("wide", "--set", "trainer.hidden=[24]");
        run("narrow");
        Typed compared = type("compare", "narrow", "wide").expect(0);
        assertTrue(compared.out().startsWith("Runs side by side\n"), compared.out());
        compared.saying("trainer.hidden [6] [24]")
                .saying("better than narrow –")
                .saying("trials 6/6 6/6")
                .saying("state finished finished")
                .saying("Paired: replicate by replicate on the same seeds and divisions; ± is half the 95 % interval.");
        JsonNode json =
                type("compare", "narrow", "wide", "--format", "json").expect(0).json();
        assertEquals(
                "[{\"key\":\"trainer.hidden\",\"values\":[\"[6]\",\"[24]\"]}]",
                json.get("settings").toString());
        JsonNode wide = json.at("/runs/1");
        assertEquals("paired", wide.get("relation").textValue());
        double[] means = new double[2];
        for (int i = 0; i < 2; i++) {
            JsonNode ranked = type("rank", List.of("narrow", "wide").get(i), "--format", "json")
                    .json();
            means[i] = ranked.at("/trials/0/confirmed/mean").doubleValue();
            assertEquals(ranked.at("/trials/0/confirmed/low"), json.at("/runs/" + i + "/confirmed/low"));
            assertEquals(ranked.at("/default/gain/mean"), json.at("/runs/" + i + "/gainOverDefault/mean"));
            assertEquals(ranked.at("/test/testAccuracy"), json.at("/runs/" + i + "/test/testAccuracy"));
            assertEquals(ranked.at("/trials/0/parameters/learningRate"), json.at("/runs/" + i + "/learningRate"));
        }
        assertEquals(means[0] - means[1], wide.at("/gain/mean").doubleValue(), 1e-12);
        assertEquals(means[1] < means[0] ? 1 : 2, wide.get("rank").intValue());
        String markdown = type("compare", "narrow", "wide", "--format", "markdown")
                .expect(0)
                .out();
        assertTrue(markdown.contains("|  | narrow | wide |\n| --- | --- | --- |"), markdown);
        assertTrue(markdown.contains("| trainer.hidden | [6] | [24] |"), markdown);
        List<String> csv = type("compare", "narrow", "wide", "--format", "csv")
                .expect(0)
                .out()
                .lines()
                .toList();
        assertEquals(3, csv.size());
        assertTrue(csv.getFirst().startsWith("run,study,state,rank,tie,objective,value,low,high,n,relation,gain,"));
    }

    @Test
    void theSameResultsPrintTheSameBytesHoweverManyWorkersMadeThem() throws Exception {
        run("other", "--set", "trainer.hidden=[12]");
        for (String format : List.of("table", "json", "csv", "markdown")) {
            String one = "";
            for (String workers : List.of("1", "2", "5")) {
                if (!Files.exists(folder.resolve(workers + "/same"))) run(workers + "/same", "--workers", workers);
                String out = type("compare", workers + "/same", "other", "--no-time", "--format", format)
                        .expect(0)
                        .out();
                assertFalse(out.contains("seconds"), out);
                if (one.isEmpty()) one = out;
                assertEquals(one, out, workers + " workers");
            }
        }
        assertTrue(type("compare", "1/same", "5/same").expect(0).out().contains("seconds"));
        type("compare", "1/same", "5/same").saying("Their studies are the same.");
    }

    @Test
    void whatCannotBeComparedIsShownAndNotRanked() throws Exception {
        run("first");
        run("seed", "--seed", "9");
        run("test", "--set", "trainer.data.test=0.3");
        run("data", "--set", "trainer.data.builtin=wine");
        run("goal", "--set", "objective={\"maximize\": \"validationAccuracy\"}");
        run("loss", "--set", "trainer.loss=crossEntropy");
        run("unconfirmed", "--set", "confirm.top=0");
        String[] all = {"compare", "first", "seed", "test", "data", "goal", "loss", "unconfirmed", "--format", "json"};
        JsonNode runs = type(all).expect(0).json().get("runs");
        assertEquals(
                List.of("reference", "unpaired", "none", "none", "none", "none", "searched"),
                runs.findValuesAsText("relation"));
        assertEquals(
                "its seed is 9, not 1: other test rows, divisions and initial weights",
                runs.at("/1/obstacles/0").textValue());
        assertTrue(runs.at("/1/gain/low").isNumber() && runs.at("/1/rank").isNull(), runs.toString());
        assertEquals("its data.test is 0.3, not 0.2", runs.at("/2/obstacles/0").textValue());
        assertTrue(runs.at("/3/obstacles/0").textValue().startsWith("its data is sha256 "), runs.toString());
        assertEquals(
                "its objective is maximize validationAccuracy, not minimize validationLoss",
                runs.at("/4/obstacles/0").textValue());
        assertEquals(
                "its loss is \"crossEntropy\", not \"auto\"",
                runs.at("/5/obstacles/0").textValue());
        assertEquals(2, runs.at("/6/rank").intValue());
        Typed text = type("compare", "first", "seed", "data", "unconfirmed").expect(0);
        text.saying("seed is not ranked: its seed is 9, not 1")
                .saying("Unpaired: mean against mean")
                .saying("cannot be told")
                .saying("In brackets: single values of the search");
        for (String line : text.out().lines().toList()) assertTrue(line.length() <= 80, line);
    }

    @Test
    void mistakesAreToldWithAWayOut() throws Exception {
        run("one");
        type("compare", "one").expect(2);
        type("compare", "one", "./one").expect(2).saying("sextant: the run ./one is named twice Name each run once.");
        type("compare", "one", "two").expect(2).saying("sextant: there is no run two");
        type("compare", "--help").expect(0).saying("sextant compare digits-1 digits-2");
    }
}
