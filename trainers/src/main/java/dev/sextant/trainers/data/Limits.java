// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/**
 * The largest data that is read.
 *
 * @param bytes of a file
 * @param rows without the header
 * @param columns as read
 * @param cells numbers that a network is given, one-hot columns and padding counted
 */
record Limits(long bytes, int rows, int columns, long cells) {
    /** Ours: what a laptop trains on without swapping. */
    static final Limits DEFAULT = new Limits(256L << 20, 5_000_000, 10_000, 100_000_000);
}
