// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

/**
 * Adam with the decaying maximum of |g| for the root mean square: m = β₁m + (1 − β₁)g; u = max(β₂u, |g| + ε); θ ← θ − η
 * / (1 − β₁^t) · m / u.
 *
 * <p>Source: Kingma and Ba 2015, Algorithm 2, as in PyTorch's {@code torch.optim.Adamax}: ε stands inside the maximum.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 */
public record Adamax(double beta1, double beta2, double epsilon, Decay decay) implements OptimizerRule {
    /** PyTorch's; the decays are the paper's. */
    public static final Adamax DEFAULTS = new Adamax(0.9, 0.999, 1e-8, Decay.NONE);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Adam that divides by the largest recent gradient instead of the root mean square.",
            List.of(
                    Settings.beta1(DEFAULTS.beta1),
                    Schema.Key.real(
                            "beta2",
                            "Decay of the largest gradient; 0.999 forgets it in about a thousand steps.",
                            Bounds.DECAY,
                            DEFAULTS.beta2),
                    Settings.epsilon(DEFAULTS.epsilon)));

    public Adamax {
        Bounds.DECAY.require("beta1", beta1);
        Bounds.DECAY.require("beta2", beta2);
        Bounds.EPSILON.require("epsilon", epsilon);
    }

    static Adamax read(JsonNode keys, Decay decay) {
        return new Adamax(
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
        private final Adamax rule;
        private final float[] means;
        private final float[] largest;
        private final FirstMoment first;
        private double learningRate;

        Moments(Adamax rule, int parameters) {
            this.rule = rule;
            means = new float[parameters];
            largest = new float[parameters];
            first = new FirstMoment(rule.beta1);
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            first.begin(momentum);
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            float[] means = this.means;
            float[] largest = this.largest;
            double exact = learningRate * factor;
            float rate = (float) (exact * first.lift());
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep = first.keep();
            float gain = first.gain();
            float fade = (float) rule.beta2;
            float epsilon = (float) rule.epsilon;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float m = Underflow.settle(Math.fma(keep, means[i], gain * g));
                float u = Math.max(fade * largest[i], Math.abs(g) + epsilon);
                means[i] = m;
                largest[i] = u;
                parameters[i] = theta - Math.fma(pull, theta, rate * (m / u));
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("adamax").put(means).put(largest).put(first);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("adamax").into(means).into(largest).into(first);
        }
    }
}
