// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

/**
 * The largest data that is read. Packed files are measured twice: as they stand on the disk and as they unpack.
 *
 * @param text bytes of a file that is held in memory as text: CSV, LIBSVM, ARFF
 * @param stream bytes of a file whose numbers are read as they pass by: IDX, NPY, NPZ (all its entries together)
 * @param rows without the header
 * @param columns as read
 * @param cells numbers of a table that is told as a matrix; numbers that a network is given, one-hot columns and
 *     padding counted
 * @param entries files within an archive
 */
public record Limits(long text, long stream, int rows, int columns, long cells, int entries) {
    /** Ours: what a laptop trains on without swapping. */
    public static final Limits DEFAULT = new Limits(256L << 20, 1L << 30, 5_000_000, 10_000, 100_000_000, 1_000);
}
