// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

/**
 * Steps in the units of past steps: v = ρv + (1 − ρ)g²; Δ = g √(u + ε) / √(v + ε); u = ρu + (1 − ρ)Δ²; θ ← θ − ηΔ.
 *
 * <p>Source: Zeiler 2012, "ADADELTA: An Adaptive Learning Rate Method", with the η of PyTorch's
 * {@code torch.optim.Adadelta}.
 *
 * @param rho ρ, in [0, 1)
 * @param epsilon ε, above 0
 */
public record Adadelta(double rho, double epsilon, Decay decay) implements OptimizerRule {
    /** PyTorch's; a learning rate of 1 goes with them. */
    public static final Adadelta DEFAULTS = new Adadelta(0.9, 1e-6, Decay.NONE);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Steps measured by the size of past steps; made for a learning rate near 1.",
            List.of(
                    Schema.Key.real(
                            "rho",
                            "Decay of the mean squares; 0.9 remembers about ten steps.",
                            Bounds.DECAY,
                            DEFAULTS.rho),
                    Schema.Key.real(
                            "epsilon",
                            "Added to both mean squares; the larger, the faster the first steps grow.",
                            Bounds.EPSILON,
                            DEFAULTS.epsilon)));

    public Adadelta {
        Bounds.DECAY.require("rho", rho);
        Bounds.EPSILON.require("epsilon", epsilon);
    }

    static Adadelta read(JsonNode keys, Decay decay) {
        return new Adadelta(keys.get("rho").doubleValue(), keys.get("epsilon").doubleValue(), decay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new MeanSquares(this, parameters);
    }

    private static final class MeanSquares implements Stepper {
        private final Adadelta rule;
        private final float[] squares;
        private final float[] moves;
        private double learningRate;

        MeanSquares(Adadelta rule, int parameters) {
            this.rule = rule;
            squares = new float[parameters];
            moves = new float[parameters];
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            float[] squares = this.squares;
            float[] moves = this.moves;
            double exact = learningRate * factor;
            float rate = (float) exact;
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep = (float) rule.rho;
            float gain = (float) (1 - rule.rho);
            float epsilon = (float) rule.epsilon;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float v = Math.fma(keep, squares[i], gain * g * g);
                float u = moves[i];
                // one root of the quotient for two roots
                float delta = g * (float) Math.sqrt((u + epsilon) / (v + epsilon));
                squares[i] = v;
                moves[i] = Math.fma(keep, u, gain * delta * delta);
                parameters[i] = theta - Math.fma(pull, theta, rate * delta);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("adadelta").put(squares).put(moves);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("adadelta").into(squares).into(moves);
        }
    }
}
