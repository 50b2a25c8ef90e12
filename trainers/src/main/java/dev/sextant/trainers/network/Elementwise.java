// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Functions;

/**
 * An activation: the same function of every value. Backward multiplies the gradient, in place, with the function's
 * slope: found from the value it gave, or kept from the way forward where that does not tell.
 *
 * <p>Each loop is a method of its own over arrays with one index, which the compiler turns into vector instructions.
 */
final class Elementwise implements Layer {
    private static final float LEAK = 0.01f;

    /** 1/√2, and 1/√(2π). */
    private static final float ROOT_HALF = 0.70710678f;

    private static final float NORMAL_PEAK = 0.39894228f;

    private final Activation activation;
    private final Signal input;
    private final Signal output;
    /** Slopes at the last values, for those functions that keep them. */
    private final float[] slopes;

    Elementwise(Activation activation, Signal input, int mostRows, Storage storage) {
        this.activation = activation;
        this.input = input;
        output = input.elementwise(mostRows, storage);
        slopes = storage.floats(keepsSlopes(activation) ? Signal.length(input.shape(), mostRows) : 0);
    }

    private static boolean keepsSlopes(Activation activation) {
        return switch (activation) {
            case GELU, SILU, SOFTPLUS -> true;
            case RELU, LEAKY_RELU, ELU, TANH, SIGMOID, IDENTITY -> false;
        };
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        float[] x = input.values();
        float[] y = output.values();
        int length = output.length(pass.rows());
        switch (activation) {
            case RELU -> relu(x, y, length);
            case LEAKY_RELU -> leakyRelu(x, y, length);
            case ELU -> elu(x, y, length);
            case GELU -> gelu(x, y, slopes, length);
            case SILU -> silu(x, y, slopes, length);
            case SOFTPLUS -> softplus(x, y, slopes, length);
            case TANH -> tanh(x, y, length);
            case SIGMOID -> sigmoid(x, y, length);
            case IDENTITY -> System.arraycopy(x, 0, y, 0, length);
        }
        // what is not 0 at 0 would fill the padding
        if (activation == Activation.SIGMOID || activation == Activation.SOFTPLUS) output.clearPadding(y, pass.rows());
    }

    @Override
    public void backward(Pass pass) {
        float[] y = output.values();
        float[] delta = output.gradient();
        int length = output.length(pass.rows());
        switch (activation) {
            case RELU -> reluBackward(y, delta, length);
            case LEAKY_RELU -> leakyReluBackward(y, delta, length);
            case ELU -> eluBackward(y, delta, length);
            case GELU, SILU, SOFTPLUS -> multiply(slopes, delta, length);
            case TANH -> tanhBackward(y, delta, length);
            case SIGMOID -> sigmoidBackward(y, delta, length);
            case IDENTITY -> {}
        }
    }

    private static void relu(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) y[i] = Math.max(x[i], 0f);
    }

    private static void reluBackward(float[] y, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= Math.signum(y[i]);
    }

    private static void leakyRelu(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) y[i] = Math.max(x[i], LEAK * x[i]);
    }

    private static void leakyReluBackward(float[] y, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= Math.fma(Math.max(Math.signum(y[i]), 0f), 1f - LEAK, LEAK);
    }

    private static void elu(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) y[i] = Math.max(x[i], 0f) + Functions.expm1OfNegative(Math.min(x[i], 0f));
    }

    private static void eluBackward(float[] y, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= Math.min(y[i], 0f) + 1f;
    }

    /** xΦ(x), slope Φ(x) + xφ(x). */
    private static void gelu(float[] x, float[] y, float[] slopes, int length) {
        for (int i = 0; i < length; i++) {
            float share = Math.fma(0.5f, Functions.erf(ROOT_HALF * x[i]), 0.5f);
            float density = NORMAL_PEAK * Functions.expOfNegative(-0.5f * x[i] * x[i]);
            y[i] = x[i] * share;
            slopes[i] = Math.fma(x[i], density, share);
        }
    }

    /** xσ(x), slope σ(x) + xσ(x)(1 − σ(x)). */
    private static void silu(float[] x, float[] y, float[] slopes, int length) {
        for (int i = 0; i < length; i++) {
            float share = Functions.sigmoid(x[i]);
            float value = x[i] * share;
            y[i] = value;
            slopes[i] = Math.fma(value, 1f - share, share);
        }
    }

    /** log(1 + e^x), slope σ(x). */
    private static void softplus(float[] x, float[] y, float[] slopes, int length) {
        for (int i = 0; i < length; i++) {
            float tanh = Functions.tanh(0.5f * x[i]);
            y[i] = Math.max(x[i], 0f) + Functions.softplusTailOf(tanh);
            slopes[i] = Math.fma(0.5f, tanh, 0.5f);
        }
    }

    private static void multiply(float[] slopes, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= slopes[i];
    }

    private static void tanh(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) y[i] = Functions.tanh(x[i]);
    }

    private static void tanhBackward(float[] y, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= Math.fma(-y[i], y[i], 1f);
    }

    private static void sigmoid(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) y[i] = Functions.sigmoid(x[i]);
    }

    private static void sigmoidBackward(float[] y, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= y[i] * (1f - y[i]);
    }
}
