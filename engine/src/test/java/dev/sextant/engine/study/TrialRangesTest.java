// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrialRangesTest {
    @Test
    void rangesAreWrittenAsAPersonWould() {
        assertEquals("", TrialRanges.text(0, new TreeSet<>()));
        assertEquals("0-57", TrialRanges.text(58, new TreeSet<>()));
        assertEquals("0-57,59,61-62", TrialRanges.text(64, new TreeSet<>(List.of(58L, 60L, 63L))));
        assertEquals("", TrialRanges.text(1, new TreeSet<>(List.of(0L))));
    }

    @Test
    void whatWasWrittenIsRead() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            int below = chance.nextInt(40);
            TreeSet<Long> missing = new TreeSet<>();
            for (long trial = 0; trial < below; trial++) if (chance.nextInt(3) == 0) missing.add(trial);
            TrialRanges read = TrialRanges.read(TrialRanges.text(below, missing));
            for (long trial = 0; trial < 50; trial++)
                assertEquals(trial < below && !missing.contains(trial), read.contains(trial), "seed " + seed);
        }
    }

    @Test
    void strangeTextIsRefused() {
        assertEquals(
                "0-x are no ranges of trials",
                assertThrows(IllegalArgumentException.class, () -> TrialRanges.read("0-x"))
                        .getMessage());
    }
}
