// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * Sums over one plane of 16 images, pixel by pixel with the samples side by side, in the two twins of {@link Kernels}
 * and with the same bits in both: each lane is one chain over the pixels in rising order.
 *
 * <p>Threads: without state; any number may call.
 */
public sealed interface PlaneKernels permits ScalarPlanes, VectorPlanes {
    /**
     * sums[j] = sum of x[i + j], over i from, from + 16, … below to.
     *
     * @param sums 16 floats, overwritten
     */
    void sum(int from, int to, float[] x, float[] sums);

    /** sums[j] = sum of (x[i + j] − mean)². */
    void squares(int from, int to, float[] x, float mean, float[] sums);

    /**
     * sums[j] = sum of dy[i + j] x̂[i + j], and sums[16 + j] = sum of dy[i + j], where x̂ = (x − mean) inverse.
     *
     * @param sums 32 floats, overwritten
     */
    void slopes(int from, int to, float[] dy, float[] x, float mean, float inverse, float[] sums);

    /** The twin in use: like {@link Kernels#chosen}, the plain one until the other has been compiled. */
    static PlaneKernels chosen() {
        return PlaneWarmup.current();
    }

    /** The twin that goes with one of the kernels. */
    static PlaneKernels besides(Kernels kernels) {
        return switch (kernels) {
            case ScalarKernels plain -> ScalarPlanes.INSTANCE;
            case VectorKernels vectors -> VectorPlanes.INSTANCE;
        };
    }
}
