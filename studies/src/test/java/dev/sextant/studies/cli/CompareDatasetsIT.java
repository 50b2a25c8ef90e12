// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ways to search on five small tables: which is better over all of them. */
class CompareDatasetsIT {
    private static final int DATASETS = 5;

    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    /** Two classes, divided otherwise in each table. */
    private void table(int number) throws IOException {
        StringBuilder csv = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 60; i++) {
            double x = (i * 37 % 60) / 30.0 - 1;
            double y = (i * 23 % 60) / 30.0 - 1;
            csv.append("%s,%s,%s\n".formatted(x, y, x * (number + 1) + y * y > 0.5 ? "a" : "b"));
        }
        Files.writeString(folder.resolve("table%d.csv".formatted(number)), csv);
    }

    private String run(int table, String searcher, String... changes) throws IOException {
        table(table);
        Files.writeString(folder.resolve("study.json"), """
                { "name": "%s",
                  "trainer": { "data": { "csv": "table%d.csv", "target": "class" }, "hidden": [4], "epochs": 3,
                    "learningRate": { "log": [1e-3, 1.0] } },
                  "search": { "searcher": "%s", "trials": 3 }, "confirm": { "top": 1, "seeds": 2 } }
                """.formatted(searcher, table, searcher));
        String directory = searcher + table;
        List<String> arguments = new ArrayList<>(List.of("run", "study.json", "--quiet", "--dir", directory));
        arguments.addAll(List.of(changes));
        type(arguments.toArray(String[]::new)).expect(0);
        return directory;
    }

    private Typed compare(List<String> runs, String... options) {
        List<String> arguments = new ArrayList<>(List.of("compare", "--no-time"));
        arguments.addAll(runs);
        arguments.addAll(List.of(options));
        return type(arguments.toArray(String[]::new)).expect(0);
    }

    @Test
    void fromFiveDataSetsOnVariantsAreRankedOverThem() throws Exception {
        List<String> runs = new ArrayList<>();
        for (int table = 0; table < DATASETS; table++)
            for (String searcher : List.of("random", "sobol")) runs.add(run(table, searcher));
        runs.add(run(0, "grid", "--set", "search.trials=3"));

        JsonNode ranks = compare(runs, "--format", "json").json().get("overDatasets");
        assertEquals(
                "[\"table0.csv\",\"table1.csv\",\"table2.csv\",\"table3.csv\",\"table4.csv\"]",
                ranks.get("datasets").toString());
        assertEquals("[\"grid0\"]", ranks.get("omitted").toString());
        assertEquals(DATASETS, ranks.get("confirmedDatasets").intValue());
        double sum = 0;
        for (JsonNode variant : ranks.get("variants")) {
            double average = 0;
            for (JsonNode rank : variant.get("ranks")) average += rank.doubleValue() / DATASETS;
            assertEquals(average, variant.get("averageRank").doubleValue(), 1e-12);
            sum += average;
        }
        assertEquals(3, sum, 1e-12);
        String first = ranks.at("/variants/0/variant").textValue();

        String text = compare(runs).out();
        assertTrue(text.contains("\nAverage ranks over 5 data sets\n"), text);
        assertTrue(text.contains("Left out, because a variant or a data set lacks runs of the others: grid0."), text);
        assertEquals(ranks.get("differ").booleanValue(), text.contains("\nThe variants differ. "), text);
        String markdown = compare(runs, "--format", "markdown").out();
        assertTrue(markdown.contains("| variant | average rank | tie | beaten by the first | table0.csv |"), markdown);
        assertTrue(markdown.indexOf("\n| " + first + " | ") > 0, markdown);
    }

    @Test
    void withFewerItIsSaidFromWhenOn() throws Exception {
        List<String> runs = List.of(run(0, "random"), run(1, "random"), run(0, "sobol"), run(1, "sobol"));
        Typed compared = compare(runs)
                .saying("Over several data sets variants are ranked where each was run on 5 of them or more.");
        assertFalse(compared.out().contains("Average ranks"), compared.out());
        assertTrue(compare(runs, "--format", "json").json().get("overDatasets").isNull());
    }
}
