// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/**
 * Batch normalisation: y = (x − mean) / √(variance + ε) × scale + shift, column by column. In training, mean and
 * variance are the batch's; in evaluation, running ones, which each training batch moves by a tenth towards its own.
 *
 * <p>Source: Ioffe and Szegedy 2015, Algorithms 1 and 2; ε, the tenth, and the unbiased variance in the running one as
 * in PyTorch. Departure: a batch of one row has no variance, and PyTorch refuses it; here it is normalised by the
 * running figures, as constants, and leaves them as they are. The last batch of an epoch may well have one row. A
 * frozen layer does the same with every batch, so that it stays as it is.
 *
 * <p>Cost: two passes over the values forward, two backward.
 */
final class BatchNorm implements Layer {
    private static final float EPSILON = 1e-5f;

    /** How far a batch moves the running figures. */
    private static final float MOMENTUM = 0.1f;

    private final Signal input;
    private final Signal output;
    private final boolean learns;
    private final Tensor scale;
    private final Tensor shift;
    private final Tensor runningMean;
    private final Tensor runningVariance;
    /** What the last batch was normalised by. */
    private final float[] mean;

    private final float[] variance;
    /** 1 / √(variance + ε). */
    private final float[] inverse;
    /** Backward: scale × inverse, and the means of dy and of dy x̂; zeros where mean and variance were constants. */
    private final float[] factor;

    private final float[] level;
    private final float[] slope;

    /** @param number of its kind, from 1 */
    BatchNorm(int number, Signal input, boolean learns, TensorLayout layout, int mostRows, Storage storage) {
        this.input = input;
        this.learns = learns;
        output = input.elementwise(mostRows, storage);
        int width = input.width();
        String name = "batchNorm" + number;
        scale = layout.columns(name + ".scale", width);
        shift = layout.columns(name + ".shift", width);
        runningMean = layout.statistics(name + ".mean", width);
        runningVariance = layout.statistics(name + ".variance", width);
        int padded = Matrix.padded(width);
        mean = storage.floats(padded);
        variance = storage.floats(padded);
        inverse = storage.floats(padded);
        factor = storage.floats(padded);
        level = storage.floats(padded);
        slope = storage.floats(padded);
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

    private boolean usesBatch(Pass pass) {
        return pass.training() && learns && pass.rows() > 1;
    }

    @Override
    public void forward(Pass pass) {
        if (usesBatch(pass)) {
            pass.columns().moments(pass.rows(), input.panels(), input.values(), mean, variance);
            follow(pass);
        } else {
            System.arraycopy(pass.statistics, runningMean.at(), mean, 0, mean.length);
            System.arraycopy(pass.statistics, runningVariance.at(), variance, 0, variance.length);
        }
        for (int j = 0; j < inverse.length; j++) inverse[j] = 1f / (float) Math.sqrt(variance[j] + EPSILON);
        pass.columns()
                .normalise(
                        pass.rows(),
                        input.panels(),
                        input.values(),
                        mean,
                        inverse,
                        pass.parameters,
                        scale.at(),
                        shift.at(),
                        output.values());
    }

    /** Moves the running figures. */
    private void follow(Pass pass) {
        float[] running = pass.statistics;
        float unbiased = (float) pass.rows() / (pass.rows() - 1);
        for (int j = 0; j < mean.length; j++) {
            int at = runningMean.at() + j;
            running[at] = (1f - MOMENTUM) * running[at] + MOMENTUM * mean[j];
            at = runningVariance.at() + j;
            running[at] = (1f - MOMENTUM) * running[at] + MOMENTUM * (variance[j] * unbiased);
        }
    }

    @Override
    public void backward(Pass pass) {
        if (learns)
            pass.columns()
                    .sums(
                            pass.rows(),
                            input.panels(),
                            output.gradient(),
                            input.values(),
                            mean,
                            inverse,
                            pass.gradient,
                            scale.at(),
                            shift.at());
        float share = usesBatch(pass) ? 1f / pass.rows() : 0f;
        for (int j = 0; j < factor.length; j++) {
            factor[j] = pass.parameters[scale.at() + j] * inverse[j];
            level[j] = pass.gradient[shift.at() + j] * share;
            slope[j] = pass.gradient[scale.at() + j] * share;
        }
        pass.columns()
                .centre(
                        pass.rows(),
                        input.panels(),
                        output.gradient(),
                        input.values(),
                        mean,
                        inverse,
                        factor,
                        level,
                        slope);
    }
}
