// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

/**
 * What pulls every parameter, biases included, towards 0. Both use θ as it was before the step: g ← g + λ₂θ, which the
 * rule then scales like any gradient, and θ ← θ − ηλθ beside what the rule does.
 *
 * <p>Source: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization".
 *
 * @param l2 λ₂ of the L2 penalty, at least 0
 * @param decoupled λ, at least 0
 */
public record Decay(double l2, double decoupled) {
    public static final Decay NONE = new Decay(0, 0);

    public Decay {
        Bounds.NOT_NEGATIVE.require("weightDecay", l2);
        Bounds.NOT_NEGATIVE.require("decoupledWeightDecay", decoupled);
    }

    boolean isNone() {
        return l2 == 0 && decoupled == 0;
    }

    /** This, and more of the decoupled decay. */
    Decay plus(double more) {
        Bounds.NOT_NEGATIVE.require("weightDecay", more);
        return new Decay(l2, decoupled + more);
    }

    /** λ₂ as the loops take it: g = fma(penalty, θ, g). */
    float penalty() {
        return (float) l2;
    }

    /** The share of a parameter that one step at this rate takes away. */
    float pull(double rate) {
        return (float) (rate * decoupled);
    }
}
