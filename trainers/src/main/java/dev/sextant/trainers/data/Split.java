// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Seeds;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * Which rows train, which watch, which are locked away; each ascending. A function of the seeds, the number of rows and
 * their strata alone: the test rows of the study's seed, so that every trial and every replicate has the same ones.
 */
record Split(int[] training, int[] validation, int[] test) {
    /** How many rows of one stratum go where. */
    record Counts(int training, int validation, int test) {}

    /**
     * @param strata the stratum of each row, in [0, sizes.length)
     * @param sizes rows of each stratum
     * @param counts what {@link #counts} gave for these sizes
     */
    static Split of(int[] strata, int[] sizes, Counts[] counts, Seeds seeds) {
        int[][] rowsOf = new int[sizes.length][];
        for (int s = 0; s < sizes.length; s++) rowsOf[s] = new int[sizes[s]];
        int[] filled = new int[sizes.length];
        for (int row = 0; row < strata.length; row++) rowsOf[strata[row]][filled[strata[row]]++] = row;
        int[] training = new int[total(counts, Counts::training)];
        int[] validation = new int[total(counts, Counts::validation)];
        int[] test = new int[total(counts, Counts::test)];
        int trained = 0;
        int watched = 0;
        int locked = 0;
        Draws testDraws = seeds.testDraws();
        Draws splitDraws = seeds.splitDraws();
        for (int s = 0; s < sizes.length; s++) {
            Counts count = counts[s];
            testDraws.of("test", s).shuffle(rowsOf[s]);
            System.arraycopy(rowsOf[s], 0, test, locked, count.test());
            int[] open = Arrays.copyOfRange(rowsOf[s], count.test(), sizes[s]);
            Arrays.sort(open);
            splitDraws.of("validation", s).shuffle(open);
            System.arraycopy(open, 0, validation, watched, count.validation());
            System.arraycopy(open, count.validation(), training, trained, count.training());
            locked += count.test();
            watched += count.validation();
            trained += count.training();
        }
        Arrays.sort(training);
        Arrays.sort(validation);
        Arrays.sort(test);
        return new Split(training, validation, test);
    }

    static int total(Counts[] counts, ToIntFunction<Counts> part) {
        int sum = 0;
        for (Counts count : counts) sum += part.applyAsInt(count);
        return sum;
    }

    /**
     * Shares of all rows, rounded over the strata taken together, each stratum having at least one row in every part.
     *
     * @param sizes at least 2, or 3 where there is a test part
     */
    static Counts[] counts(int[] sizes, double test, double validation) {
        Counts[] counts = new Counts[sizes.length];
        long before = 0;
        for (int s = 0; s < sizes.length; s++) {
            long upTo = before + sizes[s];
            int locked = test > 0 ? Math.max(1, share(test, before, upTo)) : 0;
            int watched = Math.max(1, share(validation, before, upTo));
            while (locked + watched >= sizes[s]) {
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
