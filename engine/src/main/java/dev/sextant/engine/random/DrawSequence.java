// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.random;

/**
 * A cursor over one keyed stream of random numbers. The stream itself has no state; the cursor only knows how far it
 * has read. Made by {@link Draws}.
 *
 * <p>Counter layout: (index, part, purpose, trial); key: the study seed. A stream holds 2^34 words.
 *
 * <p>Cost: a few nanoseconds a word. Threads: confined to one.
 */
public final class DrawSequence {
    /** Words of a stream. */
    public static final long LENGTH = 1L << 34;

    private final int key0;
    private final int key1;
    private final int trial;
    private final int purpose;
    private final int part;
    private final int[] block = new int[4];
    private int counter;
    private int used = 4;

    DrawSequence(long seed, int trial, int purpose, int part) {
        this.key0 = (int) seed;
        this.key1 = (int) (seed >>> 32);
        this.trial = trial;
        this.purpose = purpose;
        this.part = part;
    }

    /** How many words were drawn. */
    public long position() {
        return (4 * Integer.toUnsignedLong(counter - 1) + used) % LENGTH;
    }

    /**
     * Goes on as if this many words had been drawn.
     *
     * @param position as {@link #position} said
     */
    public void moveTo(long position) {
        if (position < 0 || position >= LENGTH)
            throw new IllegalArgumentException("position (%d) must lie in 0 … 2^34 - 1".formatted(position));
        counter = (int) (position / 4);
        used = 4;
        for (long words = position % 4; words > 0; words--) word();
    }

    /** 32 random bits. */
    public int word() {
        if (used == 4) {
            Philox.block(counter++, part, purpose, trial, key0, key1, block);
            used = 0;
        }
        return block[used++];
    }

    /** 64 random bits; the word drawn first is the high half. */
    public long bits() {
        return ((long) word() << 32) | (word() & 0xFFFFFFFFL);
    }

    /** Uniform in [0, 1): 53 bits. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /**
     * Uniform whole number in [0, bound); bound at least 1. Lemire 2019, "Fast random integer generation in an
     * interval".
     */
    public int below(int bound) {
        if (bound < 1) throw new IllegalArgumentException("bound (%d) must be at least 1".formatted(bound));
        long product = (word() & 0xFFFFFFFFL) * bound;
        if ((product & 0xFFFFFFFFL) < bound) {
            long threshold = (0x1_0000_0000L - bound) % bound;
            while ((product & 0xFFFFFFFFL) < threshold) product = (word() & 0xFFFFFFFFL) * bound;
        }
        return (int) (product >>> 32);
    }

    /** Standard normal, by inverting the distribution function at a uniform in (0, 1). */
    public double normal() {
        return Normal.quantile(((bits() >>> 12) + 0.5) * 0x1p-52);
    }

    /** Shuffles in place (Fisher and Yates, from the end). */
    public void shuffle(int[] items) {
        for (int i = items.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int swap = items[i];
            items[i] = items[j];
            items[j] = swap;
        }
    }
}
