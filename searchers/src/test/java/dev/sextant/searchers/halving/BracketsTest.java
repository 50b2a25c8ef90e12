// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.searchers.pruning.ControlGroup;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BracketsTest {
    /** ceil(4 · 27 / 4), ceil(4 · 9 / 3), ceil(4 · 3 / 2), ceil(4 · 1 / 1): 27, 12, 6 and 4 of 49. */
    private static final double[] SHARES = {27 / 49.0, 12 / 49.0, 6 / 49.0, 4 / 49.0};

    private static final Brackets FOUR = new Brackets(4, 3);

    private static int[] counts(LongStream trials) {
        int[] counts = new int[4];
        trials.forEach(trial -> counts[FOUR.of(trial)]++);
        return counts;
    }

    @Test
    void theFirstTrialsAreDealtOutInAFixedOrder() {
        assertEquals(
                List.of(0, 0, 0, 1, 0, 1, 0, 2, 0, 1, 0, 2, 0, 1, 0, 3),
                LongStream.range(0, 21)
                        .filter(trial -> !ControlGroup.contains(trial))
                        .mapToObj(FOUR::of)
                        .toList(),
                "0, 1/2, 1/4, 3/4, 1/8 … of 49");
        assertEquals(
                List.of(0, 0, 0, 1, 0),
                LongStream.of(0, 4, 9, 14, 19).mapToObj(FOUR::of).toList());
    }

    @Test
    void everyRunOfTrialsHasTheSharesOfHyperband() {
        for (int first = 0; first < 500; first += 7) {
            int from = first;
            int[] counts = counts(LongStream.range(from, from + 100));
            for (int bracket = 0; bracket < 4; bracket++)
                assertEquals(
                        100 * SHARES[bracket], counts[bracket], 6, "from " + from + ": " + Arrays.toString(counts));
        }
    }

    @Test
    void theControlGroupHasTheSameShares() {
        int[] counts = counts(LongStream.range(0, 5000).filter(ControlGroup::contains));
        for (int bracket = 0; bracket < 4; bracket++)
            assertEquals(1000 * SHARES[bracket], counts[bracket], 6, Arrays.toString(counts));
    }

    @Test
    void manyBracketsOfALargeEtaDoNotOverflow() {
        Brackets many = new Brackets(10, 10);
        for (long trial = 0; trial < 100_000; trial++) {
            int bracket = many.of(trial);
            assertTrue(0 <= bracket && bracket < 10);
        }
        assertTrue(new Brackets(20, 2).of(9_999_999) < 20);
    }

    @Test
    void aSingleBracketHoldsEverybody() {
        for (long trial = 0; trial < 100; trial++) assertEquals(0, Brackets.ONE.of(trial));
    }
}
