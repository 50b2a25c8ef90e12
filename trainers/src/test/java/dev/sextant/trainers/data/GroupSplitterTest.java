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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupSplitterTest {
    private static Division share(double test, double validation) {
        return new Division(test, new Division.Validation.Share(validation), Division.Order.GROUPED);
    }

    private static Division folds(double test, int folds) {
        return new Division(test, new Division.Validation.Folds(folds), Division.Order.GROUPED);
    }

    /** Rows of random groups, in random order; every group has at least one. */
    private static int[] groups(int count, int rows, DrawSequence random) {
        int[] groups = new int[rows];
        for (int row = 0; row < rows; row++) groups[row] = row < count ? row : random.below(count);
        random.shuffle(groups);
        return groups;
    }

    private static Set<Integer> in(int[] groups, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> groups[row]).collect(Collectors.toSet());
    }

    @Test
    void noGroupStandsInTwoPartsAndNoPartIsEmpty() {
        long seed = 17;
        DrawSequence random = new Draws(seed, 0).of("groups");
        for (int round = 0; round < 400; round++) {
            double test = random.below(3) == 0 ? 0 : 0.01 + random.uniform() * 0.4;
            Division division = random.below(2) == 0
                    ? share(test, 0.01 + random.uniform() * 0.4)
                    : folds(test, 2 + random.below(4));
            int count = GroupSplitter.fewest(division) + random.below(12);
            int[] groups = groups(count, count + random.below(100), random);
            int classes = 1 + random.below(3);
            int[] labels = IntStream.range(0, groups.length)
                    .map(row -> random.below(classes))
                    .toArray();
            String which =
                    "seed %d round %d: %s, %d groups, %d rows".formatted(seed, round, division, count, groups.length);
            GroupSplitter splitter = new GroupSplitter(groups, count, labels, classes, division);
            List<Split> splits = splitter.split(Seeds.ofSearch(round, 3));
            assertEquals(division.folds(), splits.size(), which);
            int[] watched = new int[groups.length];
            for (Split split : splits) {
                Set<Integer> training = in(groups, split.training());
                Set<Integer> validation = in(groups, split.validation());
                Set<Integer> locked = in(groups, split.test());
                assertFalse(training.isEmpty() || validation.isEmpty(), which);
                assertEquals(division.test() > 0, !locked.isEmpty(), which);
                assertEquals(count, training.size() + validation.size() + locked.size(), which);
                int[] all = Stream.of(split.training(), split.validation(), split.test())
                        .flatMapToInt(Arrays::stream)
                        .sorted()
                        .toArray();
                assertArrayEquals(IntStream.range(0, groups.length).toArray(), all, which);
                assertArrayEquals(splits.getFirst().test(), split.test(), which);
                assertTrue(split.training().length <= splitter.mostTrainingRows(), which);
                for (int row : split.validation()) watched[row]++;
            }
            for (int replicate = 1; replicate < 4; replicate++)
                for (Split split : splitter.split(Seeds.ofConfirmation(round, replicate)))
                    assertArrayEquals(splits.getFirst().test(), split.test(), which);
            if (division.folds() == 1) continue;
            for (int row : splits.getFirst().test()) watched[row]++;
            for (int times : watched) assertEquals(1, times, which);
        }
    }

    @Test
    void partsAreAsLargeAsWholeGroupsAllow() {
        DrawSequence random = new Draws(19, 0).of("groups");
        for (int round = 0; round < 100; round++) {
            int[] groups = groups(40, 1000, random);
            int[] labels = new int[1000];
            Split split = new GroupSplitter(groups, 40, labels, 1, share(0.2, 0.2))
                    .split(Seeds.ofSearch(round, 0))
                    .getFirst();
            int largest = 0;
            for (int group = 0; group < 40; group++) {
                int at = group;
                largest = Math.max(largest, (int)
                        Arrays.stream(groups).filter(each -> each == at).count());
            }
            assertEquals(200, split.test().length, largest / 2.0, "round " + round);
            assertEquals(200, split.validation().length, largest / 2.0, "round " + round);
        }
    }

    @Test
    void classesAreSpreadAsFarAsGroupsAllow() {
        // twenty groups of five rows of one class each, of two classes
        int[] groups = IntStream.range(0, 200).map(row -> row / 5).toArray();
        int[] labels =
                IntStream.range(0, 200).map(row -> row / 5 % 4 == 0 ? 1 : 0).toArray();
        for (int seed = 0; seed < 50; seed++) {
            Split split = new GroupSplitter(groups, 40, labels, 2, share(0.2, 0.2))
                    .split(Seeds.ofSearch(seed, 0))
                    .getFirst();
            for (int[] part : new int[][] {split.test(), split.validation()}) {
                assertEquals(40, part.length);
                assertEquals(10, Arrays.stream(part).map(row -> labels[row]).sum());
            }
            for (Split fold : new GroupSplitter(groups, 40, labels, 2, folds(0.2, 4)).split(Seeds.ofSearch(seed, 0)))
                assertEquals(40, fold.validation().length, 5);
        }
    }

    @Test
    void aReplicateHasOtherGroups() {
        int[] groups = IntStream.range(0, 200).map(row -> row / 5).toArray();
        GroupSplitter splitter = new GroupSplitter(groups, 40, new int[200], 1, share(0.2, 0.2));
        assertFalse(Arrays.equals(
                splitter.split(Seeds.ofSearch(1, 0)).getFirst().validation(),
                splitter.split(Seeds.ofConfirmation(1, 1)).getFirst().validation()));
        assertFalse(Arrays.equals(
                splitter.split(Seeds.ofSearch(1, 0)).getFirst().test(),
                splitter.split(Seeds.ofSearch(2, 0)).getFirst().test()));
    }
}
