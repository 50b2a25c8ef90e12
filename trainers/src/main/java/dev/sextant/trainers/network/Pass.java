// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.ConvolutionKernels;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.PlaneKernels;
import java.util.function.Supplier;

/**
 * What every layer works with while a batch goes through the network: the arrays of all tensors, and the batch's size
 * and purpose. One a network, changed from batch to batch so that a step allocates nothing.
 */
final class Pass {
    /** All that is learnt, see {@link TensorLayout}; padding is exactly 0 and stays so, since its gradient is. */
    final float[] parameters;

    /** The gradient of the mean loss at each parameter. */
    final float[] gradient;
    /** What is gathered and not learnt: running means and variances. */
    final float[] statistics;
    /** Room that layers use in turn, each from call to call: for transposed weights and the like. */
    final float[] scratch;

    /** Steps of each sample of the batch; 1 … steps where the input is ragged, otherwise not to be read. */
    final int[] lengths;

    /** Asked only by layers of images: others need not load them. */
    private final Supplier<ConvolutionKernels> convolutions;

    private final Supplier<PlaneKernels> planes;

    private Kernels kernels = Kernels.chosen();
    private ColumnKernels columns = ColumnKernels.chosen();
    private int rows;
    private boolean training;

    Pass(TensorLayout layout, int[] lengths) {
        this(layout, lengths, ConvolutionKernels::chosen);
    }

    Pass(TensorLayout layout, int[] lengths, Supplier<ConvolutionKernels> convolutions) {
        this(layout, lengths, convolutions, PlaneKernels::chosen);
    }

    Pass(TensorLayout layout, int[] lengths, Supplier<ConvolutionKernels> convolutions, Supplier<PlaneKernels> planes) {
        this.lengths = lengths;
        this.convolutions = convolutions;
        this.planes = planes;
        parameters = new float[layout.parameters()];
        gradient = new float[layout.parameters()];
        statistics = new float[layout.statistics()];
        scratch = new float[layout.scratch()];
    }

    /** @param trained whether layers that behave differently in training are to do so */
    void begin(Kernels twin, ColumnKernels columnTwin, int batch, boolean trained) {
        kernels = twin;
        columns = columnTwin;
        rows = batch;
        training = trained;
    }

    Kernels kernels() {
        return kernels;
    }

    ColumnKernels columns() {
        return columns;
    }

    ConvolutionKernels convolutions() {
        return convolutions.get();
    }

    PlaneKernels planes() {
        return planes.get();
    }

    int rows() {
        return rows;
    }

    boolean training() {
        return training;
    }
}
