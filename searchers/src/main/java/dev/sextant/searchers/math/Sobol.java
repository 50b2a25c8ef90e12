// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import dev.sextant.engine.random.DrawSequence;

/**
 * Sobol points in Gray code order, plain or scrambled; any point of the sequence can be asked for.
 *
 * <p>Scrambling: nested uniform (Owen's), by hashing each coordinate's digits from the first on, so that nets stay
 * nets. Dimensions beyond the 64 with direction numbers are filled with independent uniform numbers.
 *
 * <p>Source: Antonov and Saleev 1979 for the order; Burley 2020, "Practical hash-based Owen scrambling", for the hash.
 *
 * <p>Cost: 32 operations a coordinate. Randomness: the scrambling's keys, drawn at construction. Threads: immutable.
 */
public final class Sobol {
    private final int dimensions;
    private final int[] keys;

    private Sobol(int dimensions, int[] keys) {
        this.dimensions = dimensions;
        this.keys = keys;
    }

    /** The sequence as defined; its first point is 0. At most 64 dimensions. */
    public static Sobol plain(int dimensions) {
        if (dimensions > JoeKuo.DIMENSIONS)
            throw new IllegalArgumentException(
                    "at most %d dimensions, got %d".formatted(JoeKuo.DIMENSIONS, dimensions));
        return new Sobol(dimensions, new int[0]);
    }

    /** A scrambled sequence; draws one word a dimension. */
    public static Sobol scrambled(int dimensions, DrawSequence draws) {
        int[] keys = new int[dimensions];
        for (int i = 0; i < dimensions; i++) keys[i] = draws.word();
        return new Sobol(dimensions, keys);
    }

    /** The point with this index, from 0; coordinates in [0, 1). */
    public double[] point(int index) {
        double[] point = new double[dimensions];
        int gray = index ^ (index >>> 1);
        for (int d = 0; d < dimensions; d++) {
            if (d >= JoeKuo.DIMENSIONS) {
                point[d] = fraction(mix(mix(index + 0x9E3779B9) ^ keys[d]));
                continue;
            }
            int[] directions = JoeKuo.of(d);
            int digits = 0;
            for (int rest = gray; rest != 0; rest &= rest - 1)
                digits ^= directions[Integer.numberOfTrailingZeros(rest)];
            point[d] = fraction(keys.length == 0 ? digits : scramble(digits, keys[d]));
        }
        return point;
    }

    private static double fraction(int digits) {
        return (digits & 0xFFFFFFFFL) * 0x1p-32;
    }

    /** Flips each digit by a hash of the digits before it: even multipliers carry only from lower bits to higher. */
    private static int scramble(int digits, int key) {
        int x = Integer.reverse(digits) + key;
        x ^= x * 0x6c50b47c;
        x ^= x * 0xb82f1e52;
        x ^= x * 0xc7afe638;
        x ^= x * 0x8d22f6e6;
        return Integer.reverse(x);
    }

    /** A bijection of 32 bits that leaves no pattern (the finaliser of MurmurHash3). */
    private static int mix(int x) {
        x = (x ^ (x >>> 16)) * 0x85EBCA6B;
        x = (x ^ (x >>> 13)) * 0xC2B2AE35;
        return x ^ (x >>> 16);
    }
}
