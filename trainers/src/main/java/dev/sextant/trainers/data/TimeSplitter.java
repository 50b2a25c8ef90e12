// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides rows that stand in the order of time: the last are the test part, those before them the validation part.
 * Folds go forward: each is watched on the block that follows all its training rows (a rolling origin), so a training
 * never sees what comes after. Chance has no part in it; replicates differ by their initial weights alone.
 */
final class TimeSplitter implements Splitter {
    private final int rows;
    private final int test;
    private final Division division;

    /** @param rows at least {@link Division#parts} */
    TimeSplitter(int rows, Division division) {
        this.rows = rows;
        this.division = division;
        int wanted = Math.max(1, (int) Math.round(division.test() * rows));
        test = division.test() > 0 ? Math.min(wanted, rows - 2) : 0;
    }

    @Override
    public List<Split> split(Seeds seeds) {
        int open = rows - test;
        int[] locked = range(open, rows);
        return switch (division.validation()) {
            case Division.Validation.Share(double share) -> {
                int watched = Math.clamp(Math.round(share * rows), 1, open - 1);
                yield List.of(new Split(range(0, open - watched), range(open - watched, open), locked));
            }
            case Division.Validation.Folds(int folds) -> {
                List<Split> splits = new ArrayList<>();
                for (int fold = 1; fold <= folds; fold++) {
                    int begin = (int) ((long) open * fold / (folds + 1));
                    int end = (int) ((long) open * (fold + 1) / (folds + 1));
                    splits.add(new Split(range(0, begin), range(begin, end), locked));
                }
                yield List.copyOf(splits);
            }
        };
    }

    @Override
    public int mostTrainingRows() {
        return split(Seeds.ofSearch(0, 0)).getLast().training().length;
    }

    private static int[] range(int from, int to) {
        int[] range = new int[to - from];
        Arrays.setAll(range, i -> from + i);
        return range;
    }
}
