// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawSequenceTest {
    private static final int DRAWS = 40_000;

    /** The chi-square statistic of counts that should be equal, standardised; beyond 5 about once in a million. */
    private static double standardised(long[] counts) {
        double expected = Arrays.stream(counts).sum() / (double) counts.length;
        double statistic = 0;
        for (long count : counts) statistic += (count - expected) * (count - expected) / expected;
        int freedom = counts.length - 1;
        // Wilson and Hilferty 1931: the cube root of chi-square over its freedom is nearly normal.
        double root = StrictMath.cbrt(statistic / freedom);
        return (root - (1 - 2.0 / (9 * freedom))) / Math.sqrt(2.0 / (9 * freedom));
    }

    private static void assertEven(long[] counts, long seed) {
        double z = standardised(counts);
        assertTrue(Math.abs(z) < 5, "seed %d: %.1f deviations, %s".formatted(seed, z, Arrays.toString(counts)));
    }

    private static DrawSequence sequence(long seed) {
        return new Draws(seed, 3).of("test");
    }

    @Test
    void theStatisticTellsEvenFromUneven() {
        assertTrue(standardised(new long[] {1000, 1010, 990, 1000}) < 5);
        assertTrue(standardised(new long[] {1000, 1300, 990, 1000}) > 5);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -1, 20261120, Long.MIN_VALUE})
    void uniformIsEvenAndStaysBelowOne(long seed) {
        DrawSequence draws = sequence(seed);
        long[] counts = new long[64];
        for (int i = 0; i < DRAWS; i++) {
            double uniform = draws.uniform();
            assertTrue(0 <= uniform && uniform < 1);
            counts[(int) (uniform * 64)]++;
        }
        assertEven(counts, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -1, 20261120})
    void theLowBitsOfUniformAreEvenToo(long seed) {
        DrawSequence draws = sequence(seed);
        long[] counts = new long[64];
        for (int i = 0; i < DRAWS; i++) counts[(int) ((long) (draws.uniform() * 0x1p53) & 63)]++;
        assertEven(counts, seed);
    }

    @ParameterizedTest(name = "bound {0}")
    @ValueSource(ints = {1, 2, 3, 7, 64, 100})
    void belowIsEvenAndInRange(int bound) {
        for (long seed = 0; seed < 4; seed++) {
            DrawSequence draws = sequence(seed);
            long[] counts = new long[bound];
            for (int i = 0; i < DRAWS; i++) counts[draws.below(bound)]++;
            if (bound > 1) assertEven(counts, seed);
        }
    }

    @Test
    void largeBoundsAreNotBiased() {
        // Without rejection two thirds of these numbers would come up half as often again as the others.
        int bound = 3 << 29;
        long[] counts = new long[3];
        DrawSequence draws = sequence(5);
        for (int i = 0; i < DRAWS; i++) counts[draws.below(bound) % 3]++;
        assertEven(counts, 5);
        assertTrue(draws.below(Integer.MAX_VALUE) >= 0);
        assertThrows(IllegalArgumentException.class, () -> draws.below(0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3})
    void normalFillsItsQuantilesEvenly(long seed) {
        double[] cuts = new double[31];
        for (int i = 0; i < cuts.length; i++) cuts[i] = Normal.quantile((i + 1) / 32.0);
        DrawSequence draws = sequence(seed);
        long[] counts = new long[32];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double normal = draws.normal();
            sum += normal;
            squares += normal * normal;
            int at = Arrays.binarySearch(cuts, normal);
            counts[at < 0 ? -at - 1 : at]++;
        }
        assertEven(counts, seed);
        assertEquals(0, sum / DRAWS, 5 / Math.sqrt(DRAWS), "seed " + seed);
        assertEquals(1, squares / DRAWS, 5 * Math.sqrt(2.0 / DRAWS), "seed " + seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3})
    void everyOrderIsEquallyLikelyAfterAShuffle(long seed) {
        DrawSequence draws = sequence(seed);
        long[] counts = new long[256];
        for (int i = 0; i < DRAWS; i++) {
            int[] items = {0, 1, 2, 3};
            draws.shuffle(items);
            counts[((items[0] * 4 + items[1]) * 4 + items[2]) * 4 + items[3]]++;
        }
        long[] orders = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertEquals(24, orders.length);
        assertEven(orders, seed);
    }

    @Test
    void aShuffleKeepsEveryItem() {
        int[] items = IntStream.range(0, 1000).toArray();
        sequence(9).shuffle(items);
        assertNotEquals(0, items[0] + items[1] * 1000);
        Arrays.sort(items);
        assertArrayEquals(IntStream.range(0, 1000).toArray(), items);
    }

    @Test
    void streamsOfDifferentKeysShareNothing() {
        Set<Long> seen = new HashSet<>();
        int streams = 0;
        for (long seed : new long[] {0, 1, 1L << 32})
            for (int trial : new int[] {0, 1, 1 << 30})
                for (String purpose : new String[] {"shuffle", "weights", ""})
                    for (int part = 0; part < 3; part++) {
                        DrawSequence draws = new Draws(seed, trial).of(purpose, part);
                        for (int i = 0; i < 20; i++) seen.add(draws.bits());
                        streams++;
                    }
        assertEquals(20 * streams, seen.size());
    }

    @Test
    void aStreamIsTheSameWhoeverAsksAndHowever() {
        DrawSequence words = sequence(4);
        DrawSequence bits = sequence(4);
        for (int i = 0; i < 9; i++)
            assertEquals(((long) words.word() << 32) | (words.word() & 0xFFFFFFFFL), bits.bits());
    }

    @Test
    void aCursorThatIsMovedReadsOnAsIfItHadReadAllBefore() {
        for (int words = 0; words < 20; words++) {
            DrawSequence straight = sequence(4);
            for (int i = 0; i < words; i++) straight.word();
            assertEquals(words, straight.position());
            DrawSequence moved = sequence(4);
            moved.word();
            moved.moveTo(words);
            assertEquals(words, moved.position());
            for (int i = 0; i < 9; i++) assertEquals(straight.word(), moved.word());
        }
        DrawSequence far = sequence(4);
        far.moveTo(DrawSequence.LENGTH - 3);
        assertEquals(DrawSequence.LENGTH - 3, far.position());
        assertThrows(IllegalArgumentException.class, () -> far.moveTo(DrawSequence.LENGTH));
        assertThrows(IllegalArgumentException.class, () -> far.moveTo(-1));
    }

    /** Changing any of these changes every study that was ever run. */
    @Test
    void theStreamsNeverChange() {
        DrawSequence draws = new Draws(20261120, 17).of("shuffle", 2);
        assertEquals(
                "89a4921 a1ede3e82bf07abd 0.12871810832177377 613 -0.8582934644138748",
                Integer.toHexString(draws.word()) + " " + Long.toHexString(draws.bits()) + " " + draws.uniform() + " "
                        + draws.below(1000) + " " + draws.normal());
    }
}
