// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.trainers.table.Column;
import java.util.Objects;

/**
 * Rows of a data set, to be asked whether one of them is identical to another row: the same features, of a sequence in
 * all steps, and targets.
 *
 * <p>An open-addressed table of row numbers; what has equal hashes is compared. Cost: O(rows · columns).
 */
final class Twins {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final Dataset dataset;
    private final int[] slots;

    /** @param rows places among the dataset's rows */
    Twins(Dataset dataset, int[] rows) {
        this.dataset = dataset;
        slots = new int[Math.max(4, Integer.highestOneBit(Math.max(1, rows.length)) * 4)];
        for (int row : rows) {
            int slot = slot(row);
            while (slots[slot] != 0 && !same(slots[slot] - 1, row)) slot = (slot + 1) & (slots.length - 1);
            slots[slot] = row + 1;
        }
    }

    boolean has(int row) {
        int slot = slot(row);
        while (slots[slot] != 0) {
            if (same(slots[slot] - 1, row)) return true;
            slot = (slot + 1) & (slots.length - 1);
        }
        return false;
    }

    private int slot(int row) {
        int at = dataset.rows()[row];
        long hash = 0;
        for (int step : dataset.featureRows(row))
            for (Feature feature : dataset.features()) hash = mixed(hash, feature.cells(), step);
        for (int target : dataset.roles().targets())
            hash = mixed(hash, dataset.table().columns().get(target), at);
        return (int) (hash >>> 40) & (slots.length - 1);
    }

    private static long mixed(long hash, Column cells, int row) {
        String text = cells.text(row);
        long cell = text == null ? Double.doubleToLongBits(cells.number(row) + 0.0) : text.hashCode();
        long mixed = (hash ^ cell) * MULTIPLIER;
        return mixed ^ (mixed >>> 29);
    }

    private boolean same(int one, int other) {
        int a = dataset.rows()[one];
        int b = dataset.rows()[other];
        int[] steps = dataset.featureRows(one);
        int[] others = dataset.featureRows(other);
        if (steps.length != others.length) return false;
        for (Feature feature : dataset.features())
            for (int i = 0; i < steps.length; i++) if (!same(feature.cells(), steps[i], others[i])) return false;
        for (int target : dataset.roles().targets())
            if (!same(dataset.table().columns().get(target), a, b)) return false;
        return true;
    }

    private static boolean same(Column cells, int a, int b) {
        return Objects.equals(cells.text(a), cells.text(b))
                && Double.compare(cells.number(a) + 0.0, cells.number(b) + 0.0) == 0;
    }
}
