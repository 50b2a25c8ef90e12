// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.util.Locale;

/** The function between layers. */
public enum Activation {
    RELU,
    TANH,
    SIGMOID;

    /** As documents write it: {@code relu}, {@code tanh}, {@code sigmoid}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
