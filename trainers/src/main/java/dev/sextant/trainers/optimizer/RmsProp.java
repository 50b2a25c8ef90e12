// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

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
public record RmsProp(double alpha, double epsilon, double momentum, boolean centered, Decay decay)
        implements OptimizerRule {
    /** PyTorch's. */
    public static final RmsProp DEFAULTS = new RmsProp(0.99, 1e-8, 0, false, Decay.NONE);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Steps divided by a running root mean square of the gradients.",
            List.of(
                    Schema.Key.real(
                            "alpha",
                            "Decay of the mean square; 0.99 remembers about a hundred steps.",
                            Bounds.DECAY,
                            DEFAULTS.alpha),
                    Settings.epsilon(DEFAULTS.epsilon),
                    Settings.momentum(DEFAULTS.momentum),
                    Settings.flag(
                            "centered",
                            "Divide by the running standard deviation: take the squared mean gradient off the mean"
                                    + " square.",
                            DEFAULTS.centered)));

    public RmsProp {
        Bounds.DECAY.require("alpha", alpha);
        Bounds.EPSILON.require("epsilon", epsilon);
        Bounds.DECAY.require("momentum", momentum);
    }

    public RmsProp(double alpha, double epsilon, double momentum, boolean centered, double weightDecay) {
        this(alpha, epsilon, momentum, centered, new Decay(weightDecay, 0));
    }

    static RmsProp read(JsonNode keys, Decay decay) {
        return new RmsProp(
                keys.get("alpha").doubleValue(),
                keys.get("epsilon").doubleValue(),
                keys.get("momentum").doubleValue(),
                keys.get("centered").booleanValue(),
                decay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new MeanSquares(this, parameters);
    }

    private static final class MeanSquares implements Stepper {
        private final RmsProp rule;
        /** v, or where it is centred v − ḡ². */
        private final float[] squares;

        private final float[] means;
        private final float[] buffer;
        private double learningRate;
        private double momentum;

        MeanSquares(RmsProp rule, int parameters) {
            this.rule = rule;
            squares = new float[parameters];
            means = new float[rule.centered ? parameters : 0];
            buffer = new float[parameters];
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            this.momentum = Double.isNaN(momentum) ? rule.momentum : momentum;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            double rate = learningRate * factor;
            if (rule.centered && momentum != 0) rollCentred(parameters, gradient, from, to, rate);
            else if (rule.centered) centred(parameters, gradient, from, to, rate);
            else if (momentum != 0) roll(parameters, gradient, from, to, rate);
            else plain(parameters, gradient, from, to, rate);
        }

        private void plain(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] squares = this.squares;
            float rate = (float) exact;
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep = (float) rule.alpha;
            float gain = (float) (1 - rule.alpha);
            float epsilon = (float) rule.epsilon;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float v = Math.fma(keep, squares[i], gain * g * g);
                squares[i] = v;
                parameters[i] = theta - Math.fma(pull, theta, rate * (g / ((float) Math.sqrt(v) + epsilon)));
            }
        }

        private void roll(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] squares = this.squares;
            float[] buffer = this.buffer;
            float rate = (float) exact;
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep = (float) rule.alpha;
            float gain = (float) (1 - rule.alpha);
            float epsilon = (float) rule.epsilon;
            float share = (float) momentum;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float v = Math.fma(keep, squares[i], gain * g * g);
                float b = Underflow.settle(Math.fma(share, buffer[i], g / ((float) Math.sqrt(v) + epsilon)));
                squares[i] = v;
                buffer[i] = b;
                parameters[i] = theta - Math.fma(pull, theta, rate * b);
            }
        }

        /**
         * The spread w = v − ḡ² has a recurrence of its own, w = αw + α(1 − α)(g − ḡ)² with the ḡ before this step: no
         * difference of large numbers, never below 0.
         */
        private void centred(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] spreads = squares;
            float[] means = this.means;
            float rate = (float) exact;
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep = (float) rule.alpha;
            float gain = (float) (1 - rule.alpha);
            float spreadGain = (float) (rule.alpha * (1 - rule.alpha));
            float epsilon = (float) rule.epsilon;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float off = g - means[i];
                float w = Math.fma(keep, spreads[i], spreadGain * off * off);
                means[i] = Math.fma(gain, off, means[i]);
                spreads[i] = w;
                parameters[i] = theta - Math.fma(pull, theta, rate * (g / ((float) Math.sqrt(w) + epsilon)));
            }
        }

        private void rollCentred(float[] parameters, float[] gradient, int from, int to, double exact) {
            float[] spreads = squares;
            float[] means = this.means;
            float[] buffer = this.buffer;
            float rate = (float) exact;
            float pull = rule.decay.pull(exact);
            float penalty = rule.decay.penalty();
            float keep = (float) rule.alpha;
            float gain = (float) (1 - rule.alpha);
            float spreadGain = (float) (rule.alpha * (1 - rule.alpha));
            float epsilon = (float) rule.epsilon;
            float share = (float) momentum;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float g = Math.fma(penalty, theta, gradient[i]);
                float off = g - means[i];
                float w = Math.fma(keep, spreads[i], spreadGain * off * off);
                float b = Underflow.settle(Math.fma(share, buffer[i], g / ((float) Math.sqrt(w) + epsilon)));
                means[i] = Math.fma(gain, off, means[i]);
                spreads[i] = w;
                buffer[i] = b;
                parameters[i] = theta - Math.fma(pull, theta, rate * b);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("rmsprop").put(squares).put(means).put(buffer);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("rmsprop").into(squares).into(means).into(buffer);
        }
    }
}
