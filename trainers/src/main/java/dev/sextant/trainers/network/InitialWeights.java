// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;

/**
 * Draws the weights that a training begins with, layer by layer from streams of their own. A recurrent layer's gates
 * are each drawn as a layer of their own (Keras draws all as one).
 *
 * <p>Cost: a draw a weight; orthogonal matrices take 2 × weights × the smaller of inputs and outputs operations more.
 */
final class InitialWeights {
    private InitialWeights() {}

    /**
     * @param activation what follows the layer: {@link Activation#IDENTITY} for the output layer
     * @param array overwritten where the weights stand, padding aside
     */
    static void draw(
            Initializer initializer, Activation activation, DrawSequence draws, Tensor weights, float[] array) {
        int in = weights.rows();
        int both = weights.rows() + weights.block() * receptiveField(weights);
        switch (initializer) {
            case DEFAULT -> {
                if (weights.role() == Tensor.Role.STATE_WEIGHT) orthogonal(draws, weights, array);
                else uniform(draws, weights, array, Math.sqrt(6.0 / (activation.rectifies() ? in : both)));
            }
            case GLOROT_UNIFORM -> uniform(draws, weights, array, Math.sqrt(6.0 / both));
            case GLOROT_NORMAL -> normal(draws, weights, array, Math.sqrt(2.0 / both));
            case HE_UNIFORM -> uniform(draws, weights, array, Math.sqrt(6.0 / in));
            case HE_NORMAL -> normal(draws, weights, array, Math.sqrt(2.0 / in));
            case ORTHOGONAL -> orthogonal(draws, weights, array);
            case ZEROS -> weights.fill(array, 0f);
        }
    }

    /**
     * An embedding's table: from the standard normal distribution, as PyTorch's is, since a row stands for itself and
     * is no sum over others; or zeros where those are asked for.
     */
    static void drawTable(Initializer initializer, DrawSequence draws, Tensor table, float[] array) {
        if (initializer != Initializer.ZEROS) normal(draws, table, array, 1);
    }

    /** Places at which one input meets one output: a kernel's, otherwise 1. */
    private static int receptiveField(Tensor weights) {
        int field = 1;
        for (int d = 2; d < weights.shape().length; d++) field *= weights.shape()[d];
        return field;
    }

    private static void uniform(DrawSequence draws, Tensor weights, float[] array, double bound) {
        for (int p = 0; p < weights.rows(); p++) uniformRow(draws, weights, array, bound, p);
    }

    /** A method of its own, so that it is compiled by its calls and not again and again in the middle of a loop. */
    private static void uniformRow(DrawSequence draws, Tensor weights, float[] array, double bound, int p) {
        for (int q = 0; q < weights.columns(); q++)
            array[weights.index(p, q)] = (float) ((2 * draws.uniform() - 1) * bound);
    }

    private static void normal(DrawSequence draws, Tensor weights, float[] array, double deviation) {
        for (int p = 0; p < weights.rows(); p++) normalRow(draws, weights, array, deviation, p);
    }

    private static void normalRow(DrawSequence draws, Tensor weights, float[] array, double deviation, int p) {
        for (int q = 0; q < weights.columns(); q++) array[weights.index(p, q)] = (float) (draws.normal() * deviation);
    }

    /**
     * Normal vectors, made orthonormal one after the other (Gram and Schmidt, modified): what QR of a normal matrix
     * gives when R's diagonal is positive, hence uniform among all such matrices. Saxe, McClelland and Ganguli 2014.
     */
    private static void orthogonal(DrawSequence draws, Tensor weights, float[] array) {
        for (int first = 0; first < weights.columns(); first += weights.block())
            orthogonalBlock(draws, weights, first, array);
    }

    private static void orthogonalBlock(DrawSequence draws, Tensor weights, int first, float[] array) {
        boolean wide = weights.rows() < weights.block();
        double[][] vectors =
                new double[Math.min(weights.rows(), weights.block())][Math.max(weights.rows(), weights.block())];
        for (int k = 0; k < vectors.length; k++) {
            for (int i = 0; i < vectors[k].length; i++) vectors[k][i] = draws.normal();
            for (int before = 0; before < k; before++)
                addScaled(vectors[k], vectors[before], -dot(vectors[k], vectors[before]));
            double length = Math.sqrt(dot(vectors[k], vectors[k]));
            for (int i = 0; i < vectors[k].length; i++) {
                vectors[k][i] /= length;
                array[wide ? weights.index(k, first + i) : weights.index(i, first + k)] = (float) vectors[k][i];
            }
        }
    }

    /** Four partial sums in a fixed order, as one would wait for itself. */
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = a.length & -4;
        for (int i = 0; i < whole; i += 4) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
        }
        for (int i = whole; i < a.length; i++) s0 = Math.fma(a[i], b[i], s0);
        return (s0 + s1) + (s2 + s3);
    }

    private static void addScaled(double[] a, double[] b, double factor) {
        for (int i = 0; i < a.length; i++) a[i] = Math.fma(factor, b[i], a[i]);
    }
}
