// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/**
 * Batch normalisation: y = (x − mean) / √(variance + ε) × scale + shift, channel by channel (see {@link Channels}). In
 * training, mean and variance are the batch's, over all its samples and their pixels or steps; in evaluation, running
 * ones, which each training batch moves by a tenth towards its own. Of images it rectifies too where the rectifier
 * follows at once, which then costs little.
 *
 * <p>Source: Ioffe and Szegedy 2015, Algorithms 1 and 2 and section 3.2; ε, the tenth, and the unbiased variance in the
 * running one as in PyTorch. Departure: a batch with a single number a channel, such as one row, has no variance, and
 * PyTorch refuses it; here it is normalised by the running figures, as constants, and leaves them as they are. The last
 * batch of an epoch may well have one row. A frozen layer does the same with every batch, so that it stays as it is.
 *
 * <p>Cost: three passes over the values forward, two backward.
 */
final class BatchNorm implements Layer {
    private static final float EPSILON = 1e-5f;

    /** How far a batch moves the running figures. */
    private static final float MOMENTUM = 0.1f;

    private final Signal output;
    private final boolean learns;
    private final Channels channels;
    private final Tensor scale;
    private final Tensor shift;
    private final Tensor runningMean;
    private final Tensor runningVariance;
    private final NormFigures figures;
    /** Whether the last batch was normalised by its own figures. */
    private boolean own;

    /**
     * @param number of its kind, from 1
     * @param rectified see {@link Channels#of}
     */
    BatchNorm(
            int number,
            Signal input,
            boolean rectified,
            boolean learns,
            ValidLines lines,
            TensorLayout layout,
            int mostRows,
            Storage storage) {
        this.learns = learns;
        output = input.elementwise(mostRows, storage);
        channels = Channels.of(input, output, rectified, lines, storage);
        int width = Inference.channels(input.shape());
        String name = "batchNorm" + number;
        scale = layout.columns(name + ".scale", width);
        shift = layout.columns(name + ".shift", width);
        runningMean = layout.statistics(name + ".mean", width);
        runningVariance = layout.statistics(name + ".variance", width);
        figures = new NormFigures(Matrix.padded(width), storage);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void reset(Pass pass) {
        scale.fill(pass.parameters, 1f);
        runningVariance.fill(pass.statistics, 1f);
    }

    @Override
    public void forward(Pass pass) {
        int count = channels.count(pass);
        own = pass.training() && learns && count > 1;
        for (int block = 0; block < channels.blocks(); block++) {
            int first = channels.first(block);
            int end = channels.first(block + 1);
            if (own) {
                channels.moments(pass, block, figures);
                follow(pass, first, end, (float) count / (count - 1));
            } else {
                System.arraycopy(pass.statistics, runningMean.at() + first, figures.mean, first, end - first);
                System.arraycopy(pass.statistics, runningVariance.at() + first, figures.variance, first, end - first);
            }
            for (int j = first; j < end; j++)
                figures.inverse[j] = 1f / (float) Math.sqrt(figures.variance[j] + EPSILON);
            channels.normalise(pass, block, figures, scale.at(), shift.at());
        }
    }

    /** Moves the running figures. */
    private void follow(Pass pass, int first, int end, float unbiased) {
        float[] running = pass.statistics;
        for (int j = first; j < end; j++) {
            int at = runningMean.at() + j;
            running[at] = (1f - MOMENTUM) * running[at] + MOMENTUM * figures.mean[j];
            at = runningVariance.at() + j;
            running[at] = (1f - MOMENTUM) * running[at] + MOMENTUM * (figures.variance[j] * unbiased);
        }
    }

    @Override
    public void backward(Pass pass) {
        float share = own ? 1f / channels.count(pass) : 0f;
        for (int block = 0; block < channels.blocks(); block++) {
            channels.gate(pass, block);
            if (learns) channels.sums(pass, block, figures, scale.at(), shift.at());
            for (int j = channels.first(block); j < channels.first(block + 1); j++) {
                figures.factor[j] = pass.parameters[scale.at() + j] * figures.inverse[j];
                figures.level[j] = pass.gradient[shift.at() + j] * share;
                figures.slope[j] = pass.gradient[scale.at() + j] * share;
            }
            channels.centre(pass, block, figures);
        }
    }
}
