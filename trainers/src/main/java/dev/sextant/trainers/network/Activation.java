// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** The function after a hidden layer's sums. */
public enum Activation {
    /** max(0, x). */
    RELU("relu"),
    /** x above 0, x/100 below. */
    LEAKY_RELU("leakyRelu"),
    /** x above 0, e^x − 1 below. Clevert et al. 2016. */
    ELU("elu"),
    /** x Φ(x), with the normal distribution function itself. Hendrycks and Gimpel 2016. */
    GELU("gelu"),
    /** x / (1 + e^−x), also called swish. */
    SILU("silu"),
    /** log(1 + e^x). */
    SOFTPLUS("softplus"),
    TANH("tanh"),
    /** 1 / (1 + e^−x). */
    SIGMOID("sigmoid"),
    /** x: a layer that is linear. */
    IDENTITY("identity");

    private final String text;

    Activation(String text) {
        this.text = text;
    }

    /** As documents write it. */
    public String text() {
        return text;
    }

    /** Whether it lets through what is positive and holds back what is not, in some form. */
    boolean rectifies() {
        return switch (this) {
            case RELU, LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS -> true;
            case TANH, SIGMOID, IDENTITY -> false;
        };
    }
}
