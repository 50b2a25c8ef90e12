// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SuspicionsTest {
    private static List<String> warnings(String csv, String settings) throws Exception {
        Dataset dataset = Csv.dataset(csv, settings);
        List<Parts> folds = new ArrayList<>();
        for (Split split : dataset.splits(Seeds.ofSearch(1, 0))) folds.add(new Parts(dataset, split));
        return new Suspicions(dataset, folds)
                .warnings().stream().map(Preparation.Warning::message).toList();
    }

    private static String rows(String header, int rows, IntFunction<String> row) {
        StringBuilder csv = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) csv.append(row.apply(i)).append('\n');
        return csv.toString();
    }

    @Test
    void innocentDataIsNotSuspected() throws Exception {
        assertEquals(List.of(), warnings(rows("x,z,y", 60, i -> i + "," + i % 3 + "," + "ab".charAt(i / 2 % 2)), ""));
    }

    @Test
    void identicalRowsInTwoPartsAreCounted() throws Exception {
        String csv = rows("x,y", 100, i -> i / 2 + ".5," + "ab".charAt(i / 2 % 2));
        assertEquals(List.of(), warnings(csv, "\"order\": \"time\"")); // twins stand side by side
        List<String> shuffled = warnings(csv, "");
        Dataset dataset = Csv.dataset(csv, "");
        Split split = dataset.splits(Seeds.ofSearch(1, 0)).getFirst();
        assertEquals(
                List.of(twins(split, split.validation(), "validation"), twins(split, split.test(), "test")), shuffled);
    }

    /** Rows 2i and 2i + 1 are twins. */
    private static String twins(Split split, int[] part, String name) {
        int twins = 0;
        for (int row : part) for (int other : split.training()) if (other / 2 == row / 2) twins++;
        return "%d of %d %s rows are identical to training rows, targets included".formatted(twins, part.length, name);
    }

    @Test
    void aFeatureThatIsTheTargetIsNamed() throws Exception {
        assertEquals(
                List.of("column copy equals the target y in every row"),
                warnings(rows("x,copy,y", 40, i -> i + "," + i * i + ".5," + i * i + ".5"), ""));
        assertEquals(
                List.of("column code says the target y: each of its 2 values stands for one class"),
                warnings(rows("x,code,y", 40, i -> i + "," + (i / 2 % 2 + 7) + "," + "ab".charAt(i / 2 % 2)), ""));
    }

    @Test
    void categoriesThatNoTrainingRowHoldsAreCounted() throws Exception {
        assertEquals(
                List.of(
                        "3 of 8 validation rows hold a category of column c that no training row holds (\"late\")",
                        "8 of 8 test rows hold a category of column c that no training row holds (\"late\")"),
                warnings(
                        rows("c,x,y", 40, i -> (i < 29 ? "c" + i % 3 : "late") + "," + i + "," + i + ".5"),
                        "\"order\": \"time\""));
    }

    @Test
    void aClassWithFewerRowsThanFoldsIsNamed() throws Exception {
        assertEquals(
                List.of(
                        "class \"b\" has 3 rows beside the test part, fewer than the 5 folds: some folds are not watched"
                                + " on it"),
                warnings(rows("x,y", 40, i -> i + "," + (i % 10 == 0 ? "b" : "a")), "\"validation\": {\"folds\": 5}"));
    }

    @Test
    void targetsOfZeroAndOneMayBeLabels() throws Exception {
        String csv = rows("x,y,z", 40, i -> i + "," + i % 2 + "," + i / 2 % 2);
        assertEquals(
                List.of("the targets hold only 0 and 1, and are learnt as numbers"),
                warnings(csv, "\"target\": [\"y\", \"z\"]"));
        assertEquals(List.of(), warnings(csv, "\"target\": [\"y\", \"z\"], \"task\": \"multiLabel\""));
    }
}
