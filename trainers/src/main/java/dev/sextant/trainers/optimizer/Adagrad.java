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
public record Adagrad(double learningRateDecay, double initialAccumulator, double epsilon, double weightDecay)
        implements OptimizerRule {
    /** PyTorch's. */
    public static final Adagrad DEFAULTS = new Adagrad(0, 0, 1e-10, 0);

    public Adagrad {
        Bounds.NOT_NEGATIVE.require("learningRateDecay", learningRateDecay);
        Bounds.NOT_NEGATIVE.require("initialAccumulator", initialAccumulator);
        Bounds.EPSILON.require("epsilon", epsilon);
        Bounds.NOT_NEGATIVE.require("weightDecay", weightDecay);
    }

    @Override
    public Stepper stepper(int parameters) {
        float[] squares = new float[parameters];
        Arrays.fill(squares, (float) initialAccumulator);
        long[] steps = {0};
        return (parameter, gradient, learningRate) -> {
            double rate = learningRate / (1 + steps[0]++ * learningRateDecay);
            step(parameter, gradient, squares, (float) weightDecay, (float) rate, (float) epsilon);
        };
    }

    private static void step(
            float[] parameters, float[] gradient, float[] squares, float decay, float rate, float epsilon) {
        for (int i = 0; i < parameters.length; i++) {
            float g = Math.fma(decay, parameters[i], gradient[i]);
            float s = Math.fma(g, g, squares[i]);
            squares[i] = s;
            parameters[i] -= rate * g / ((float) Math.sqrt(s) + epsilon);
        }
    }
}
