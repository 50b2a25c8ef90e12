// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.sextant.engine.spi.Schema;

/** The settings that several rules share, in the same words everywhere. */
final class Settings {
    private Settings() {}

    static Schema.Key momentum(double preset) {
        return Schema.Key.real(
                "momentum",
                "Share of the last move that is kept; 0.9 remembers about ten steps.",
                Bounds.DECAY,
                preset);
    }

    static Schema.Key dampening(double preset) {
        return Schema.Key.real(
                "dampening",
                "Share of the gradient that is left out of the momentum, from the second step on.",
                Schema.Interval.UNIT,
                preset);
    }

    static Schema.Key beta1(double preset) {
        return Schema.Key.real(
                "beta1",
                "Decay of the mean gradient, which acts as momentum; 0.9 remembers about ten steps.",
                Bounds.DECAY,
                preset);
    }

    static Schema.Key beta2(double preset) {
        return Schema.Key.real(
                "beta2",
                "Decay of the mean squared gradient; 0.999 remembers about a thousand steps.",
                Bounds.DECAY,
                preset);
    }

    static Schema.Key epsilon(double preset) {
        return Schema.Key.real(
                "epsilon",
                "Added to the divisor; where gradients are not far above it, steps become smaller.",
                Bounds.EPSILON,
                preset);
    }

    /** Of rules whose sources have a decay of their own. */
    static Schema.Key decoupledDecay(double preset) {
        return Schema.Key.real(
                "weightDecay",
                "Share of each parameter, times the learning rate, that every step takes away beside the gradient;"
                        + " a decoupledWeightDecay of the training is added to it.",
                Bounds.NOT_NEGATIVE,
                preset);
    }

    static Schema.Key flag(String name, String description, boolean preset) {
        return new Schema.Key(name, new Schema.Flag(description), false, BooleanNode.valueOf(preset));
    }
}
