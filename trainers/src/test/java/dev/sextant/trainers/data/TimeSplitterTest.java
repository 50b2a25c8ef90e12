// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.spi.Seeds;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSplitterTest {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    @Test
    void theLastRowsAreTheTestAndThoseBeforeThemTheValidationPart() {
        Division division = new Division(0.2, new Division.Validation.Share(0.1), Division.Order.TIME);
        TimeSplitter splitter = new TimeSplitter(50, division);
        for (Seeds seeds : List.of(SEEDS, Seeds.ofSearch(2, 9), Seeds.ofConfirmation(1, 3))) {
            Split split = splitter.split(seeds).getFirst();
            assertArrayEquals(range(0, 35), split.training());
            assertArrayEquals(range(35, 40), split.validation());
            assertArrayEquals(range(40, 50), split.test());
        }
        assertEquals(35, splitter.mostTrainingRows());
    }

    @Test
    void foldsGoForward() {
        Division division = new Division(0.2, new Division.Validation.Folds(3), Division.Order.TIME);
        TimeSplitter splitter = new TimeSplitter(50, division);
        List<Split> splits = splitter.split(SEEDS);
        assertEquals(3, splits.size());
        for (int fold = 0; fold < 3; fold++) {
            assertArrayEquals(range(0, 10 + 10 * fold), splits.get(fold).training());
            assertArrayEquals(
                    range(10 + 10 * fold, 20 + 10 * fold), splits.get(fold).validation());
            assertArrayEquals(range(40, 50), splits.get(fold).test());
        }
        assertEquals(30, splitter.mostTrainingRows());
    }

    @Test
    void everyPartHasARowHoweverFewThereAre() {
        Division division = new Division(0.01, new Division.Validation.Share(0.01), Division.Order.TIME);
        Split split = new TimeSplitter(3, division).split(SEEDS).getFirst();
        assertArrayEquals(range(0, 1), split.training());
        assertArrayEquals(range(1, 2), split.validation());
        assertArrayEquals(range(2, 3), split.test());
    }
}
