// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.random.Normal;

/**
 * Normal numbers by the hundred: the quantile function as straight lines between {@value #PIECES} equal shares of the
 * probability, which costs 32 random bits and a look into a table. Within 3.4 deviations a number is right to 0.005;
 * the outermost pieces have the mean that the tails have, so that none is beyond 4.1 deviations.
 *
 * <p>The bits are those of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"),
 * from a seed that is drawn: keyed draws for each pixel would take three times as long as everything else.
 *
 * <p>Threads: never changed once made.
 */
final class NormalTable {
    private static final int BITS = 12;
    private static final int PIECES = 1 << BITS;
    private static final int REST = Integer.SIZE - BITS;
    private static final int MASK = (1 << REST) - 1;
    private static final float UNIT = 1f / (1 << REST);

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
    private static final long MIX_2 = 0x94D049BB133111EBL;

    private final float[] quantiles = new float[PIECES + 1];

    NormalTable() {
        for (int i = 1; i < PIECES; i++) quantiles[i] = (float) Normal.quantile(i / (double) PIECES);
        double last = Normal.quantile(1.0 / PIECES);
        double tail = -Normal.density(last) * PIECES;
        quantiles[0] = (float) (2 * tail - last);
        quantiles[PIECES] = -quantiles[0];
    }

    static long bytes() {
        return (long) Float.BYTES * (PIECES + 1);
    }

    /**
     * Adds noise of this deviation to numbers {@code from … from + count} of an array.
     *
     * @param seed decides which noise
     */
    void add(long seed, float deviation, float[] numbers, int from, int count) {
        long state = seed;
        int end = from + count;
        for (int i = from; i < end; i += 2) {
            state += GAMMA;
            long bits = (state ^ (state >>> 30)) * MIX_1;
            bits = (bits ^ (bits >>> 27)) * MIX_2;
            bits ^= bits >>> 31;
            numbers[i] += deviation * normal((int) (bits >>> 32));
            if (i + 1 < end) numbers[i + 1] += deviation * normal((int) bits);
        }
    }

    private float normal(int word) {
        int piece = word >>> REST;
        float low = quantiles[piece];
        return low + (word & MASK) * UNIT * (quantiles[piece + 1] - low);
    }
}
