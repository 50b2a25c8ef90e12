// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandIT {
    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private String network() throws IOException {
        Files.writeString(folder.resolve("network.json"), """
                { "name": "network",
                  "trainer": { "data": { "builtin": "iris", "validation": { "folds": 5 } },
                    "hidden": { "choice": [[8], [64, 64], [16]] }, "batchSize": { "choice": [8, 32] }, "epochs": 20,
                    "learningRate": { "log": [1e-4, 1.0] },
                    "optimizer": { "choice": { "sgd": { "momentum": { "uniform": [0, 0.9] } }, "adam": {} } } },
                  "search": { "searcher": "random", "trials": 30 }, "confirm": { "top": 2, "seeds": 4 } }
                """);
        return "network.json";
    }

    @Test
    void theOutlookSaysWhatWillBeTrainedAndWhatThatTakes() throws Exception {
        Typed validated = type("validate", network(), "--workers", "3").expect(0);
        assertTrue(validated.out().contains("""
                          trainings        search 30 + confirmation of up to 4 leaders × 4 seeds + test
                                           1 = at most 47, each at most 20 epochs on each of 5 folds
                          epochs           at most 940 epochs in all
                          grid             would have 180 points
                          memory           about \
                        """), validated.out());
        validated.saying("with 3 workers; this process may have");
        validated.saying("all: data 16 kB, divisions ");
        validated.saying("optimizer.sgd.momentum uniform 0 … 0.9 default 0.0 if optimizer is sgd");
        type("validate", network(), "--set", "search.epochs=300", "--trials", "12")
                .expect(0)
                .saying("epochs at most 580 epochs in all, 240 of them in the search");
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        Files.writeString(
                folder.resolve("bad.json"), "{ \"trainer\": { \"epochs\": 0, \"data\": {\"builtin\": \"iris\"} } }");
        Typed validated = type("validate", network(), "bad.json", "none.json", "--format", "json")
                .expect(3);
        JsonNode studies = validated.json();
        assertEquals(3, studies.size());
        JsonNode good = studies.get(0);
        assertTrue(good.get("valid").booleanValue());
        assertEquals("network", good.get("study").textValue());
        assertEquals("150", good.at("/facts/rows").textValue());
        assertEquals("target", good.at("/columns/4/role").textValue());
        assertEquals(47, good.at("/trainings/atMost").intValue());
        assertEquals(940, good.at("/trainings/epochsAtMost").intValue());
        assertEquals(5, good.at("/trainings/folds").intValue());
        assertEquals(180, good.get("gridPoints").longValue());
        assertEquals(
                "{\"parameter\":\"optimizer\",\"is\":\"sgd\"}",
                good.at("/parameters/4/activeIf").toString());
        JsonNode memory = good.get("memory");
        long each = 0;
        for (JsonNode part : memory.get("training")) each += part.longValue();
        long shared = memory.get("own").longValue();
        for (JsonNode part : memory.get("shared")) shared += part.longValue();
        assertEquals(
                memory.get("bytes").longValue(), shared + memory.get("workers").longValue() * each);

        JsonNode bad = studies.get(1);
        assertFalse(bad.get("valid").booleanValue());
        assertEquals(1, bad.at("/problems/0/line").intValue());
        assertEquals("/trainer/epochs", bad.at("/problems/0/path").textValue());
        assertTrue(bad.at("/problems/0/severe").booleanValue());
        assertEquals(
                "there is no file none.json",
                studies.at("/2/problems/0/message").textValue());
        validated.saying("bad.json:1:").saying("there is no file none.json");
    }

    @Test
    void theLargestConfigurationDecides() throws Exception {
        String study = network();
        JsonNode all = type("validate", study, "--format", "json").json().at("/0/memory/training");
        JsonNode largest = type(
                        "validate",
                        study,
                        "--format",
                        "json",
                        "--set",
                        "trainer.hidden=[64,64]",
                        "--set",
                        "trainer.batchSize=32",
                        "--set",
                        "trainer.optimizer=adam")
                .expect(0)
                .json()
                .at("/0/memory/training");
        assertEquals(largest, all);
        JsonNode small = type("validate", study, "--format", "json", "--set", "trainer.hidden=[16]")
                .json()
                .at("/0/memory/training");
        assertTrue(small.get("weights").longValue() < all.get("weights").longValue() / 4, small.toString());
    }

    @Test
    void aStudyThatIsTooLargeForTheProcessIsWarnedOf() throws Exception {
        Typed large = type(
                        "validate",
                        network(),
                        "--workers",
                        "4096",
                        "--trials",
                        "5000",
                        "--set",
                        "trainer.hidden=[2000,2000]",
                        "--format",
                        "json")
                .expect(0);
        assertFalse(large.json().at("/0/memory/fits").booleanValue());
        large.saying("warning: /trainer: 4096 trainings at a time need about").saying("SEXTANT_JVM_OPTIONS=-Xmx");
        assertTrue(large.json().at("/0/problems/0/help").textValue().contains("--workers "), large.out());
        type("validate", network(), "--workers", "0").expect(2).saying("--workers 0: must be from 1 to 4096");
        type("validate", "--help").expect(0).saying("--set trainer.epochs=100 --workers 8");
    }

    @Test
    void sizesAreWrittenShort() {
        assertEquals("0 B", Figures.bytes(0));
        assertEquals("999 B", Figures.bytes(999));
        assertEquals("1 kB", Figures.bytes(1000));
        assertEquals("1.5 kB", Figures.bytes(1536));
        assertEquals("12 MB", Figures.bytes(12L << 20));
        assertEquals("1 GB", Figures.bytes((1L << 30) - 1));
        assertEquals("8 PB", Figures.bytes(8L << 50));
    }
}
