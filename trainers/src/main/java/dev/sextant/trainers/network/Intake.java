// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;

/** Brings rows of data to where the first layer reads them. Allocates nothing. */
sealed interface Intake {
    static Intake of(Shape shape, int mostRows, Storage storage) {
        return switch (shape) {
            case Shape.Vector _ -> new Vectors(Signal.of(shape, mostRows, storage));
            case Shape.Image image -> new Images(image, mostRows, storage);
            case Shape.Sequence(int steps, int features, boolean ragged) ->
                new Steps(Signal.of(shape, mostRows, storage), steps, features, ragged);
            case Shape.Tokens(int steps, int _, boolean ragged) ->
                new Steps(Signal.of(shape, mostRows, storage), steps, 1, ragged);
        };
    }

    /** What the first layer reads. */
    Signal signal();

    /**
     * Overwrites the signal's values, and the pass's lengths where samples differ in length.
     *
     * @param order the rows order[from], order[from + 1], …: as many as the pass has
     */
    void read(Pass pass, Matrix inputs, int[] order, int from);

    /** Rows as they are. */
    record Vectors(Signal signal) implements Intake {
        @Override
        public void read(Pass pass, Matrix inputs, int[] order, int from) {
            pass.kernels().gather(pass.rows(), inputs, order, from, signal.values());
        }
    }

    /**
     * Sequences: rows of (step, feature), turned into a line for every step, and the steps that each has where they
     * differ. Of tokens one line has one number, and no others beside it.
     */
    record Steps(Signal signal, int steps, int features, boolean ragged) implements Intake {
        @Override
        public void read(Pass pass, Matrix inputs, int[] order, int from) {
            float[] source = inputs.values();
            float[] values = signal.values();
            boolean lines = signal.shape() instanceof Shape.Sequence;
            int tiled = Kernels.tiled(pass.rows());
            int line = lines ? Kernels.PANEL : 1;
            if (lines) signal.clearPadding(values, pass.rows());
            for (int b = 0; b < pass.rows(); b++) {
                int row = order[from + b] * inputs.stride();
                for (int t = 0; t < steps; t++)
                    Lines.copy(
                            source,
                            row,
                            Kernels.PANEL,
                            t * features,
                            values,
                            (t * tiled + b) * line,
                            steps * tiled * line,
                            0,
                            features);
                if (ragged) pass.lengths[b] = (int) source[row + steps * features];
            }
            if (ragged) for (int b = pass.rows(); b < tiled; b++) pass.lengths[b] = 0;
        }
    }

    /** Images: rows of (channel, row, column), 16 at a time, turned into samples side by side. */
    final class Images implements Intake {
        private final Signal signal;
        /** Panels of a group's rows. */
        private final int panels;

        private final int group;
        /** Sixteen rows as they are, in panels. */
        private final float[] lines;

        private final int[] places;

        private Images(Shape.Image image, int mostRows, Storage storage) {
            signal = Signal.of(image, mostRows, storage);
            panels = Matrix.padded(image.size()) / Kernels.PANEL;
            group = Signal.height(image) * Kernels.PANEL;
            lines = storage.floats((long) panels * Kernels.SQUARE);
            places = storage.ints(Kernels.PANEL);
        }

        @Override
        public Signal signal() {
            return signal;
        }

        @Override
        public void read(Pass pass, Matrix inputs, int[] order, int from) {
            for (int g = 0; g < Signal.groups(pass.rows()); g++) {
                // the batch's last row once more where it has too few
                for (int i = 0; i < Kernels.PANEL; i++)
                    places[i] = order[from + Math.min(g * Kernels.PANEL + i, pass.rows() - 1)];
                pass.kernels().gather(Kernels.PANEL, inputs, places, 0, lines);
                pass.kernels().transpose(1, panels, lines, 0, signal.values(), g * group);
            }
        }
    }
}
