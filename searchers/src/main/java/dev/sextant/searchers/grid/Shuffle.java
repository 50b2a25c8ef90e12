// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.grid;

import dev.sextant.engine.random.Draws;

/** An order of 0 … size − 1 that is never listed, so that a grid may be larger than memory. */
interface Shuffle {
    /** Where the n-th in this order stands in the plain one; a bijection. */
    long at(long n);

    /** Makes the order for a size. */
    interface Keyed {
        Shuffle over(long size);
    }

    /** The plain order. */
    static Shuffle plain(long size) {
        return n -> n;
    }

    /**
     * A permutation by the seed: a balanced Feistel network over the next power of 4, walked until it lands below size.
     *
     * <p>Source: Black and Rogaway 2002, "Ciphers with arbitrary finite domains", sections 3 and 4. Cost: below four
     * walks on average, 6 rounds each.
     */
    static Keyed seeded(long seed) {
        return size -> n -> {
            int half = Math.max(1, (64 - Long.numberOfLeadingZeros(size - 1) + 1) / 2);
            long mask = (1L << half) - 1;
            long place = n;
            do {
                long left = place >>> half;
                long right = place & mask;
                for (int round = 0; round < 6; round++) {
                    long mixed = left
                            ^ (new Draws(seed, (int) right)
                                            .of("grid.shuffle", round)
                                            .word()
                                    & mask);
                    left = right;
                    right = mixed;
                }
                place = left << half | right;
            } while (place < 0 || place >= size);
            return place;
        };
    }
}
