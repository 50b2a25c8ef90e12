// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

/**
 * Evolved sign momentum: every parameter moves by the learning rate, θ ← θ − η sign(β₁m + (1 − β₁)g); then m = β₂m + (1
 * − β₂)g. Wants a learning rate three to ten times smaller than Adam's.
 *
 * <p>Source: Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", Algorithm 2, as in Keras's
 * {@code Lion}.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 */
public record Lion(double beta1, double beta2, Decay decay) implements OptimizerRule {
    /** The paper's. */
    public static final Lion DEFAULTS = new Lion(0.9, 0.99, Decay.NONE);

    /** The paper has no default, Keras none by default. */
    public static final double DEFAULT_WEIGHT_DECAY = 0;

    static final Schema.Section SCHEMA = new Schema.Section(
            "Moves every parameter by the learning rate, in the direction of its momentum's sign; wants a learning rate"
                    + " three to ten times smaller than Adam's.",
            List.of(
                    Schema.Key.real(
                            "beta1",
                            "How much of the mean gradient, against the newest gradient, decides the direction.",
                            Bounds.DECAY,
                            DEFAULTS.beta1),
                    Schema.Key.real(
                            "beta2",
                            "Decay of the mean gradient; 0.99 remembers about a hundred steps.",
                            Bounds.DECAY,
                            DEFAULTS.beta2),
                    Settings.decoupledDecay(DEFAULT_WEIGHT_DECAY)));

    public Lion {
        Bounds.DECAY.require("beta1", beta1);
        Bounds.DECAY.require("beta2", beta2);
    }

    static Lion read(JsonNode keys, Decay decay) {
        return new Lion(
                keys.get("beta1").doubleValue(),
                keys.get("beta2").doubleValue(),
                decay.plus(keys.get("weightDecay").doubleValue()));
    }

    @Override
    public Stepper stepper(int parameters) {
        return new Mean(this, parameters);
    }

    private static final class Mean implements Stepper {
        private final Lion rule;
        private final float[] means;
        private double learningRate;
        private double beta1;

        Mean(Lion rule, int parameters) {
            this.rule = rule;
            means = new float[parameters];
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            beta1 = Double.isNaN(momentum) ? rule.beta1 : momentum;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            float[] means = this.means;
            double exact = learningRate * factor;
            float rate = (float) exact;
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float gain1 = (float) (1 - beta1);
            float gain2 = (float) (1 - rule.beta2);
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float m = means[i];
                // βm + (1 - β)g as m + (1 - β)(g - m); with βm written twice the loop is not always compiled to vectors
                float off = Math.fma(penalty, theta, gradient[i]) - m;
                float direction = Math.signum(Math.fma(gain1, off, m));
                means[i] = Underflow.settle(Math.fma(gain2, off, m));
                parameters[i] = theta - Math.fma(pull, theta, rate * direction);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("lion").put(means);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("lion").into(means);
        }
    }
}
