// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that are sequences: [step][feature]. */
class WideSequencesTest {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);
    private static final String TIME = "\"order\": \"time\", \"test\": 0, \"validation\": 0.2";
    private static final String RAW = TIME + ", \"scale\": \"none\", \"sequence\": {\"features\": 2}";

    /** Ten rows of up to three steps of a and b; the first ones in training. */
    private static String ragged(String... rows) {
        StringBuilder csv = new StringBuilder("a1,b1,a2,b2,a3,b3,y\n");
        for (int i = 0; i < 10; i++)
            csv.append(i < rows.length ? rows[i] : "1,10,2,20,3,30").append(i % 2 == 0 ? ",u\n" : ",v\n");
        return csv.toString();
    }

    private static float[] row(Matrix matrix, int row) {
        return Arrays.copyOfRange(matrix.values(), row * matrix.stride(), row * matrix.stride() + matrix.columns());
    }

    @Test
    void emptyCellsAtTheEndMakeARowShorterAndItsLengthIsTheLastColumn() throws Exception {
        Dataset dataset = Csv.dataset(ragged("5,50,6,60,,", "7,70,,,,", "8,80,9,90,4,40"), RAW);
        Parts parts = new Parts(dataset, SEEDS);
        assertEquals(new Shape.Sequence(3, 2, true), parts.shape());
        assertEquals(parts.shape(), dataset.mostShape());
        assertEquals(7, parts.inputs());
        Matrix inputs = parts.training().inputs();
        assertArrayEquals(new float[] {5, 50, 6, 60, 0, 0, 2}, row(inputs, 0));
        assertArrayEquals(new float[] {7, 70, 0, 0, 0, 0, 1}, row(inputs, 1));
        assertArrayEquals(new float[] {8, 80, 9, 90, 4, 40, 3}, row(inputs, 2));
        Map<String, String> facts = Facts.of(dataset, List.of(parts));
        assertEquals("10, 1 … 3 steps", facts.get("sequences"));
        assertEquals("2", facts.get("features"));
        assertEquals("8", facts.get("trainingSequences"));
        assertEquals(
                List.of(
                        new Preparation.Column("a1 … a3", "feature", "whole number", "1 … 9"),
                        new Preparation.Column("b1 … b3", "feature", "whole number", "10 … 90"),
                        new Preparation.Column("y", "target", "category", "2 classes: u 5, v 5")),
                ColumnSummary.of(dataset));
    }

    @Test
    void rowsOfEqualLengthHaveNoColumnOfLengths() throws Exception {
        Parts parts = new Parts(Csv.dataset(ragged("5,50,6,60,7,70"), RAW), SEEDS);
        assertArrayEquals(
                new float[] {5, 50, 6, 60, 7, 70}, row(parts.training().inputs(), 0));
        assertEquals(new Shape.Sequence(3, 2, false), parts.shape());
    }

    @Test
    void ofLongerOnesTheLastStepsAreKept() throws Exception {
        Dataset dataset = Csv.dataset(
                ragged("5,50,6,60,,", "7,70,,,,"),
                TIME + ", \"scale\": \"none\", \"sequence\": {\"features\": 2, \"steps\": 2}");
        Parts parts = new Parts(dataset, SEEDS);
        assertArrayEquals(new float[] {5, 50, 6, 60, 2}, row(parts.training().inputs(), 0));
        assertArrayEquals(new float[] {7, 70, 0, 0, 1}, row(parts.training().inputs(), 1));
        assertArrayEquals(new float[] {2, 20, 3, 30, 2}, row(parts.training().inputs(), 2));
        assertEquals(
                "10, 1 … 2 steps, the last ones of 8 longer ones",
                Facts.of(dataset, List.of(parts)).get("sequences"));
    }

    /** Training: a is 0 in one row of one step, 1 in seven of three; b never varies. */
    @Test
    void featuresAreScaledOverAllStepsOfTheTrainingPart() throws Exception {
        String[] rows = new String[10];
        Arrays.fill(rows, "1,10,1,10,1,10");
        rows[0] = "0,10,,,,";
        rows[9] = "99,10,99,10,99,10";
        Parts parts = new Parts(Csv.dataset(ragged(rows), TIME + ", \"sequence\": {\"features\": 2}"), SEEDS);
        double mean = 21.0 / 22;
        double deviation = Math.sqrt(mean * (1 - mean));
        assertEquals(4, parts.inputs(), "b is left out");
        float[] first = row(parts.training().inputs(), 0);
        assertEquals(-mean / deviation, first[0], 1e-6);
        assertArrayEquals(new float[] {0, 0, 1}, Arrays.copyOfRange(first, 1, 4));
        for (int step = 0; step < 3; step++)
            assertEquals((1 - mean) / deviation, parts.training().inputs().get(1, step), 1e-6);
    }

    @Test
    void gapsAreRefusedFilledOrTheirRowsLeftOut() throws Exception {
        String gap = ragged("5,50,,60,7,70", "2,20,6,60,,");
        Refusal.of(
                gap,
                RAW,
                "data.csv",
                "d.csv:2:6: column a2 has no value here, in step 2 of the 3 of its row",
                "only empty cells at the end make a sequence shorter: fill it in, or write \"missing\": \"mean\","
                        + " \"median\" or \"dropRow\"");
        Parts filled = new Parts(Csv.dataset(gap, RAW + ", \"missing\": {\"fill\": -1}"), SEEDS);
        assertArrayEquals(
                new float[] {5, 50, -1, 60, 7, 70, 3}, row(filled.training().inputs(), 0));
        assertArrayEquals(
                new float[] {2, 20, 6, 60, 0, 0, 2}, row(filled.training().inputs(), 1));
        Parts told = new Parts(Csv.dataset(gap, RAW + ", \"missing\": \"indicator\""), SEEDS);
        assertEquals(10, told.inputs());
        assertEquals(1, told.training().inputs().get(0, 4), "a of the second step is empty");
        Dataset dropped = Csv.dataset(gap, RAW + ", \"missing\": \"dropRow\"");
        Parts without = new Parts(dropped, SEEDS);
        assertArrayEquals(
                new float[] {2, 20, 6, 60, 0, 0, 2}, row(without.training().inputs(), 0));
        assertEquals("1", Facts.of(dropped, List.of(without)).get("rowsDropped"));
    }

    @Test
    void textsBecomeCategoriesOfEachStep() throws Exception {
        StringBuilder csv = new StringBuilder("s1,s2,y\n");
        for (int i = 0; i < 10; i++) csv.append(i % 2 == 0 ? "walk,run,1.5\n" : "rest,,2.5\n");
        Parts parts = new Parts(Csv.dataset(csv.toString(), TIME + ", \"sequence\": {}"), SEEDS);
        assertArrayEquals(
                new float[] {0, 0, 1, 0, 1, 0, 2}, row(parts.training().inputs(), 0));
        assertArrayEquals(
                new float[] {1, 0, 0, 0, 0, 0, 1}, row(parts.training().inputs(), 1));
    }

    @Test
    void noOtherSequenceChangesABitOfTheTrainingPart() throws Exception {
        long seed = 31;
        DrawSequence random = new Draws(seed, 0).of("sequences");
        int differing = 0;
        for (int round = 0; round < 40; round++) {
            String settings = "\"missing\": \"mean\", \"sequence\": {\"features\": 2}, \"validation\": %s"
                    .formatted(round % 2 == 0 ? "0.3" : "{\"folds\": 3}");
            String[] rows = new String[40];
            for (int i = 0; i < rows.length; i++) rows[i] = values(1, random);
            // of two lengths whatever the changed rows have
            rows[0] = "1,2,3,4,5,6,u";
            rows[1] = "1,2,,,,,v";
            String header = "a1,b1,a2,b2,a3,b3,y\n";
            Dataset before = Csv.dataset(header + String.join("\n", rows), settings);
            Split split = before.splits(Seeds.ofSearch(round, 0)).getFirst();
            for (int[] part : new int[][] {split.validation(), split.test()})
                for (int row : part) if (row > 1) rows[row] = values(1e6, random);
            Dataset after = Csv.dataset(header + String.join("\n", rows), settings);
            Parts one = new Parts(before, split);
            Parts other = new Parts(after, split);
            assertArrayEquals(
                    one.training().inputs().values(),
                    other.training().inputs().values(),
                    "seed %d round %d".formatted(seed, round));
            if (!Arrays.equals(
                    one.validation().inputs().values(),
                    other.validation().inputs().values())) differing++;
        }
        assertNotEquals(0, differing);
    }

    private static String values(double size, DrawSequence random) {
        int steps = 1 + random.below(3);
        StringBuilder row = new StringBuilder();
        for (int j = 0; j < 6; j++) {
            boolean gap = j < 2 * steps - 2 && random.below(9) == 0;
            row.append(j < 2 * steps && !gap ? Double.toString(size * random.normal()) : "")
                    .append(',');
        }
        return row + (random.below(2) == 0 ? "u" : "v");
    }

    @Test
    void whatIsTrainedOnAndWatchedAsWellIsSaid() throws Exception {
        Dataset dataset = Csv.dataset(ragged("5,50,6,60,,"), RAW);
        assertEquals(
                List.of(new Preparation.Warning(
                        "data",
                        "2 of 2 validation sequences are identical to training sequences, targets included",
                        "what is measured on them is memory; delete repeated rows, or keep them in one part with"
                                + " \"group\"")),
                new Suspicions(dataset, List.of(new Parts(dataset, SEEDS))).warnings());
    }

    @Test
    void whatCannotBeASequenceSaysWhy() {
        Refusal.of(
                ragged("5,50,6,60,,", ",,,,,"),
                RAW + ", \"missing\": \"mean\"",
                "data.csv",
                "d.csv:3:1: the sequence of this row has no step, its cells are all empty",
                "fill them in, or delete the row");
        Refusal.of(
                ragged(),
                "\"sequence\": {\"features\": 4}",
                "data.sequence.features",
                "d.csv has 6 columns to learn from, which are not steps of 4",
                "write how many columns one step has, or leave others out with \"drop\"");
        Refusal.of(
                ragged(),
                "\"sequence\": {\"features\": 0}",
                "data.sequence.features",
                "features (0) must be in [1, 10000]",
                "write a number in [1, 10000]");
        Refusal.of(
                ragged(),
                "\"sequence\": {\"steps\": 2.5}",
                "data.sequence.steps",
                "steps (2.5) must be a whole number",
                "write a whole number in [1, 100000]");
        Refusal.of(
                ragged(),
                "\"sequence\": {\"feature\": 2}",
                "data.sequence.feature",
                "unknown key \"feature\"",
                "did you mean \"features\"?");
        Refusal.of(
                ragged(),
                "\"sequence\": {}, \"window\": {\"length\": 2}",
                "data.sequence",
                "both window and sequence are written, but a window makes its sequences of a series",
                "leave one of them out");
    }
}
