// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Limits;
import dev.sextant.trainers.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/** Rows of columns, see {@link RowEncoding}; over a series the last rows side by side, the oldest first. */
final class TableEncoding implements Encoding {
    private final Dataset dataset;
    private final RowEncoding row;

    /** @param training rows of the dataset */
    TableEncoding(Dataset dataset, int[] training) throws TrainingException {
        this.dataset = dataset;
        row = new RowEncoding(dataset.spec(), dataset.table(), dataset.features(), dataset.tableRows(training));
        if (row.size() == 0) throw dataset.nothingVaries();
    }

    @Override
    public InputForm form() {
        Window window = dataset.spec().window();
        return window == null
                ? new InputForm.Rows(row.form())
                : new InputForm.Series(row.form(), window.length(), window.horizons(), dataset.timeName());
    }

    @Override
    public int inputs() {
        Window window = dataset.spec().window();
        return window == null ? row.size() : Math.multiplyExact(row.size(), window.length());
    }

    @Override
    public Shape shape() {
        Window window = dataset.spec().window();
        return window == null ? new Shape.Vector(row.size()) : window.shape(row.size());
    }

    @Override
    public Matrix inputs(int[] part) throws TrainingException {
        Window window = dataset.spec().window();
        long cells = (long) part.length * Matrix.padded(row.size());
        if (window != null) cells += (long) window.count(part.length) * Matrix.padded(inputs());
        if (cells * dataset.spec().foldCount() > Limits.DEFAULT.cells())
            throw new TrainingException(
                    dataset.spec().source().key(),
                    "%d rows of %d inputs%s are more than the %d numbers that fit"
                            .formatted(
                                    part.length,
                                    inputs(),
                                    dataset.spec().foldCount() == 1
                                            ? ""
                                            : " in %d folds"
                                                    .formatted(dataset.spec().foldCount()),
                                    Limits.DEFAULT.cells()),
                    "use a sample of the rows, or leave columns out with \"drop\"");
        Matrix rows = row.matrix(dataset.tableRows(part));
        return window == null ? rows : windows(rows, window);
    }

    /** Row w of the result is rows w · stride … of the part, side by side. */
    private Matrix windows(Matrix rows, Window window) {
        Matrix matrix = Matrix.zeros(window.count(rows.rows()), inputs());
        for (int w = 0; w < matrix.rows(); w++)
            for (int k = 0; k < window.length(); k++)
                System.arraycopy(
                        rows.values(),
                        (w * window.stride() + k) * rows.stride(),
                        matrix.values(),
                        w * matrix.stride() + k * row.size(),
                        row.size());
        return matrix;
    }

    @Override
    public @Nullable Unseen unseen(Feature feature, int[] part) {
        return row.unseen(feature, dataset.tableRows(part));
    }
}
