// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

/**
 * Where cells of a text file stand: found in the text itself, which is kept for it.
 *
 * @param lineOfRow the line in which each row begins
 */
record TextPlaces(TextFile file, int[] lineOfRow, Places inLine) implements Table.Places {
    /** Where in a line a cell stands. */
    interface Places {
        String of(int line, int column);
    }

    @Override
    public String of(int row, int column) {
        return inLine.of(lineOfRow[row], column);
    }

    @Override
    public long bytes() {
        return file.bytes() + (long) Integer.BYTES * lineOfRow.length;
    }
}
