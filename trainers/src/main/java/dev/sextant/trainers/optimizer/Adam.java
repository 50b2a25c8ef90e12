// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

/**
 * Adaptive moments: m and v are running means of g and g², corrected for their start at zero; θ ← θ − η m̂ / (√v̂ + ε).
 * With amsgrad, the largest v so far takes v's place.
 *
 * <p>Source: Kingma and Ba 2015, Algorithm 1; Reddi, Kale and Kumar 2018 for amsgrad; as in PyTorch's
 * {@code torch.optim.Adam}.
 *
 * @param beta1 decay of m, in [0, 1)
 * @param beta2 decay of v, in [0, 1)
 * @param epsilon ε, above 0
 */
public record Adam(double beta1, double beta2, double epsilon, boolean amsgrad, double weightDecay)
        implements OptimizerRule {
    /** Kingma and Ba 2015, Algorithm 1. */
    public static final Adam PAPER = new Adam(0.9, 0.999, 1e-8, false, 0);

    public Adam {
        Bounds.DECAY.require("beta1", beta1);
        Bounds.DECAY.require("beta2", beta2);
        Bounds.EPSILON.require("epsilon", epsilon);
        Bounds.NOT_NEGATIVE.require("weightDecay", weightDecay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new Moments(this, parameters);
    }

    private static final class Moments implements Stepper {
        private final Adam rule;
        private final float[] means;
        private final float[] squares;
        /** The largest squares so far; only amsgrad has it. */
        private final float[] largest;

        /** β1^t and β2^t. */
        private double power1 = 1;

        private double power2 = 1;

        Moments(Adam rule, int parameters) {
            this.rule = rule;
            means = new float[parameters];
            squares = new float[parameters];
            largest = new float[rule.amsgrad ? parameters : 0];
        }

        @Override
        public void step(float[] parameters, float[] gradient, double learningRate) {
            power1 *= rule.beta1;
            power2 *= rule.beta2;
            float rate = (float) (learningRate / (1 - power1));
            float correction = (float) (1 / Math.sqrt(1 - power2));
            move(
                    parameters,
                    gradient,
                    means,
                    squares,
                    (float) rule.weightDecay,
                    (float) rule.beta1,
                    (float) (1 - rule.beta1),
                    (float) rule.beta2,
                    (float) (1 - rule.beta2),
                    (float) rule.epsilon,
                    correction,
                    rule.amsgrad ? 0f : rate);
            if (rule.amsgrad)
                moveByLargest(parameters, means, squares, largest, (float) rule.epsilon, correction, rate);
        }

        private static void move(
                float[] parameters,
                float[] gradient,
                float[] means,
                float[] squares,
                float decay,
                float keep1,
                float gain1,
                float keep2,
                float gain2,
                float epsilon,
                float correction,
                float rate) {
            for (int i = 0; i < parameters.length; i++) {
                float g = Math.fma(decay, parameters[i], gradient[i]);
                float m = Math.fma(keep1, means[i], gain1 * g);
                float v = Math.fma(keep2, squares[i], gain2 * g * g);
                means[i] = m;
                squares[i] = v;
                parameters[i] -= rate * m / Math.fma((float) Math.sqrt(v), correction, epsilon);
            }
        }

        private static void moveByLargest(
                float[] parameters,
                float[] means,
                float[] squares,
                float[] largest,
                float epsilon,
                float correction,
                float rate) {
            for (int i = 0; i < parameters.length; i++) {
                float most = Math.max(largest[i], squares[i]);
                largest[i] = most;
                parameters[i] -= rate * means[i] / Math.fma((float) Math.sqrt(most), correction, epsilon);
            }
        }
    }
}
