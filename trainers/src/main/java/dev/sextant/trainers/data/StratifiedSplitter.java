// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Divides rows by chance so that every part has its share of every stratum, which is a class or all rows. */
final class StratifiedSplitter implements Splitter {
    /** How many rows of one stratum go where. */
    record Counts(int training, int validation, int test) {}

    private final int[] strata;
    private final int[] sizes;
    private final Counts[] counts;
    private final int folds;

    /**
     * @param strata the stratum of each row, in [0, sizes.length)
     * @param sizes rows of each stratum, at least {@link Division#parts}
     */
    StratifiedSplitter(int[] strata, int[] sizes, Division division) {
        this.strata = strata;
        this.sizes = sizes;
        folds = division.folds();
        counts = switch (division.validation()) {
            case Division.Validation.Share(double share) -> counts(sizes, division.test(), share);
            case Division.Validation.Folds _ -> counts(sizes, division.test(), 0);
        };
    }

    @Override
    public List<Split> split(Seeds seeds) {
        int[][] rowsOf = new int[sizes.length][];
        for (int s = 0; s < sizes.length; s++) rowsOf[s] = new int[sizes[s]];
        int[] filled = new int[sizes.length];
        for (int row = 0; row < strata.length; row++) rowsOf[strata[row]][filled[strata[row]]++] = row;
        int[] test = new int[total(counts, Counts::test)];
        int locked = 0;
        int[][] open = new int[sizes.length][];
        for (int s = 0; s < sizes.length; s++) {
            int count = counts[s].test();
            seeds.testDraws().of("test", s).shuffle(rowsOf[s]);
            System.arraycopy(rowsOf[s], 0, test, locked, count);
            locked += count;
            open[s] = Arrays.copyOfRange(rowsOf[s], count, sizes[s]);
            Arrays.sort(open[s]);
        }
        Arrays.sort(test);
        return folds == 1 ? List.of(shared(open, test, seeds)) : folded(open, test, seeds);
    }

    @Override
    public int mostTrainingRows() {
        int open = total(counts, Counts::training);
        return folds == 1 ? open : open - open / folds;
    }

    private Split shared(int[][] open, int[] test, Seeds seeds) {
        int[] training = new int[total(counts, Counts::training)];
        int[] validation = new int[total(counts, Counts::validation)];
        int trained = 0;
        int watched = 0;
        for (int s = 0; s < sizes.length; s++) {
            Counts count = counts[s];
            seeds.splitDraws().of("validation", s).shuffle(open[s]);
            System.arraycopy(open[s], 0, validation, watched, count.validation());
            System.arraycopy(open[s], count.validation(), training, trained, count.training());
            watched += count.validation();
            trained += count.training();
        }
        Arrays.sort(training);
        Arrays.sort(validation);
        return new Split(training, validation, test);
    }

    /** Rows are dealt to the folds in turn, one stratum after the other, so that sizes differ by one at most. */
    private List<Split> folded(int[][] open, int[] test, Seeds seeds) {
        int[] foldOf = new int[strata.length];
        Arrays.fill(foldOf, -1);
        int dealt = 0;
        for (int s = 0; s < sizes.length; s++) {
            seeds.splitDraws().of("fold", s).shuffle(open[s]);
            for (int row : open[s]) foldOf[row] = dealt++ % folds;
        }
        return folds(foldOf, folds, test);
    }

    /** @param foldOf the fold of each row in which it is watched; negative for test rows */
    static List<Split> folds(int[] foldOf, int folds, int[] test) {
        List<Split> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int[] training = new int[foldOf.length];
            int[] validation = new int[foldOf.length];
            int trained = 0;
            int watched = 0;
            for (int row = 0; row < foldOf.length; row++) {
                if (foldOf[row] == fold) validation[watched++] = row;
                else if (foldOf[row] >= 0) training[trained++] = row;
            }
            splits.add(new Split(Arrays.copyOf(training, trained), Arrays.copyOf(validation, watched), test));
        }
        return List.copyOf(splits);
    }

    static int total(Counts[] counts, ToIntFunction<Counts> part) {
        int sum = 0;
        for (Counts count : counts) sum += part.applyAsInt(count);
        return sum;
    }

    /**
     * Shares of all rows, rounded over the strata taken together, each stratum having at least one row in every part;
     * where folds come of the training rows, at least two.
     *
     * @param sizes at least 2, or 3 where there is a test part
     * @param validation share of all rows, or 0 where there are folds
     */
    static Counts[] counts(int[] sizes, double test, double validation) {
        Counts[] counts = new Counts[sizes.length];
        int least = validation > 0 ? 1 : 2;
        long before = 0;
        for (int s = 0; s < sizes.length; s++) {
            long upTo = before + sizes[s];
            int locked = test > 0 ? Math.max(1, share(test, before, upTo)) : 0;
            int watched = validation > 0 ? Math.max(1, share(validation, before, upTo)) : 0;
            while (sizes[s] - locked - watched < least) {
                if (watched > 1 && watched >= locked) watched--;
                else if (locked > 1) locked--;
                else
                    throw new IllegalArgumentException(
                            "stratum %d has too few rows to divide: %d".formatted(s, sizes[s]));
            }
            counts[s] = new Counts(sizes[s] - locked - watched, watched, locked);
            before = upTo;
        }
        return counts;
    }

    private static int share(double share, long before, long upTo) {
        return (int) (Math.round(share * upTo) - Math.round(share * before));
    }
}
