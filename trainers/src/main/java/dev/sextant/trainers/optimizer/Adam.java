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
public record Adam(double beta1, double beta2, double epsilon, boolean amsgrad, Decay decay) implements OptimizerRule {
    /** Kingma and Ba 2015, Algorithm 1. */
    public static final Adam PAPER = new Adam(0.9, 0.999, 1e-8, false, Decay.NONE);

    public Adam {
        Bounds.DECAY.require("beta1", beta1);
        Bounds.DECAY.require("beta2", beta2);
        Bounds.EPSILON.require("epsilon", epsilon);
    }

    public Adam(double beta1, double beta2, double epsilon, boolean amsgrad, double weightDecay) {
        this(beta1, beta2, epsilon, amsgrad, new Decay(weightDecay, 0));
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

        private int steps;
        /** The rule's own β1 to the power t, and β2. */
        private double power1 = 1;

        private double power2 = 1;

        /** Of the step begun: η / (1 − β1^t), its β1, and 1 / √(1 − β2^t). */
        private double learningRate;

        private double beta1;
        private double lift;
        private double correction;

        Moments(Adam rule, int parameters) {
            this.rule = rule;
            means = new float[parameters];
            squares = new float[parameters];
            largest = new float[rule.amsgrad ? parameters : 0];
        }

        @Override
        public void begin(double learningRate, double momentum) {
            steps++;
            power1 *= rule.beta1;
            power2 *= rule.beta2;
            boolean prescribed = !Double.isNaN(momentum);
            beta1 = prescribed ? momentum : rule.beta1;
            lift = 1 / (1 - (prescribed ? StrictMath.pow(momentum, steps) : power1));
            correction = 1 / Math.sqrt(1 - power2);
            this.learningRate = learningRate;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            double rate = learningRate * factor;
            if (rule.amsgrad) byLargest(parameters, gradient, from, to, rate);
            else bySquares(parameters, gradient, from, to, rate);
        }

        private void bySquares(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] means = this.means;
            float[] squares = this.squares;
            float rate = (float) (exact * lift);
            float pull = rule.decay.pull(exact);
            float decay = (float) rule.decay.l2();
            float keep1 = (float) beta1;
            float gain1 = (float) (1 - beta1);
            float keep2 = (float) rule.beta2;
            float gain2 = (float) (1 - rule.beta2);
            float epsilon = (float) rule.epsilon;
            float root = (float) correction;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(decay, theta, gradient[i]);
                float m = Math.fma(keep1, means[i], gain1 * g);
                float v = Math.fma(keep2, squares[i], gain2 * g * g);
                means[i] = m;
                squares[i] = v;
                float ratio = m / Math.fma((float) Math.sqrt(v), root, epsilon);
                parameters[i] = theta - Math.fma(pull, theta, rate * ratio);
            }
        }

        private void byLargest(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] means = this.means;
            float[] squares = this.squares;
            float[] largest = this.largest;
            float rate = (float) (exact * lift);
            float pull = rule.decay.pull(exact);
            float decay = (float) rule.decay.l2();
            float keep1 = (float) beta1;
            float gain1 = (float) (1 - beta1);
            float keep2 = (float) rule.beta2;
            float gain2 = (float) (1 - rule.beta2);
            float epsilon = (float) rule.epsilon;
            float root = (float) correction;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(decay, theta, gradient[i]);
                float m = Math.fma(keep1, means[i], gain1 * g);
                float v = Math.fma(keep2, squares[i], gain2 * g * g);
                float most = Math.max(largest[i], v);
                means[i] = m;
                squares[i] = v;
                largest[i] = most;
                float ratio = m / Math.fma((float) Math.sqrt(most), root, epsilon);
                parameters[i] = theta - Math.fma(pull, theta, rate * ratio);
            }
        }
    }
}
