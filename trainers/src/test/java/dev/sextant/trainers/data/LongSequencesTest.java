// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows that are steps: those of one id are a sequence. */
class LongSequencesTest {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);
    private static final String RAW = "\"sequence\": {\"by\": \"id\"}, \"scale\": \"none\", \"test\": 0, ";

    /** Ten ids, two rows each, of all first and then of all second steps; what one holds is told by its id. */
    private static String csv() {
        StringBuilder csv = new StringBuilder("id,t,a,b,y\n");
        for (int step = 0; step < 2; step++)
            for (int id = 0; id < 10; id++) csv.append(line(id, 2 - step, step, id % 2 == 0 ? "u" : "v"));
        return csv.toString();
    }

    private static String line(int id, int time, int step, String target) {
        return "s%d,%d,%d,%d.5,%s\n".formatted(id, time, 10 * id + step, step, target);
    }

    private static float[] row(Matrix matrix, int row) {
        return Arrays.copyOfRange(matrix.values(), row * matrix.stride(), row * matrix.stride() + matrix.columns());
    }

    @Test
    void rowsOfAnIdAreASequenceWhereverTheyStand() throws Exception {
        Dataset dataset = Csv.dataset(csv(), RAW + "\"drop\": [\"t\"], \"order\": \"time\"");
        Parts parts = new Parts(dataset, SEEDS);
        assertEquals(8, parts.training().rows().length);
        assertEquals(4, parts.inputs());
        for (int id = 0; id < 8; id++)
            assertArrayEquals(
                    new float[] {10 * id, 0.5f, 10 * id + 1, 1.5f},
                    row(parts.training().inputs(), id));
        assertArrayEquals(
                new int[] {0, 1, 0, 1, 0, 1, 0, 1},
                ((Targets.Classes) parts.training().targets()).labels());
        Map<String, String> facts = Facts.of(dataset, List.of(parts));
        assertEquals("20", facts.get("rows"));
        assertEquals("10, 2 steps", facts.get("sequences"));
        assertEquals("2", facts.get("validationSequences"));
        assertEquals(
                List.of(
                        new Preparation.Column("id", "sequence", "category", "10 sequences"),
                        new Preparation.Column("t", "dropped", "whole number", ""),
                        new Preparation.Column("a", "feature", "whole number", "0 … 91"),
                        new Preparation.Column("b", "feature", "number", "0.5 … 1.5"),
                        new Preparation.Column("y", "target", "category", "2 classes: u 5, v 5")),
                ColumnSummary.of(dataset));
    }

    @Test
    void aTimeColumnOrdersStepsAndLeavesTheDivisionToChance() throws Exception {
        Dataset dataset = Csv.dataset(csv(), RAW + "\"time\": \"t\"");
        assertEquals(Division.Order.SHUFFLED, dataset.spec().division().order());
        Matrix inputs = new Parts(dataset, SEEDS).training().inputs();
        for (int i = 0; i < inputs.rows(); i++)
            assertArrayEquals(new float[] {inputs.get(i, 2) + 1, 1.5f, inputs.get(i, 2), 0.5f}, row(inputs, i));
        assertEquals(
                new Preparation.Column("t", "time", "whole number", "1 … 2"),
                ColumnSummary.of(dataset).get(1));
    }

    @Test
    void dividedByTimeSequencesStandInTheOrderOfTheirLastRows() throws Exception {
        StringBuilder csv = new StringBuilder("id,t,a,y\n");
        for (int id = 0; id < 10; id++) csv.append("s%d,%d,%d,%d.5\n".formatted(id, 100 - id, id, id));
        for (int id = 0; id < 10; id += 2) csv.append("s%d,%d,%d,%d.5\n".formatted(id, 10 + id, id, id));
        Parts parts = new Parts(Csv.dataset(csv.toString(), RAW + "\"time\": \"t\", \"order\": \"time\""), SEEDS);
        Matrix inputs = parts.training().inputs();
        for (int i = 0; i < 8; i++) assertEquals(9 - i, inputs.get(i, 0));
        assertEquals(0, parts.validation().inputs().get(1, 0));
        assertArrayEquals(new float[] {8, 8, 2}, row(inputs, 1));
    }

    @Test
    void sequencesAreAsLongAsTheirRowsAndCutToTheirLastOnes() throws Exception {
        StringBuilder csv = new StringBuilder("id,a,y\n");
        for (int id = 0; id < 10; id++)
            for (int step = 0; step <= id % 4; step++) csv.append("%d,%d,%d.5\n".formatted(id, step, 10 * id + step));
        Dataset dataset = Csv.dataset(
                csv.toString(),
                "\"sequence\": {\"by\": \"id\", \"steps\": 3}, \"order\": \"time\", \"scale\": \"none\", \"test\": 0");
        Parts parts = new Parts(dataset, SEEDS);
        Matrix inputs = parts.training().inputs();
        assertArrayEquals(new float[] {0, 0, 0, 1}, row(inputs, 0));
        assertArrayEquals(new float[] {0, 1, 0, 2}, row(inputs, 1));
        assertArrayEquals(new float[] {0, 1, 2, 3}, row(inputs, 2));
        assertArrayEquals(new float[] {1, 2, 3, 3}, row(inputs, 3));
        assertEquals(
                33.5f, ((Targets.Values) parts.training().targets()).values().get(3, 0), "of the last row");
        assertEquals(
                "10, 1 … 3 steps, the last ones of 2 longer ones",
                Facts.of(dataset, List.of(parts)).get("sequences"));
    }

    @Test
    void anIdIsInOnePartAndAGroupOfIdsToo() throws Exception {
        StringBuilder csv = new StringBuilder("id,person,a,y\n");
        for (int step = 0; step < 3; step++)
            for (int id = 0; id < 60; id++)
                csv.append("%d,p%d,%d,%s\n"
                        .formatted(id, id % 12, 1000 * (id % 12) + 10 * id + step, id % 2 == 0 ? "u" : "v"));
        for (String validation : List.of("0.3", "{\"folds\": 3}")) {
            Dataset dataset = Csv.dataset(csv.toString(), RAW + "\"group\": \"person\", \"validation\": " + validation);
            for (Split split : dataset.splits(SEEDS)) {
                Parts parts = new Parts(dataset, split);
                Set<Integer> trained = people(parts.training());
                Set<Integer> watched = people(parts.validation());
                assertTrue(trained.stream().noneMatch(watched::contains), trained + " and " + watched);
                assertEquals(12, trained.size() + watched.size());
                assertEquals(
                        60, parts.training().rows().length + parts.validation().rows().length);
            }
        }
    }

    private static Set<Integer> people(Parts.Part part) {
        Set<Integer> people = new HashSet<>();
        for (int i = 0; i < part.rows().length; i++) {
            float[] row = row(part.inputs(), i);
            people.add((int) row[0] / 1000);
            assertEquals(row[0] + 1, row[1], "all steps of an id, in their order");
            assertEquals(row[0] + 2, row[2]);
        }
        return people;
    }

    @Test
    void stepsWithEmptyCellsAreFilledOrLeftOut() throws Exception {
        String gap = csv().replace("s3,2,30,0.5", "s3,2,,0.5");
        Refusal.of(
                gap,
                RAW + "\"drop\": [\"t\"]",
                "data.csv",
                "d.csv:5:6: column a has no value here",
                "fill it in, or write \"missing\": \"mean\", \"median\" or \"dropRow\"");
        Dataset dataset = Csv.dataset(gap, RAW + "\"drop\": [\"t\"], \"order\": \"time\", \"missing\": \"dropRow\"");
        Parts parts = new Parts(dataset, SEEDS);
        assertArrayEquals(new float[] {31, 1.5f, 0, 0, 1}, row(parts.training().inputs(), 3));
        assertEquals("1", Facts.of(dataset, List.of(parts)).get("rowsDropped"));
        Refusal.of(
                gap.replace("s3,1,31,1.5", "s3,1,31,"),
                RAW + "\"missing\": \"dropRow\"",
                "data.csv",
                "d.csv:5:1: the sequence \"s3\" of column id has no step, each of its rows has an empty cell",
                "fill them in, or delete its rows");
    }

    @Test
    void contradictionsNameBothPlaces() {
        Refusal.of(
                csv() + line(4, 3, 2, "v"),
                RAW + "\"drop\": [\"t\"]",
                "data.target",
                "d.csv:22:13: column y holds \"v\", but \"u\" at d.csv:6:13, in the same sequence (id s4)",
                "a sequence has one class: correct it");
        Refusal.of(
                csv().replace("u\n", "1\n").replace("v\n", "2\n") + line(4, 3, 2, "2"),
                RAW + "\"drop\": [\"t\"]",
                "data.target",
                "d.csv:22:13: column y holds \"2\", but \"1\" at d.csv:6:13, in the same sequence (id s4)",
                "a sequence has one class: correct it, or write \"task\": \"regression\" where the number of its last"
                        + " row is learnt");
        Refusal.of(
                csv(),
                RAW + "\"group\": \"t\"",
                "data.group",
                "d.csv:12:4: column t holds \"1\", but \"2\" at d.csv:2:4, in the same sequence (id s0)",
                "a sequence stands in one group: correct it, or leave group out");
    }

    /** Whatever the order of the rows in the file, where time says the order of the steps. */
    @Test
    void aPartHoldsTheSameSequencesHoweverTheirRowsAreMixed() throws Exception {
        DrawSequence random = new Draws(17, 0).of("mixed");
        String[] lines = csv().lines().skip(1).toArray(String[]::new);
        int[] order = new int[lines.length];
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < order.length; i++) order[i] = i;
            if (round > 0) random.shuffle(order);
            StringBuilder mixed = new StringBuilder("id,t,a,b,y\n");
            for (int i : order) mixed.append(lines[i]).append('\n');
            Dataset dataset =
                    Csv.dataset(mixed.toString(), RAW + "\"time\": \"t\", \"order\": \"time\", \"drop\": [\"b\"]");
            Matrix inputs = new Parts(dataset, SEEDS).training().inputs();
            for (int i = 0; i < inputs.rows(); i++)
                assertEquals(inputs.get(i, 1) + 1, inputs.get(i, 0), "seed 17 round " + round);
            assertEquals(8, inputs.rows(), "seed 17 round " + round);
        }
    }

    @Test
    void sequencesOfAClassAreCountedNotTheirRows() {
        Refusal.of(
                "id,a,y\n" + "1,1,u\n2,2,u\n3,3,u\n4,4,u\n".repeat(5) + "5,1,v\n5,2,v\n5,3,v\n",
                "\"sequence\": {\"by\": \"id\"}",
                "data.target",
                "class \"v\" of column y has only 1 sequence, training, validation and test need at least one each",
                "add rows, or leave this class out, or write \"test\": 0");
    }

    @Test
    void whatCannotBeAnIdSaysWhy() {
        Refusal.of(
                csv(),
                "\"sequence\": {\"by\": \"ID\"}",
                "data.sequence.by",
                "d.csv has no column \"ID\"",
                "did you mean \"id\"?");
        Refusal.of(
                csv(),
                "\"sequence\": {\"by\": \"y\"}",
                "data.sequence.by",
                "\"y\" is the target and cannot be the sequence.by column too",
                "name the target with \"target\"");
        Refusal.of(
                csv().replace("s3,2", ",2"),
                RAW + "\"drop\": [\"t\"]",
                "data.csv",
                "d.csv:5:1: column id has no value here, so it is not known to which sequence the row belongs",
                "fill it in, or delete the row");
        Refusal.of(
                csv(),
                "\"sequence\": {\"by\": \"id\", \"features\": 2}",
                "data.sequence.features",
                "features (2) is for rows that are sequences, not for rows that are steps",
                "leave it out: with by, each column that is learnt from is a feature");
        Refusal.of(
                csv(),
                "\"sequence\": {\"by\": 3}",
                "data.sequence.by",
                "by must be a column's name, got 3",
                "write \"by\": \"id\"");
    }
}
