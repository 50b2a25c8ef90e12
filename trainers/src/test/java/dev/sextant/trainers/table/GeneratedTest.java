// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.trainers.data.Csv;
import dev.sextant.trainers.data.Datasets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedTest {
    private static Table read(String builtin) throws Exception {
        return new Folder(Path.of(".")).read("{\"builtin\": %s}".formatted(builtin));
    }

    private static double[] column(Table table, int column) {
        double[] numbers = new double[table.rows()];
        for (int i = 0; i < numbers.length; i++)
            numbers[i] = table.columns().get(column).number(i);
        return numbers;
    }

    @Test
    void withoutNoiseTheMoonsAreHalfCircles() throws Exception {
        Table table = read("{\"moons\": {\"rows\": 101, \"noise\": 0}}");
        assertEquals(List.of("x", "y", "moon"), table.names());
        int[] sizes = new int[2];
        for (int i = 0; i < table.rows(); i++) {
            double[] row = Folder.row(table, i);
            boolean first = row[2] == 0;
            sizes[(int) row[2]]++;
            assertEquals(1, StrictMath.hypot(row[0] - (first ? 0 : 1), row[1] - (first ? 0 : 0.5)), 1e-12);
            assertTrue(first ? row[1] >= 0 : row[1] <= 0.5);
        }
        assertEquals(51, sizes[0]);
        assertEquals(50, sizes[1]);
    }

    @Test
    void withoutNoiseTheSpiralsWindOutwards() throws Exception {
        Table table = read("{\"spirals\": {\"rows\": 100, \"arms\": 3, \"turns\": 0.75, \"noise\": 0}}");
        double[] last = new double[3];
        int[] sizes = new int[3];
        for (int i = 0; i < table.rows(); i++) {
            double[] row = Folder.row(table, i);
            int arm = (int) row[2];
            double radius = StrictMath.hypot(row[0], row[1]);
            assertTrue(radius > last[arm]);
            double angle = 2 * StrictMath.PI * (0.75 * radius + arm / 3.0);
            assertEquals(radius * StrictMath.cos(angle), row[0], 1e-12);
            assertEquals(radius * StrictMath.sin(angle), row[1], 1e-12);
            last[arm] = radius;
            sizes[arm]++;
        }
        assertEquals(34, sizes[0]);
        assertEquals(33, sizes[2]);
        for (double radius : last) assertEquals(1, radius, 1e-12);
    }

    /** The figures are those of an independent program, in Python, that keeps the whole past in a list. */
    @Test
    void theSeriesOfMackeyAndGlassHasItsBits() throws Exception {
        double[] x = column(read("\"mackeyGlass\""), 0);
        assertEquals(1000, x.length);
        assertEquals(1.2, x[0]);
        assertEquals(1.1175622107750187, x[1]);
        assertEquals(0.4919720967329631, x[17]);
        assertEquals(0.4869772639312089, x[18]);
        assertEquals(1.0137275309251272, x[100]);
        assertEquals(1.0637519784984535, x[500]);
        assertEquals(0.9958504704201359, x[999]);
    }

    @Test
    void withoutGrowthTheSeriesDecaysAsTheExponential() throws Exception {
        double[] x = column(read("{\"mackeyGlass\": {\"rows\": 30, \"beta\": 0, \"tau\": 3}}"), 0);
        for (int i = 0; i < x.length; i++) assertEquals(1.2 * StrictMath.exp(-0.1 * i), x[i], 1e-9);
    }

    @Test
    void theNoiseIsTheSameAlwaysAndAsLargeAsAsked() throws Exception {
        for (String builtin : List.of("\"moons\"", "\"spirals\"", "{\"sine\": {\"noise\": 1}}"))
            assertEquals(read(builtin).sha256(), read(builtin).sha256());
        double[] noisy = column(read("{\"moons\": {\"rows\": 4000, \"noise\": 0.2}}"), 0);
        double[] clean = column(read("{\"moons\": {\"rows\": 4000, \"noise\": 0}}"), 0);
        double squares = 0;
        for (int i = 0; i < clean.length; i++) squares += (noisy[i] - clean[i]) * (noisy[i] - clean[i]);
        assertEquals(0.2, Math.sqrt(squares / clean.length), 0.01);
    }

    /** Whoever compares results over years compares them on the same numbers. */
    @Test
    void theDefaultsHaveTheirBits() throws Exception {
        assertEquals(
                "6a5ae51027624a14fa2339be49539057977267b435161973cbf67abb5a3ee02d",
                read("\"sine\"").sha256());
        assertEquals(
                "e4465fc3b4d9421d1b3aecd54561930ffc77ae7542dc3ff5c9e4c7c94607151f",
                read("\"moons\"").sha256());
        assertEquals(
                "5bab623a46614f9fdceb8a62ad9630ffebeafaaa92dd641c7e9307466609c430",
                read("\"spirals\"").sha256());
        assertEquals(
                "63248bfd47d0139041c7bfb4fa284f8f817d9ae6329b6e49e50147e472559402",
                read("\"mackeyGlass\"").sha256());
    }

    @Test
    void classesAreLearntAndASeriesHasOneColumn() throws Exception {
        Datasets datasets = new Datasets(Path.of("."));
        assertEquals(
                List.of("0", "1"),
                datasets.dataset(Csv.spec("{\"builtin\": \"moons\"}")).classes());
        assertEquals(
                List.of("0", "1", "2"),
                datasets.dataset(Csv.spec("{\"builtin\": \"spirals\"}")).classes());
        assertEquals(List.of("x"), read("\"mackeyGlass\"").names());
    }
}
