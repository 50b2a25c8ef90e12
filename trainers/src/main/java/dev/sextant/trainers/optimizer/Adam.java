// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

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

    static final Schema.Section SCHEMA = new Schema.Section(
            "Adaptive moments: the mean gradient divided by the gradients' root mean square, both running.",
            List.of(
                    Settings.beta1(PAPER.beta1),
                    Settings.beta2(PAPER.beta2),
                    Settings.epsilon(PAPER.epsilon),
                    amsgradKey()));

    public Adam {
        Bounds.DECAY.require("beta1", beta1);
        Bounds.DECAY.require("beta2", beta2);
        Bounds.EPSILON.require("epsilon", epsilon);
    }

    public Adam(double beta1, double beta2, double epsilon, boolean amsgrad, double weightDecay) {
        this(beta1, beta2, epsilon, amsgrad, new Decay(weightDecay, 0));
    }

    static Schema.Key amsgradKey() {
        return Settings.flag(
                "amsgrad", "Divide by the largest mean square so far, so that it never falls.", PAPER.amsgrad);
    }

    static Adam read(JsonNode keys, Decay decay) {
        return new Adam(
                keys.get("beta1").doubleValue(),
                keys.get("beta2").doubleValue(),
                keys.get("epsilon").doubleValue(),
                keys.get("amsgrad").booleanValue(),
                decay);
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

        private final FirstMoment first;
        /** β2^t. */
        private double power2 = 1;

        private double learningRate;
        /** 1 / √(1 − β2^t): undoes that v began at 0. */
        private double correction;

        Moments(Adam rule, int parameters) {
            this.rule = rule;
            means = new float[parameters];
            squares = new float[parameters];
            first = new FirstMoment(rule.beta1);
            largest = new float[rule.amsgrad ? parameters : 0];
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            first.begin(momentum);
            power2 *= rule.beta2;
            correction = 1 / Math.sqrt(1 - power2);
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
            float rate = (float) (exact * first.lift());
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep1 = first.keep();
            float gain1 = first.gain();
            float keep2 = (float) rule.beta2;
            float gain2 = (float) (1 - rule.beta2);
            float epsilon = (float) rule.epsilon;
            float root = (float) correction;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float m = Underflow.settle(Math.fma(keep1, means[i], gain1 * g));
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
            float rate = (float) (exact * first.lift());
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep1 = first.keep();
            float gain1 = first.gain();
            float keep2 = (float) rule.beta2;
            float gain2 = (float) (1 - rule.beta2);
            float epsilon = (float) rule.epsilon;
            float root = (float) correction;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float m = Underflow.settle(Math.fma(keep1, means[i], gain1 * g));
                float v = Math.fma(keep2, squares[i], gain2 * g * g);
                float most = Math.max(largest[i], v);
                means[i] = m;
                squares[i] = v;
                largest[i] = most;
                float ratio = m / Math.fma((float) Math.sqrt(most), root, epsilon);
                parameters[i] = theta - Math.fma(pull, theta, rate * ratio);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("adam").put(means).put(squares).put(largest).put(first).put(power2);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("adam").into(means).into(squares).into(largest).into(first);
            power2 = in.real();
        }
    }
}
