// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** The vector twin. */
final class VectorPlanes implements PlaneKernels {
    static final VectorPlanes INSTANCE = new VectorPlanes();

    private VectorPlanes() {}

    @Override
    public void sum(int from, int to, float[] x, float[] sums) {
        PlaneVectorLoops.sum(from, to, x, sums);
    }

    @Override
    public void squares(int from, int to, float[] x, float mean, float[] sums) {
        PlaneVectorLoops.squares(from, to, x, mean, sums);
    }

    @Override
    public void slopes(int from, int to, float[] dy, float[] x, float mean, float inverse, float[] sums) {
        PlaneVectorLoops.slopes(from, to, dy, x, mean, inverse, sums);
    }
}
