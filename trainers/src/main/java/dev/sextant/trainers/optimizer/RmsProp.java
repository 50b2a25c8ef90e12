// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

/**
 * Divides by a running root mean square: v = αv + (1 − α)g²; a = √v + ε, or centred a = √(v − ḡ²) + ε with ḡ the
 * running mean of g; θ ← θ − ηg/a, or with momentum b = μb + g/a, θ ← θ − ηb.
 *
 * <p>Source: Tieleman and Hinton 2012, lecture 6.5, as in PyTorch's {@code torch.optim.RMSprop}: ε stands outside the
 * root.
 *
 * @param alpha α, in [0, 1)
 * @param epsilon ε, above 0
 * @param momentum μ, in [0, 1)
 */
public record RmsProp(double alpha, double epsilon, double momentum, boolean centered, double weightDecay)
        implements OptimizerRule {
    /** PyTorch's. */
    public static final RmsProp DEFAULTS = new RmsProp(0.99, 1e-8, 0, false, 0);

    public RmsProp {
        Bounds.DECAY.require("alpha", alpha);
        Bounds.EPSILON.require("epsilon", epsilon);
        Bounds.DECAY.require("momentum", momentum);
        Bounds.NOT_NEGATIVE.require("weightDecay", weightDecay);
    }

    @Override
    public Stepper stepper(int parameters) {
        float[] squares = new float[parameters];
        float decay = (float) weightDecay;
        float keep = (float) alpha;
        float gain = (float) (1 - alpha);
        float small = (float) epsilon;
        if (!centered && momentum == 0)
            return (parameter, gradient, learningRate) ->
                    step(parameter, gradient, squares, decay, keep, gain, small, (float) learningRate);
        float[] means = new float[parameters];
        float[] buffer = new float[parameters];
        float centre = centered ? 1f : 0f;
        return (parameter, gradient, learningRate) -> step(
                parameter, gradient, squares, means, buffer, decay, keep, gain, small, centre, (float) momentum, (float)
                        learningRate);
    }

    private static void step(
            float[] parameters,
            float[] gradient,
            float[] squares,
            float decay,
            float keep,
            float gain,
            float epsilon,
            float rate) {
        for (int i = 0; i < parameters.length; i++) {
            float g = Math.fma(decay, parameters[i], gradient[i]);
            float v = Math.fma(keep, squares[i], gain * g * g);
            squares[i] = v;
            parameters[i] -= rate * g / ((float) Math.sqrt(v) + epsilon);
        }
    }

    private static void step(
            float[] parameters,
            float[] gradient,
            float[] squares,
            float[] means,
            float[] buffer,
            float decay,
            float keep,
            float gain,
            float epsilon,
            float centre,
            float momentum,
            float rate) {
        for (int i = 0; i < parameters.length; i++) {
            float g = Math.fma(decay, parameters[i], gradient[i]);
            float v = Math.fma(keep, squares[i], gain * g * g);
            float mean = Math.fma(keep, means[i], gain * g);
            squares[i] = v;
            means[i] = mean;
            // rounding can take the difference just below 0
            float spread = Math.max(0f, Math.fma(-centre * mean, mean, v));
            float b = Math.fma(momentum, buffer[i], g / ((float) Math.sqrt(spread) + epsilon));
            buffer[i] = b;
            parameters[i] = Math.fma(-rate, b, parameters[i]);
        }
    }
}
