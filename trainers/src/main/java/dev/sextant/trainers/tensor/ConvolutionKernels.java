// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * Convolution and pooling of images with the batch in their lanes (see {@link Stencil}), in the three twins of
 * {@link Kernels} and with the same bits in all: what a sample gives is one chain of multiply-adds over the taps in
 * rising order, and a sum over samples keeps 16 partial sums, a lane each, which one fixed tree adds.
 *
 * <p>With the batch in the lanes a multiply-add is one weight times 16 samples, whatever the kernel's size and stride:
 * nothing is unfolded into a matrix, and no lane is idle for an image that is narrower than a vector.
 *
 * <p>Weights stay packed by fours of filters, see {@link Stencil#weights}; images given have tiled(filters) channels,
 * of which those beyond the filters hold anything finite. Lanes beyond the batch are worked on like the others: values
 * there hold anything finite, gradients hold 0 and are given as 0.
 *
 * <p>Threads: without state; any number may call.
 */
public sealed interface ConvolutionKernels permits ScalarConvolutions, VectorConvolutions {
    /** Pixels whose gradients are worked on together, so that they are still near when the next taps need them. */
    int BLOCK = 64;

    /**
     * y[f] = bias[f] + sum over taps of x[tap] w[f, tap], by rising tap, for f below tiled(filters); what is below the
     * floor becomes 0.
     *
     * @param w weights from wAt on, and a bias a filter from biasAt on; zeros for filters beyond the last
     * @param floor 0 rectifies, NaN does nothing
     * @param scratch overwritten
     */
    void convolve(
            int groups,
            Stencil stencil,
            float[] x,
            float[] w,
            int wAt,
            int biasAt,
            float floor,
            float[] scratch,
            float[] y);

    /**
     * dx[tap] = sum of dy[f] w[f, tap] over blocks of {@link Stencil#block} pixels given, within those over taps, and
     * within those over filters, for the channels read; overwrites those.
     */
    void inputGradient(int groups, Stencil stencil, float[] dy, float[] w, int wAt, float[] scratch, float[] dx);

    /**
     * The gradients of weights and biases: the sums over samples and pixels of dy[f] x[tap], and of dy[f], by rising
     * (group, pixel) in each lane. Where floor is 0, dy becomes 0 first where y is not above it.
     *
     * @param y what {@link #convolve} gave
     * @param gradient overwritten from wAt and biasAt on; 0 for filters beyond the last
     * @param scratch overwritten
     */
    void weightGradient(
            int groups,
            Stencil stencil,
            float[] x,
            float[] y,
            float floor,
            float[] dy,
            float[] scratch,
            float[] gradient,
            int wAt,
            int biasAt);

    /** y = the greatest value in each window. The stencil reads one channel; it is laid on each of them in turn. */
    void greatest(int groups, int channels, Stencil stencil, float[] x, float[] y);

    /**
     * Overwrites dx: every dy goes to the first value of its window, by rising tap, that equals the greatest, and
     * nothing to the others; sums where windows overlap, by rising pixel.
     */
    void greatestGradient(int groups, int channels, Stencil stencil, float[] x, float[] y, float[] dy, float[] dx);

    /** y = factor × the sum of each window, by rising tap. The stencil reads one channel. */
    void sum(int groups, int channels, Stencil stencil, float factor, float[] x, float[] y);

    /** Overwrites dx: every value of a window gets factor × dy; sums where windows overlap, by rising pixel. */
    void sumGradient(int groups, int channels, Stencil stencil, float factor, float[] dy, float[] dx);

    /** The twin in use: like {@link Kernels#chosen}, the plain one until the other has been compiled. */
    static ConvolutionKernels chosen() {
        return ConvolutionWarmup.current();
    }

    /** The twin that goes with one of the kernels. */
    static ConvolutionKernels besides(Kernels kernels) {
        return switch (kernels) {
            case ScalarKernels plain -> ScalarConvolutions.INSTANCE;
            case VectorKernels vectors -> VectorConvolutions.besides(vectors);
        };
    }
}
