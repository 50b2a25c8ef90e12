// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.Arrays;
import java.util.List;

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

    static final Schema.Section SCHEMA = new Schema.Section(
            "Steps divided by the root of all squared gradients so far, so that they only become smaller.",
            List.of(
                    Schema.Key.real(
                            "learningRateDecay",
                            "The rate is divided by 1 + this times the steps taken.",
                            Bounds.NOT_NEGATIVE,
                            DEFAULTS.learningRateDecay),
                    Schema.Key.real(
                            "initialAccumulator",
                            "The sum of squares before the first step; the larger, the smaller the first steps.",
                            Bounds.NOT_NEGATIVE,
                            DEFAULTS.initialAccumulator),
                    Settings.epsilon(DEFAULTS.epsilon)));

    public Adagrad {
        Bounds.NOT_NEGATIVE.require("learningRateDecay", learningRateDecay);
        Bounds.NOT_NEGATIVE.require("initialAccumulator", initialAccumulator);
        Bounds.EPSILON.require("epsilon", epsilon);
    }

    public Adagrad(double learningRateDecay, double initialAccumulator, double epsilon, double weightDecay) {
        this(learningRateDecay, initialAccumulator, epsilon, new Decay(weightDecay, 0));
    }

    static Adagrad read(JsonNode keys, Decay decay) {
        return new Adagrad(
                keys.get("learningRateDecay").doubleValue(),
                keys.get("initialAccumulator").doubleValue(),
                keys.get("epsilon").doubleValue(),
                decay);
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
            float penalty = rule.decay.penalty();
            float epsilon = (float) rule.epsilon;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float s = Math.fma(g, g, squares[i]);
                squares[i] = s;
                parameters[i] = theta - Math.fma(pull, theta, rate * (g / ((float) Math.sqrt(s) + epsilon)));
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("adagrad").put(squares).put(steps);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("adagrad").into(squares);
            steps = in.whole(Integer.MAX_VALUE);
        }
    }
}
