// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

/**
 * Adam with Nesterov's look-ahead and a momentum that warms up: μ_t = β₁(1 − ½ · 0.96^(tψ)), P_t = μ₁ ⋯ μ_t; θ ← θ − η
 * [(1 − μ_t) / (1 − P_t) · g + μ_(t+1) / (1 − P_(t+1)) · m] / (√v̂ + ε).
 *
 * <p>Source: Dozat 2016, "Incorporating Nesterov Momentum into Adam", as in the {@code torch.optim.NAdam} of PyTorch
 * 1.13, where P_(t+1) is P_t μ_t μ_(t+1): μ_t counts twice. Later versions count it once, which makes a difference of
 * less than 1 % of the first step, and none that can be seen after the tenth.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 decay of v, in [0, 1)
 * @param epsilon ε, above 0
 * @param momentumDecay ψ, at least 0
 */
public record NAdam(double beta1, double beta2, double epsilon, double momentumDecay, Decay decay)
        implements OptimizerRule {
    /** PyTorch's. */
    public static final NAdam DEFAULTS = new NAdam(0.9, 0.999, 1e-8, 4e-3, Decay.NONE);

    /** Dozat's. */
    private static final double WARMING = 0.96;

    static final Schema.Section SCHEMA = new Schema.Section(
            "Adam with Nesterov's look-ahead.",
            List.of(
                    Settings.beta1(DEFAULTS.beta1),
                    Settings.beta2(DEFAULTS.beta2),
                    Settings.epsilon(DEFAULTS.epsilon),
                    Schema.Key.real(
                            "momentumDecay",
                            "How fast the momentum grows from half of beta1 to beta1; 0 keeps it at half.",
                            Bounds.NOT_NEGATIVE,
                            DEFAULTS.momentumDecay)));

    public NAdam {
        Bounds.DECAY.require("beta1", beta1);
        Bounds.DECAY.require("beta2", beta2);
        Bounds.EPSILON.require("epsilon", epsilon);
        Bounds.NOT_NEGATIVE.require("momentumDecay", momentumDecay);
    }

    static NAdam read(JsonNode keys, Decay decay) {
        return new NAdam(
                keys.get("beta1").doubleValue(),
                keys.get("beta2").doubleValue(),
                keys.get("epsilon").doubleValue(),
                keys.get("momentumDecay").doubleValue(),
                decay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new Moments(this, parameters);
    }

    private static final class Moments implements Stepper {
        private final NAdam rule;
        private final float[] means;
        private final float[] squares;
        private final double cooling;
        /** 0.96^(tψ), β₂^t and P_t. */
        private double cold = 1;

        private double power2 = 1;
        private double product = 1;

        private double learningRate;
        private double beta1;
        /** What g and m are multiplied by, and 1 / √(1 − β₂^t). */
        private double ownShare;

        private double meanShare;
        private double correction;

        Moments(NAdam rule, int parameters) {
            this.rule = rule;
            means = new float[parameters];
            squares = new float[parameters];
            cooling = StrictMath.pow(WARMING, rule.momentumDecay);
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            beta1 = Double.isNaN(momentum) ? rule.beta1 : momentum;
            cold *= cooling;
            power2 *= rule.beta2;
            double now = beta1 * (1 - 0.5 * cold);
            double next = beta1 * (1 - 0.5 * cold * cooling);
            product *= now;
            ownShare = (1 - now) / (1 - product);
            meanShare = next / (1 - product * now * next);
            correction = 1 / Math.sqrt(1 - power2);
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            float[] means = this.means;
            float[] squares = this.squares;
            double exact = learningRate * factor;
            float own = (float) (exact * ownShare);
            float shared = (float) (exact * meanShare);
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep1 = (float) beta1;
            float gain1 = (float) (1 - beta1);
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
                float move = Math.fma(own, g, shared * m) / Math.fma((float) Math.sqrt(v), root, epsilon);
                parameters[i] = theta - Math.fma(pull, theta, move);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("nadam").put(means).put(squares).put(cold).put(power2).put(product);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("nadam").into(means).into(squares);
            cold = in.real();
            power2 = in.real();
            product = in.real();
        }
    }
}
