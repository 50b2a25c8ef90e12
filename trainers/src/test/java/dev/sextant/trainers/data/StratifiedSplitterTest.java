// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StratifiedSplitterTest {
    private static Split split(int[] strata, int[] sizes, double test, double validation, Seeds seeds) {
        Division division = new Division(test, new Division.Validation.Share(validation), Division.Order.SHUFFLED);
        return new StratifiedSplitter(strata, sizes, division).split(seeds).getFirst();
    }

    @Test
    void everyRowIsInExactlyOnePartAndEveryClassInAll() {
        long seed = 11;
        DrawSequence random = new Draws(seed, 0).of("sizes");
        for (int round = 0; round < 300; round++) {
            int[] sizes = new int[1 + random.below(6)];
            for (int s = 0; s < sizes.length; s++) sizes[s] = 3 + random.below(40);
            int[] strata = strata(sizes, random);
            double test = random.below(3) == 0 ? 0 : random.uniform() * 0.5;
            double validation = 0.01 + random.uniform() * 0.48;
            String which = "seed %d round %d sizes %s test %s validation %s"
                    .formatted(seed, round, Arrays.toString(sizes), test, validation);
            Split split = split(strata, sizes, test, validation, Seeds.ofSearch(round, 5));
            int[] all = Stream.of(split.training(), split.validation(), split.test())
                    .flatMapToInt(Arrays::stream)
                    .sorted()
                    .toArray();
            assertArrayEquals(IntStream.range(0, strata.length).toArray(), all, which);
            for (int[] part : new int[][] {split.training(), split.validation(), split.test()}) {
                if (part.length == 0) {
                    assertEquals(0.0, test, which);
                    continue;
                }
                long classes =
                        Arrays.stream(part).map(row -> strata[row]).distinct().count();
                assertEquals(sizes.length, classes, which);
                int[] sorted = part.clone();
                Arrays.sort(sorted);
                assertArrayEquals(sorted, part, which);
            }
        }
    }

    private static int[] strata(int[] sizes, DrawSequence random) {
        int[] strata = IntStream.range(0, sizes.length)
                .flatMap(s -> IntStream.generate(() -> s).limit(sizes[s]))
                .toArray();
        random.shuffle(strata);
        return strata;
    }

    @Test
    void sharesAreOfAllRows() {
        int[] sizes = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
        StratifiedSplitter.Counts[] counts = StratifiedSplitter.counts(sizes, 0.2, 0.2);
        assertEquals(359, StratifiedSplitter.total(counts, StratifiedSplitter.Counts::test));
        assertEquals(359, StratifiedSplitter.total(counts, StratifiedSplitter.Counts::validation));
        assertEquals(1079, StratifiedSplitter.total(counts, StratifiedSplitter.Counts::training));
        for (int s = 0; s < sizes.length; s++) assertEquals(0.2 * sizes[s], counts[s].test(), 1.0);
    }

    @Test
    void aReplicateHasAnotherValidationPartAndTheSameTestRows() {
        int[] sizes = {40, 60};
        int[] strata = strata(sizes, new Draws(3, 0).of("x"));
        Split search = split(strata, sizes, 0.2, 0.2, Seeds.ofSearch(9, 0));
        Split later = split(strata, sizes, 0.2, 0.2, Seeds.ofSearch(9, 17));
        Split replicate = split(strata, sizes, 0.2, 0.2, Seeds.ofConfirmation(9, 1));
        Split second = split(strata, sizes, 0.2, 0.2, Seeds.ofConfirmation(9, 2));
        Split other = split(strata, sizes, 0.2, 0.2, Seeds.ofSearch(10, 0));
        assertArrayEquals(search.validation(), later.validation());
        assertArrayEquals(search.test(), replicate.test());
        assertArrayEquals(search.test(), second.test());
        assertFalse(Arrays.equals(search.validation(), replicate.validation()));
        assertFalse(Arrays.equals(second.validation(), replicate.validation()));
        assertFalse(Arrays.equals(search.test(), other.test()));
    }

    @Test
    void theTestRowsDoNotDependOnTheValidationShare() {
        int[] sizes = {50};
        int[] strata = new int[50];
        assertArrayEquals(
                split(strata, sizes, 0.3, 0.1, Seeds.ofSearch(1, 0)).test(),
                split(strata, sizes, 0.3, 0.4, Seeds.ofSearch(1, 0)).test());
    }

    @Test
    void everyRowIsSometimesInEveryPart() {
        int[] sizes = {10};
        int[] strata = new int[10];
        int[] tested = new int[10];
        int[] watched = new int[10];
        for (int seed = 0; seed < 400; seed++) {
            Split split = split(strata, sizes, 0.2, 0.3, Seeds.ofSearch(seed, 0));
            for (int row : split.test()) tested[row]++;
            for (int row : split.validation()) watched[row]++;
        }
        for (int row = 0; row < 10; row++) {
            // 400 draws of share 0.2 and 0.3: five deviations to either side
            assertTrue(Math.abs(tested[row] - 80) < 40, Arrays.toString(tested));
            assertTrue(Math.abs(watched[row] - 120) < 46, Arrays.toString(watched));
        }
    }

    @Test
    void foldsWatchEveryOpenRowOnceAndKeepTheSameTestRows() {
        long seed = 13;
        DrawSequence random = new Draws(seed, 0).of("folds");
        for (int round = 0; round < 200; round++) {
            int[] sizes = new int[1 + random.below(4)];
            for (int s = 0; s < sizes.length; s++) sizes[s] = 3 + random.below(30);
            int[] strata = strata(sizes, random);
            int folds = 2 + random.below(Math.min(6, strata.length - sizes.length - 1));
            double test = random.below(3) == 0 ? 0 : 0.2;
            String which = "seed %d round %d sizes %s folds %d test %s"
                    .formatted(seed, round, Arrays.toString(sizes), folds, test);
            Division division = new Division(test, new Division.Validation.Folds(folds), Division.Order.SHUFFLED);
            StratifiedSplitter splitter = new StratifiedSplitter(strata, sizes, division);
            List<Split> splits = splitter.split(Seeds.ofSearch(round, 5));
            assertEquals(folds, splits.size(), which);
            int[] watched = new int[strata.length];
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (Split split : splits) {
                assertArrayEquals(splits.getFirst().test(), split.test(), which);
                for (int row : split.validation()) watched[row]++;
                least = Math.min(least, split.validation().length);
                most = Math.max(most, split.validation().length);
                assertTrue(split.training().length <= splitter.mostTrainingRows(), which);
                long classes = Arrays.stream(split.training())
                        .map(row -> strata[row])
                        .distinct()
                        .count();
                assertEquals(sizes.length, classes, which);
                int[] all = Stream.of(split.training(), split.validation(), split.test())
                        .flatMapToInt(Arrays::stream)
                        .sorted()
                        .toArray();
                assertArrayEquals(IntStream.range(0, strata.length).toArray(), all, which);
            }
            assertTrue(most - least <= 1, which);
            for (int row : splits.getFirst().test()) watched[row]++;
            for (int count : watched) assertEquals(1, count, which);
            List<Split> replicate = splitter.split(Seeds.ofConfirmation(round, 1));
            assertArrayEquals(splits.getFirst().test(), replicate.getFirst().test(), which);
        }
    }
}
