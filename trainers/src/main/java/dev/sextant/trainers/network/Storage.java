// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/**
 * Gives layers their arrays and counts what they take; or counts alone, for {@link Room}: then every array is empty. So
 * layers take all their arrays from here, and touch no element before the network is whole.
 */
final class Storage {
    private static final float[] NO_FLOATS = {};
    private static final int[] NO_INTS = {};
    private static final boolean[] NO_FLAGS = {};

    private final boolean counting;
    private long bytes;

    private Storage(boolean counting) {
        this.counting = counting;
    }

    static Storage real() {
        return new Storage(false);
    }

    static Storage counting() {
        return new Storage(true);
    }

    float[] floats(long length) {
        count(length, Float.BYTES);
        return counting ? NO_FLOATS : new float[Math.toIntExact(length)];
    }

    int[] ints(long length) {
        count(length, Integer.BYTES);
        return counting ? NO_INTS : new int[Math.toIntExact(length)];
    }

    boolean[] flags(long length) {
        count(length, 1);
        return counting ? NO_FLAGS : new boolean[Math.toIntExact(length)];
    }

    private void count(long length, int each) {
        bytes = Math.addExact(bytes, Math.multiplyExact(length, each));
    }

    /** Of all arrays so far. */
    long bytes() {
        return bytes;
    }
}
