// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's winner, exported and asked as somebody types it. */
class PredictIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void run() throws Exception {
        Files.writeString(folder.resolve("study.json"), """
                {"name": "flowers", "trainer": {"data": {"builtin": "iris"}, "learningRate": {"log": [0.01, 0.1]},
                 "hidden": [8], "epochs": 10}, "search": {"searcher": "random", "trials": 3}}""");
        type("run", "study.json").expect(0);
        for (String format : List.of("safetensors", "npz", "json"))
            type("export", "latest", "--to", format).expect(0);
    }

    private static Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private static String model(String format) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("flowers-") && name.endsWith("." + format))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void everyFormatGivesTheSamePredictions() throws Exception {
        Typed json = type("predict", model("json"), "iris").expect(0);
        assertTrue(json.out().startsWith("row,species,p(setosa),p(versicolor),p(virginica)\n1,"), json.out());
        assertEquals(151, json.out().lines().count());
        json.saying("Compared with the table's own column, 150 rows: loss ").saying("accuracy 0.9");
        assertEquals(json, type("predict", model("npz"), "iris"));
        assertEquals(json, type("predict", model("safetensors"), "iris"));
    }

    @Test
    void theFileTellsWhereItComesFrom() throws Exception {
        JsonNode model = JSON.readTree(folder.resolve(model("json")).toFile());
        assertEquals("sextant-model", model.path("format").asText());
        JsonNode provenance = model.path("provenance");
        assertEquals("flowers", provenance.path("study").asText());
        assertEquals(64, provenance.path("studyDigest").asText().length());
        assertEquals(64, provenance.path("trainer.sha256").asText().length());
        for (String fact : List.of("seed", "trial", "sextant", "jdk", "os", "architecture"))
            assertFalse(provenance.path(fact).asText().isEmpty(), fact);
        assertTrue(provenance.path("document").path("learningRate").isNumber());
        assertTrue(model.path("scores").path("validationLoss").isNumber());
        assertFalse(model.toString().contains(folder.toString()), "nothing of this machine");
    }

    @Test
    void everyFormOfTheResultHoldsTheSame() throws Exception {
        Files.writeString(
                folder.resolve("two.csv"),
                "petal_width_cm,petal_length_cm,name,sepal_width_cm,sepal_length_cm\n0.2,1.4,\"a,b\",3.5,5.1\n2.5,6,c,3.3,6.3\n");
        Typed csv = type("predict", model("json"), "two.csv", "--keep", "name").expect(0);
        assertTrue(csv.out().contains("\n1,\"a,b\",setosa,"), csv.out());
        Typed array = type("predict", model("json"), "two.csv", "--keep", "name", "--format", "json")
                .expect(0);
        JsonNode rows = array.json();
        assertEquals(2, rows.size());
        assertEquals("a,b", rows.get(0).path("name").asText());
        assertEquals("setosa", rows.get(0).path("species").asText());
        double sum = 0;
        for (String label : List.of("setosa", "versicolor", "virginica"))
            sum += rows.get(1).path("p(" + label + ")").asDouble();
        assertEquals(1, sum, 1e-6);
        Typed lines = type("predict", model("json"), "two.csv", "--keep", "name", "--format", "jsonl")
                .expect(0);
        assertEquals(rows.get(1), JSON.readTree(lines.out().lines().toList().get(1)));
        type("predict", model("json"), "two.csv", "--keep", "name", "--output", "out.csv")
                .expect(0)
                .saying("Wrote 2 predictions to");
        assertEquals(csv.out(), Files.readString(folder.resolve("out.csv")));
    }

    @Test
    void aTableThatDoesNotFitLeavesNoFile() throws Exception {
        Files.writeString(
                folder.resolve("bad.csv"),
                "sepal_length_cm,sepal_width_cm,petal_length_cm,petal_width_cm\n1,2,3,4\n1,2,x,4\n");
        type("predict", model("npz"), "bad.csv", "--output", "bad.out")
                .expect(2)
                .saying("sextant: bad.csv:3:5: column petal_length_cm holds \"x\", a number is needed");
        assertFalse(Files.exists(folder.resolve("bad.out")));
        assertFalse(Files.exists(folder.resolve("bad.out.part")));
        type("predict", "study.json", "iris")
                .expect(2)
                .saying("sextant: study.json cannot be predicted with: it is a JSON object without \"format\"");
        type("predict", "none.npz", "iris").expect(2).saying("there is no file none.npz");
        type("predict", model("npz"), "irs")
                .expect(2)
                .saying("there is no file")
                .saying("digits, iris");
    }
}
