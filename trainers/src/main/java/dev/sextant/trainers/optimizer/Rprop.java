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
 * Resilient propagation: each parameter has a step size, which grows by η⁺ while the sign of its gradient stays and
 * shrinks by η⁻ where it turns; there the parameter rests for one step. θ ← θ − sign(g) · size. The learning rate is
 * the size of the first step and counts no more after it, except for decoupled decay.
 *
 * <p>Source: Riedmiller and Braun 1993, "A direct adaptive method for faster backpropagation learning", as in PyTorch's
 * {@code torch.optim.Rprop}.
 *
 * @param decrease η⁻, in (0, 1)
 * @param increase η⁺, above 1
 * @param smallest the least step size, above 0
 * @param largest the largest step size, at least smallest
 */
public record Rprop(double decrease, double increase, double smallest, double largest, Decay decay)
        implements OptimizerRule {
    private static final Schema.Interval SHRINKS = Schema.Interval.open(0, 1);
    private static final Schema.Interval GROWS = Schema.Interval.above(1);

    /** PyTorch's, which are the paper's. */
    public static final Rprop DEFAULTS = new Rprop(0.5, 1.2, 1e-6, 50, Decay.NONE);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Resilient propagation: a step size for each parameter, by the gradient's sign alone. For full batches; the"
                    + " learning rate is the first step size, and schedules do nothing.",
            List.of(
                    Schema.Key.real(
                            "decrease",
                            "Factor of the step size where the gradient's sign turns.",
                            SHRINKS,
                            DEFAULTS.decrease),
                    Schema.Key.real(
                            "increase", "Factor of the step size while the sign stays.", GROWS, DEFAULTS.increase),
                    Schema.Key.real("smallest", "The least step size.", Schema.Interval.POSITIVE, DEFAULTS.smallest),
                    Schema.Key.real(
                            "largest",
                            "The largest step size, at least the least.",
                            Schema.Interval.POSITIVE,
                            DEFAULTS.largest)));

    public Rprop {
        SHRINKS.require("decrease", decrease);
        GROWS.require("increase", increase);
        Schema.Interval.POSITIVE.require("smallest", smallest);
        Schema.Interval.POSITIVE.require("largest", largest);
        if (!(smallest <= largest))
            throw new IllegalArgumentException(
                    "largest (%s) must be at least smallest (%s)".formatted(largest, smallest));
    }

    static Rprop read(JsonNode keys, Decay decay) {
        return new Rprop(
                keys.get("decrease").doubleValue(),
                keys.get("increase").doubleValue(),
                keys.get("smallest").doubleValue(),
                keys.get("largest").doubleValue(),
                decay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new Sizes(this, parameters);
    }

    private static final class Sizes implements Stepper {
        private final Rprop rule;
        private final float[] sizes;
        /** The last gradient's sign, 0 where the parameter rested. */
        private final float[] signs;

        private boolean started;
        private boolean first;
        private double learningRate;

        Sizes(Rprop rule, int parameters) {
            this.rule = rule;
            sizes = new float[parameters];
            signs = new float[parameters];
        }

        @Override
        public void begin(double learningRate, double momentum) {
            this.learningRate = learningRate;
            first = !started;
            started = true;
        }

        @Override
        public void move(float[] parameters, float[] gradient, int from, int to, double factor) {
            float[] sizes = this.sizes;
            float[] signs = this.signs;
            double rate = learningRate * factor;
            if (first) Arrays.fill(sizes, from, to, (float) rate);
            float pull = rule.decay.pull(rate);
            float penalty = rule.decay.penalty();
            float grow = 0.5f * ((float) rule.increase - 1f);
            float shrink = 0.5f * ((float) rule.decrease - 1f);
            float least = (float) rule.smallest;
            float most = (float) rule.largest;
            for (int i = from; i < to; i++) {
                float theta = parameters[i];
                float sign = Math.signum(Math.fma(penalty, theta, gradient[i]));
                // product: 1 where the sign stayed, -1 where it turned, else 0; stayed and turned are 2 there, else 0
                float product = sign * signs[i];
                float stayed = Math.fma(product, product, product);
                float turned = Math.fma(product, product, -product);
                float scale = Math.fma(stayed, grow, Math.fma(turned, shrink, 1f));
                float size = Math.min(Math.max(sizes[i] * scale, least), most);
                float move = Math.fma(-0.5f * sign, turned, sign);
                sizes[i] = size;
                signs[i] = move;
                parameters[i] = theta - Math.fma(pull, theta, move * size);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.of("rprop").put(sizes).put(signs).put(started);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("rprop").into(sizes).into(signs);
            started = in.flag();
        }
    }
}
