// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * What batch normalisation does to the columns of a batch, in the two twins of {@link Kernels} and with its layout; the
 * same bits in both, since every column is one chain of operations over the rows in rising order.
 *
 * <p>Arrays with an entry a column are as long as all panels are wide. Entries of the padding are worked on like the
 * others; rows between rows and tiled(rows) are left out of every sum and otherwise treated as the others are.
 *
 * <p>Threads: without state; any number may call.
 */
public sealed interface ColumnKernels permits ScalarColumns, VectorColumns {
    /** Overwrites mean[j] = sum over i of x[i, j] / rows, and variance[j] = sum of (x[i, j] − mean[j])² / rows. */
    void moments(int rows, int panels, float[] x, float[] mean, float[] variance);

    /**
     * y[i, j] = (x[i, j] − mean[j]) inverse[j] scale[j] + shift[j].
     *
     * @param parameters scale[j] stands at scaleAt + j, shift[j] at shiftAt + j
     */
    void normalise(
            int rows,
            int panels,
            float[] x,
            float[] mean,
            float[] inverse,
            float[] parameters,
            int scaleAt,
            int shiftAt,
            float[] y);

    /**
     * The gradients of scale and shift: the sums over i of dy[i, j] x̂[i, j] and of dy[i, j], where x̂ = (x − mean)
     * inverse.
     *
     * @param gradient overwritten at scaleAt + j and shiftAt + j
     */
    void sums(
            int rows,
            int panels,
            float[] dy,
            float[] x,
            float[] mean,
            float[] inverse,
            float[] gradient,
            int scaleAt,
            int shiftAt);

    /** dy[i, j] ← factor[j] (dy[i, j] − level[j] − x̂[i, j] slope[j]), where x̂ = (x − mean) inverse. */
    void centre(
            int rows,
            int panels,
            float[] dy,
            float[] x,
            float[] mean,
            float[] inverse,
            float[] factor,
            float[] level,
            float[] slope);

    /** The twin in use: like {@link Kernels#chosen}, the plain one until the other has been compiled. */
    static ColumnKernels chosen() {
        return ColumnWarmup.current();
    }

    /** The twin that goes with one of the kernels. */
    static ColumnKernels besides(Kernels kernels) {
        return switch (kernels) {
            case ScalarKernels plain -> ScalarColumns.INSTANCE;
            case VectorKernels vectors -> VectorColumns.INSTANCE;
        };
    }
}
