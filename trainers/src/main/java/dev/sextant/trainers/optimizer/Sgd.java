// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import dev.sextant.engine.spi.Schema.Interval;

/**
 * Stochastic gradient descent with momentum: b = μb + (1 − τ)g, at the first step b = g; then θ ← θ − ηb, or with
 * Nesterov's look-ahead θ ← θ − η(g + μb). The learning rate stands outside the buffer, so a schedule acts at once.
 *
 * <p>Source: PyTorch's {@code torch.optim.SGD}. Departure: Nesterov's form is allowed with momentum 0, where it is
 * plain descent, so that a search may include that end of the range.
 *
 * @param momentum μ, in [0, 1)
 * @param dampening τ, in [0, 1]
 */
public record Sgd(double momentum, double dampening, boolean nesterov, double weightDecay) implements OptimizerRule {
    /** PyTorch's: no momentum. */
    public static final Sgd PLAIN = new Sgd(0, 0, false, 0);

    /** The customary momentum, of Krizhevsky et al. 2012 and since. */
    public static final Sgd MOMENTUM = new Sgd(0.9, 0, false, 0);

    public static final Sgd NESTEROV = new Sgd(0.9, 0, true, 0);

    public Sgd {
        Bounds.DECAY.require("momentum", momentum);
        Interval.UNIT.require("dampening", dampening);
        Bounds.NOT_NEGATIVE.require("weightDecay", weightDecay);
        if (nesterov && dampening != 0)
            throw new IllegalArgumentException("dampening (%s) must be 0 with nesterov".formatted(dampening));
    }

    @Override
    public Stepper stepper(int parameters) {
        float[] buffer = new float[parameters];
        float decay = (float) weightDecay;
        float keep = (float) momentum;
        // without momentum there is no buffer to dampen
        float gain = momentum == 0 ? 1f : (float) (1 - dampening);
        // θ moves by own * g + shared * b: one loop for the three forms
        float own = nesterov ? 1f : 0f;
        float shared = nesterov ? keep : 1f;
        boolean[] started = {false};
        return (parameter, gradient, learningRate) -> {
            step(parameter, gradient, buffer, decay, keep, started[0] ? gain : 1f, own, shared, (float) learningRate);
            started[0] = true;
        };
    }

    private static void step(
            float[] parameters,
            float[] gradient,
            float[] buffer,
            float decay,
            float keep,
            float gain,
            float own,
            float shared,
            float rate) {
        for (int i = 0; i < parameters.length; i++) {
            float g = Math.fma(decay, parameters[i], gradient[i]);
            float b = Math.fma(keep, buffer[i], gain * g);
            buffer[i] = b;
            parameters[i] = Math.fma(-rate, Math.fma(own, g, shared * b), parameters[i]);
        }
    }
}
