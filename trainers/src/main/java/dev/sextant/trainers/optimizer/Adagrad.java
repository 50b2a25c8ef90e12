// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import java.util.Arrays;

/**
 * Divides by the root of all squared gradients so far: s += g²; θ ← θ − η / (1 + (t − 1)d) · g / (√s + ε).
 *
 * <p>Source: Duchi, Hazan and Singer 2011, as in PyTorch's {@code torch.optim.Adagrad}.
 *
 * @param learningRateDecay d, at least 0
 * @param initialAccumulator s before the first step, at least 0
 * @param epsilon ε, above 0
 */
public record Adagrad(double learningRateDecay, double initialAccumulator, double epsilon, Decay decay)
        implements OptimizerRule {
    /** PyTorch's. */
    public static final Adagrad DEFAULTS = new Adagrad(0, 0, 1e-10, Decay.NONE);

    public Adagrad {
        Bounds.NOT_NEGATIVE.require("learningRateDecay", learningRateDecay);
        Bounds.NOT_NEGATIVE.require("initialAccumulator", initialAccumulator);
        Bounds.EPSILON.require("epsilon", epsilon);
    }

    public Adagrad(double learningRateDecay, double initialAccumulator, double epsilon, double weightDecay) {
        this(learningRateDecay, initialAccumulator, epsilon, new Decay(weightDecay, 0));
    }

    @Override
    public Stepper stepper(int parameters) {
        return new Sums(this, parameters);
    }

    private static final class Sums implements Stepper {
        private final Adagrad rule;
        private final float[] squares;
        private int steps;
        private double learningRate;

        Sums(Adagrad rule, int parameters) {
            this.rule = rule;
            squares = new float[parameters];
            Arrays.fill(squares, (float) rule.initialAccumulator);
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            steps++;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            float[] squares = this.squares;
            double exact = learningRate * factor;
            float rate = (float) (exact / (1 + (steps - 1) * rule.learningRateDecay));
            float pull = rule.decay.pull(exact);
            float decay = (float) rule.decay.l2();
            float epsilon = (float) rule.epsilon;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(decay, theta, gradient[i]);
                float s = Math.fma(g, g, squares[i]);
                squares[i] = s;
                parameters[i] = theta - Math.fma(pull, theta, rate * (g / ((float) Math.sqrt(s) + epsilon)));
            }
        }
    }
}
