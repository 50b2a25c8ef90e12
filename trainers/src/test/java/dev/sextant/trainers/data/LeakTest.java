// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.trainers.network.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the training part becomes is a function of the training part: whatever stands in a validation or a test row,
 * values, labels, empty cells, no bit of it changes, nor of the constants it is encoded with.
 */
class LeakTest {
    private static final long SEED = 29;
    private static final int ROWS = 80;
    private static final String[] POLICIES = {"\"mean\"", "\"median\"", "\"mode\"", "\"indicator\"", "{\"fill\": -3}"};
    private static final String[] SCALES = {"standard", "minMax", "none"};
    private static final String[] DIVISIONS = {
        "\"validation\": 0.25",
        "\"validation\": {\"folds\": 3}",
        "\"group\": \"g\"",
        "\"group\": \"g\", \"validation\": {\"folds\": 3}",
        "\"time\": \"t\", \"validation\": {\"folds\": 3}",
        "\"window\": {\"length\": 3, \"horizon\": 2}"
    };
    private static final String[] TARGETS = {
        "\"target\": \"y\"",
        "\"target\": [\"y\", \"n\"]",
        "\"target\": \"k\"",
        "\"target\": [\"b\"], \"task\": \"multiLabel\""
    };

    /** t, g: time and group; n: number; m: number with gaps; c: category with gaps; k: class; b: 0 or 1; y: number. */
    private static String[] row(int at, boolean changed, DrawSequence random) {
        double size = changed ? 1e6 : 1;
        return new String[] {
            Integer.toString(at),
            "g" + at % 13,
            Double.toString(size * random.normal()),
            random.below(5) == 0 ? "" : Double.toString(size * random.below(9)),
            random.below(5) == 0 ? "" : (changed ? "new" : "c") + random.below(3),
            "k" + random.below(3),
            Integer.toString(random.below(2)),
            Double.toString(size * random.normal())
        };
    }

    private static String text(String[][] cells) {
        StringBuilder csv = new StringBuilder("t,g,n,m,c,k,b,y\n");
        for (String[] row : cells) csv.append(String.join(",", row)).append('\n');
        return csv.toString();
    }

    @Test
    void noOtherRowChangesABitOfTheTrainingPart() throws Exception {
        DrawSequence random = new Draws(SEED, 0).of("leak");
        int differing = 0;
        for (int round = 0; round < 120; round++) {
            String settings = String.join(
                    ", ",
                    DIVISIONS[round % DIVISIONS.length],
                    TARGETS[random.below(TARGETS.length)],
                    "\"missing\": " + POLICIES[random.below(POLICIES.length)],
                    "\"scale\": \"%s\"".formatted(SCALES[random.below(SCALES.length)]));
            String which = "seed %d round %d: %s".formatted(SEED, round, settings);
            String[][] cells = new String[ROWS][];
            for (int i = 0; i < ROWS; i++) cells[i] = row(i, false, random);
            Dataset before = Csv.dataset(text(cells), settings);
            List<Split> splits = before.splits(Seeds.ofSearch(round, 0));
            Split split = splits.get(random.below(splits.size()));
            for (int[] part : new int[][] {split.validation(), split.test()})
                for (int row : part) cells[row] = row(row, true, random);
            // labels take part in the division, so the division is held
            Dataset after = Csv.dataset(text(cells), settings);
            differing += compare(new Parts(before, split), new Parts(after, split), which);
        }
        assertNotEquals(0, differing, "no change of a validation row was seen in it");
    }

    /** @return 1 where the validation parts differ, which says that rows were changed */
    private static int compare(Parts before, Parts after, String which) {
        assertEquals(before.inputs(), after.inputs(), which);
        assertArrayEquals(
                before.training().inputs().values(), after.training().inputs().values(), which);
        assertEquals(before.lossScale(), after.lossScale(), which);
        switch (before.training().targets()) {
            case Targets.Values values ->
                assertArrayEquals(
                        values.values().values(),
                        ((Targets.Values) after.training().targets()).values().values(),
                        which);
            case Targets.Classes classes ->
                assertArrayEquals(
                        classes.labels(), ((Targets.Classes) after.training().targets()).labels(), which);
        }
        return Arrays.equals(
                        before.validation().inputs().values(),
                        after.validation().inputs().values())
                ? 0
                : 1;
    }

    @Test
    void whatIsNotALabelHasNoPartInTheDivision() throws Exception {
        DrawSequence random = new Draws(SEED, 1).of("division");
        for (String division : DIVISIONS) {
            String settings = division + ", \"target\": \"k\", \"missing\": \"mean\"";
            String[][] cells = new String[ROWS][];
            for (int i = 0; i < ROWS; i++) cells[i] = row(i, false, random);
            List<Split> before = Csv.dataset(text(cells), settings).splits(Seeds.ofSearch(1, 0));
            for (int i = 0; i < ROWS; i++) {
                String label = cells[i][5];
                cells[i] = row(i, true, random);
                cells[i][5] = label;
            }
            List<Split> after = Csv.dataset(text(cells), settings).splits(Seeds.ofSearch(1, 0));
            for (int fold = 0; fold < before.size(); fold++) {
                assertArrayEquals(before.get(fold).training(), after.get(fold).training(), division);
                assertArrayEquals(before.get(fold).test(), after.get(fold).test(), division);
            }
        }
    }

    @Test
    void testRowsAreTheSameForEveryTrialReplicateAndFold() throws Exception {
        DrawSequence random = new Draws(SEED, 2).of("test rows");
        String[][] cells = new String[ROWS][];
        for (int i = 0; i < ROWS; i++) cells[i] = row(i, false, random);
        for (String division : DIVISIONS) {
            Dataset dataset = Csv.dataset(text(cells), division + ", \"missing\": \"mean\"");
            int[] test = dataset.splits(Seeds.ofSearch(5, 0)).getFirst().test();
            for (Seeds seeds : List.of(
                    Seeds.ofSearch(5, 0),
                    Seeds.ofSearch(5, 31),
                    Seeds.ofConfirmation(5, 1),
                    Seeds.ofConfirmation(5, 4)))
                for (Split split : dataset.splits(seeds)) {
                    assertArrayEquals(test, split.test(), division);
                    int[] open = IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                            .toArray();
                    for (int row : open) assertEquals(-1, Arrays.binarySearch(test, row) < 0 ? -1 : row, division);
                }
        }
    }
}
