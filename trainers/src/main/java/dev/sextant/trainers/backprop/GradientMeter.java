// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.trainers.network.Network;
import java.util.Arrays;

/**
 * The size of an epoch's gradients, layer by layer: the root mean square of their norms at a few of its steps, evenly
 * spaced, the first among them. Gradients that vanish or explode can be seen, and a training hardly pays for it.
 */
final class GradientMeter {
    /** Steps of an epoch that are looked at, at most. */
    private static final int SAMPLES = 8;

    private final double[] norms;
    private final double[] squares;
    private final int stride;
    private int steps;
    private int samples;

    /** @param batches steps in an epoch */
    GradientMeter(int layers, int batches) {
        norms = new double[layers];
        squares = new double[layers];
        stride = Math.ceilDiv(batches, SAMPLES);
    }

    /** After a step. */
    void step(Network network) {
        if (steps++ % stride != 0) return;
        network.gradientNorms(norms);
        for (int l = 0; l < norms.length; l++) squares[l] += norms[l] * norms[l];
        samples++;
    }

    /** Of a layer from 0, in this epoch. */
    double norm(int layer) {
        return Math.sqrt(squares[layer] / samples);
    }

    /** Begins another epoch. */
    void clear() {
        Arrays.fill(squares, 0);
        steps = 0;
        samples = 0;
    }
}
