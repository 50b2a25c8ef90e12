// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/** What the outputs are compared with, one entry a row of the data. */
public sealed interface Targets {
    int rows();

    /**
     * Classes.
     *
     * @param labels each in [0, count)
     */
    record Classes(int[] labels, int count) implements Targets {
        public Classes {
            for (int label : labels)
                if (label < 0 || label >= count)
                    throw new IllegalArgumentException("label (%d) must lie in [0, %d)".formatted(label, count));
        }

        @Override
        public int rows() {
            return labels.length;
        }
    }

    /** Numbers, one column an output. */
    record Values(Matrix values) implements Targets {
        @Override
        public int rows() {
            return values.rows();
        }
    }
}
