// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** How initial weights are drawn; biases begin at 0 under each, an LSTM's forget gates aside: at 1, as in Keras. */
public enum Initializer {
    /**
     * Follows the activation: He's uniform for hidden layers under a rectifier, Glorot's uniform elsewhere; orthogonal
     * for what a recurrent layer multiplies its state with, as in Keras.
     */
    DEFAULT("default"),
    /** Uniform in ±√(6 / (fan-in + fan-out)). Glorot and Bengio 2010. */
    GLOROT_UNIFORM("glorotUniform"),
    /** Normal, of variance 2 / (fan-in + fan-out). */
    GLOROT_NORMAL("glorotNormal"),
    /** Uniform in ±√(6 / fan-in). He et al. 2015. */
    HE_UNIFORM("heUniform"),
    /** Normal, of variance 2 / fan-in. */
    HE_NORMAL("heNormal"),
    /** Rows or columns, whichever are fewer, orthonormal. Saxe et al. 2014. */
    ORTHOGONAL("orthogonal"),
    /**
     * All 0, forget gates too, which never breaks the symmetry of a hidden layer; for networks without one, and for
     * tests.
     */
    ZEROS("zeros");

    private final String text;

    Initializer(String text) {
        this.text = text;
    }

    /** As documents write it. */
    public String text() {
        return text;
    }
}
