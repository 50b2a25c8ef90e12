// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

/**
 * Adam that trusts its root mean square only once that rests on enough steps: ρ∞ = 2 / (1 − β₂) − 1, ρ_t = ρ∞ − 2tβ₂^t
 * / (1 − β₂^t). Where ρ_t > 5, θ ← θ − η m̂ r √(1 − β₂^t) / (√v + ε) with r = √[(ρ_t − 4)(ρ_t − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ −
 * 2)ρ_t)]; before that θ ← θ − η m̂.
 *
 * <p>Source: Liu et al. 2020, "On the Variance of the Adaptive Learning Rate and Beyond", as in PyTorch's
 * {@code torch.optim.RAdam}: the threshold is 5, the paper's 4.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 */
public record RAdam(double beta1, double beta2, double epsilon, Decay decay) implements OptimizerRule {
    /** PyTorch's. */
    public static final RAdam DEFAULTS = new RAdam(0.9, 0.999, 1e-8, Decay.NONE);

    private static final double TRUSTED = 5;

    static final Schema.Section SCHEMA = new Schema.Section(
            "Adam that starts as plain momentum and adapts once it has seen enough gradients.",
            List.of(
                    Settings.beta1(DEFAULTS.beta1),
                    Settings.beta2(DEFAULTS.beta2),
                    Settings.epsilon(DEFAULTS.epsilon)));

    public RAdam {
        Bounds.DECAY.require("beta1", beta1);
        Bounds.DECAY.require("beta2", beta2);
        Bounds.EPSILON.require("epsilon", epsilon);
    }

    static RAdam read(JsonNode keys, Decay decay) {
        return new RAdam(
                keys.get("beta1").doubleValue(),
                keys.get("beta2").doubleValue(),
                keys.get("epsilon").doubleValue(),
                decay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new Moments(this, parameters);
    }

    private static final class Moments implements Stepper {
        private final RAdam rule;
        private final float[] means;
        private final float[] squares;
        private final FirstMoment first;
        private final double most;
        private int steps;
        /** β₂^t. */
        private double power2 = 1;

        private double learningRate;
        private boolean trusted;
        /** r √(1 − β₂^t). */
        private double rectified;

        Moments(RAdam rule, int parameters) {
            this.rule = rule;
            means = new float[parameters];
            squares = new float[parameters];
            first = new FirstMoment(rule.beta1);
            most = 2 / (1 - rule.beta2) - 1;
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            first.begin(momentum);
            steps++;
            power2 *= rule.beta2;
            double length = most - 2 * steps * power2 / (1 - power2);
            trusted = length > TRUSTED;
            rectified = trusted
                    ? Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length) * (1 - power2))
                    : 0;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            double rate = learningRate * factor;
            if (trusted) adapt(parameters, gradient, from, to, rate);
            else roll(parameters, gradient, from, to, rate);
        }

        private void adapt(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] means = this.means;
            float[] squares = this.squares;
            float rate = (float) (exact * first.lift() * rectified);
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep1 = first.keep();
            float gain1 = first.gain();
            float keep2 = (float) rule.beta2;
            float gain2 = (float) (1 - rule.beta2);
            float epsilon = (float) rule.epsilon;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float m = Underflow.settle(Math.fma(keep1, means[i], gain1 * g));
                float v = Math.fma(keep2, squares[i], gain2 * g * g);
                means[i] = m;
                squares[i] = v;
                parameters[i] = theta - Math.fma(pull, theta, rate * (m / ((float) Math.sqrt(v) + epsilon)));
            }
        }

        private void roll(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] means = this.means;
            float[] squares = this.squares;
            float rate = (float) (exact * first.lift());
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep1 = first.keep();
            float gain1 = first.gain();
            float keep2 = (float) rule.beta2;
            float gain2 = (float) (1 - rule.beta2);
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float m = Underflow.settle(Math.fma(keep1, means[i], gain1 * g));
                means[i] = m;
                squares[i] = Math.fma(keep2, squares[i], gain2 * g * g);
                parameters[i] = theta - Math.fma(pull, theta, rate * m);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("radam").put(means).put(squares).put(first).put(steps).put(power2);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("radam").into(means).into(squares).into(first);
            steps = in.whole(Integer.MAX_VALUE);
            power2 = in.real();
        }
    }
}
