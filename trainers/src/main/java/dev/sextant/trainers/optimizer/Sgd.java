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
public record Sgd(double momentum, double dampening, boolean nesterov, Decay decay) implements OptimizerRule {
    /** PyTorch's: no momentum. */
    public static final Sgd PLAIN = new Sgd(0, 0, false, Decay.NONE);

    /** The customary momentum, of Krizhevsky et al. 2012 and since. */
    public static final Sgd MOMENTUM = new Sgd(0.9, 0, false, Decay.NONE);

    public static final Sgd NESTEROV = new Sgd(0.9, 0, true, Decay.NONE);

    public Sgd {
        Bounds.DECAY.require("momentum", momentum);
        Interval.UNIT.require("dampening", dampening);
        if (nesterov && dampening != 0)
            throw new IllegalArgumentException("dampening (%s) must be 0 with nesterov".formatted(dampening));
    }

    public Sgd(double momentum, double dampening, boolean nesterov, double weightDecay) {
        this(momentum, dampening, nesterov, new Decay(weightDecay, 0));
    }

    @Override
    public Stepper stepper(int parameters) {
        return new Buffered(this, parameters);
    }

    private static final class Buffered implements Stepper {
        private final Sgd rule;
        private final float[] buffer;
        /** Whether b has ever been written: its first value is g. */
        private boolean started;

        private double learningRate;
        private double momentum;
        private float gain;

        Buffered(Sgd rule, int parameters) {
            this.rule = rule;
            buffer = new float[parameters];
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            this.momentum = Double.isNaN(momentum) ? rule.momentum : momentum;
            gain = started ? (float) (1 - rule.dampening) : 1f;
            // without momentum there is no buffer to dampen
            if (this.momentum != 0) started = true;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            double rate = learningRate * factor;
            if (momentum == 0 && rule.decay.isNone()) plain(parameters, gradient, from, to, (float) rate);
            else buffered(parameters, gradient, from, to, rate);
        }

        private static void plain(float[] parameters, float[] gradient, int from, int to, float rate) {
            for (int i = from; i < to; i++) parameters[i] = Math.fma(-rate, gradient[i], parameters[i]);
        }

        private void buffered(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] buffer = this.buffer;
            float rate = (float) exact;
            float pull = rule.decay.pull(exact);
            float decay = (float) rule.decay.l2();
            float keep = (float) momentum;
            float gain = momentum == 0 ? 1f : this.gain;
            // θ moves by own * g + shared * b: one loop for the three forms
            float own = rule.nesterov ? 1f : 0f;
            float shared = rule.nesterov ? keep : 1f;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(decay, theta, gradient[i]);
                float b = Math.fma(keep, buffer[i], gain * g);
                buffer[i] = b;
                parameters[i] = Math.fma(-rate, Math.fma(own, g, shared * b), Math.fma(-pull, theta, theta));
            }
        }
    }
}
