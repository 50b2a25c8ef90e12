// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Optuna itself opens an exported journal, sees in it what it sees in the run's own file, and goes on from it. */
class OptunaIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The second is the system's, for which Debian has Optuna. */
    private static final List<String> PYTHONS = List.of(System.getProperty("python", "python3"), "/usr/bin/python3");

    @TempDir
    private static Path folder = Path.of("");

    /** What the script ends with where there is no Optuna. */
    private static final int MISSING = 77;

    private static final String JOURNEY = """
            { "name": "journey",
              "trainer": { "data": { "builtin": "iris" }, "epochs": 6, "learningRate": { "log": [1e-3, 1] },
                "batchSize": { "logInt": [8, 32] },
                "schedule": { "choice": ["constant",
                  { "step": { "gamma": { "uniform": [0.1, 0.9], "step": 0.1 } } }] } },
              "search": { "searcher": "random", "trials": 14, "pruner": "asha" },
              "confirm": { "top": 2, "seeds": 2 } }
            """;

    private static final String FRONT = """
            { "name": "front",
              "trainer": { "type": "scripted", "x": { "uniform": [0, 1] },
                           "ends": { "choice": ["completed", "diverged"] } },
              "objective": [{ "minimize": "loss" }, { "minimize": "size" }],
              "subjectTo": { "size": { "atMost": 6 } },
              "search": { "searcher": "random", "trials": 12 }, "confirm": { "top": 0 } }
            """;

    /** What Optuna says of the journal, of the store, and after it went on; of the one run and the other. */
    private static final List<JsonNode> SEEN = new ArrayList<>();

    @BeforeAll
    static void askOptuna() throws Exception {
        try (InputStream script = OptunaIT.class.getResourceAsStream("optuna_journal.py")) {
            if (script == null) throw new IOException("optuna_journal.py is missing");
            Files.copy(script, folder.resolve("optuna_journal.py"));
        }
        run("journey", JOURNEY);
        run("front", FRONT);
        for (String python : PYTHONS) if (SEEN.isEmpty()) ask(python);
        if (SEEN.isEmpty())
            System.out.println("No Python here has Optuna (apt-get install python3-optuna): it read no journal");
        assumeTrue(!SEEN.isEmpty(), "no Python here has Optuna");
    }

    private static void ask(String python) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(python, "optuna_journal.py", "journey", "front")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException noSuchPython) {
            return;
        }
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int exit = process.waitFor();
        if (exit == MISSING) return;
        assertEquals(0, exit, () -> String.join("\n", lines));
        System.out.println("Optuna " + lines.getFirst() + " read two journals and went on from one");
        for (String line : lines.subList(1, lines.size())) SEEN.add(JSON.readTree(line));
        assertEquals(6, SEEN.size());
    }

    private static void run(String name, String study) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), study);
        Typed.in(folder, "run", name + ".json", "--quiet", "--dir", name).expect(0);
        Typed.in(folder, "export", name, "--to", "optuna", "--output", name + ".log")
                .expect(0);
    }

    private List<JsonNode> exported(String name) throws IOException {
        List<JsonNode> trials = new ArrayList<>();
        for (String line : Typed.in(folder, "export", name, "--to", "jsonl", "--output", "-")
                .expect(0)
                .out()
                .lines()
                .toList()) {
            JsonNode trial = JSON.readTree(line);
            if (trial.get("role").textValue().equals("search")) trials.add(trial);
        }
        return trials;
    }

    /** The store's views tell confirmations in fifteen digits. */
    private static void round(JsonNode study) {
        for (JsonNode trial : study.get("trials")) {
            JsonNode told = trial.at("/attributes/confirmations");
            if (told.isArray()) ((ObjectNode) trial.get("attributes")).put("confirmations", told.size());
        }
    }

    @Test
    void aJournalIsTheRunAndASamplerGoesOnFromIt() throws Exception {
        List<JsonNode> trials = exported("journey");
        List<JsonNode> seen = SEEN.subList(0, 3);
        JsonNode journal = seen.getFirst();
        assertEquals("journey", journal.get("name").textValue());
        assertEquals("[\"MINIMIZE\"]", journal.get("directions").toString());
        assertEquals(14, journal.get("trials").size());
        int pruned = 0;
        double best = Double.POSITIVE_INFINITY;
        for (JsonNode trial : trials) {
            JsonNode there = journal.get("trials").get(trial.get("trial").intValue());
            boolean completed = trial.get("state").textValue().equals("completed");
            if (completed) best = Math.min(best, trial.get("value").doubleValue());
            else pruned++;
            assertEquals(completed ? "COMPLETE" : "PRUNED", there.get("state").textValue());
            assertEquals(trial.get("value"), there.at("/values/0"));
            for (String name : List.of("learningRate", "batchSize", "schedule"))
                assertEquals(
                        trial.get("parameters").get(name), there.get("params").get(name));
            assertEquals(
                    trial.get("parameters").path("schedule.step.gamma"),
                    there.get("params").path("gamma"));
            assertEquals(trial.get("curve").size(), there.get("intermediate").size());
            for (int epoch = 0; epoch < trial.get("curve").size(); epoch++)
                assertEquals(
                        "[" + (epoch + 1) + "," + trial.get("curve").get(epoch) + "]",
                        there.get("intermediate").get(epoch).toString());
            assertTrue(there.get("seconds").doubleValue() >= 0);
        }
        assertTrue(pruned > 0, "no trial was pruned");
        assertEquals(best, journal.get("value").doubleValue());
        for (JsonNode study : seen.subList(0, 2)) round(study);
        assertEquals(seen.get(1), journal);
        assertEquals(
                "{\"before\":14,\"after\":[\"COMPLETE\",\"COMPLETE\",\"COMPLETE\"]}",
                seen.get(2).toString());
    }

    @Test
    void ofSeveralObjectivesItSeesTheFront() throws Exception {
        List<JsonNode> seen = SEEN.subList(3, 6);
        for (JsonNode study : seen.subList(0, 2)) round(study);
        assertEquals(seen.get(1), seen.getFirst());
        assertTrue(seen.getFirst().get("best").size() > 0);
        assertEquals(
                "[\"MINIMIZE\",\"MINIMIZE\"]", seen.getFirst().get("directions").toString());
    }
}
