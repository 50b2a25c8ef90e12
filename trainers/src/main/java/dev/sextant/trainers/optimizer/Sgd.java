// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * Stochastic gradient descent with momentum: b = μb + (1 − τ)g, at the first step b = g; then θ ← θ − ηb, or with
 * Nesterov's look-ahead θ ← θ − η(g + μb). The learning rate stands outside the buffer, so a schedule acts at once.
 *
 * <p>Source: PyTorch's {@code torch.optim.SGD}. Departure: Nesterov's form is allowed with momentum 0, where it is
 * plain descent, so that a search may include that end of the range.
 *
 * @param momentum μ, in [0, 1)
 * @param dampening τ, in [0, 1]
 */
public record Sgd(double momentum, double dampening, boolean nesterov, Decay decay) implements OptimizerRule {
    /** PyTorch's: no momentum. */
    public static final Sgd PLAIN = new Sgd(0, 0, false, Decay.NONE);

    /** The customary momentum, of Krizhevsky et al. 2012 and since. */
    public static final Sgd MOMENTUM = new Sgd(0.9, 0, false, Decay.NONE);

    public static final Sgd NESTEROV = new Sgd(0.9, 0, true, Decay.NONE);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Stochastic gradient descent: each step goes down the gradient.",
            List.of(
                    Settings.momentum(PLAIN.momentum),
                    Settings.dampening(PLAIN.dampening),
                    Settings.flag(
                            "nesterov",
                            "Look ahead along the momentum before each step; dampening must be 0.",
                            PLAIN.nesterov)));

    static final Schema.Section MOMENTUM_SCHEMA = new Schema.Section(
            "Gradient descent with momentum: past gradients add up to a velocity.",
            List.of(Settings.momentum(MOMENTUM.momentum), Settings.dampening(MOMENTUM.dampening)));

    static final Schema.Section NESTEROV_SCHEMA = new Schema.Section(
            "Gradient descent with Nesterov's momentum, which looks ahead along the velocity.",
            List.of(Settings.momentum(NESTEROV.momentum)));

    public Sgd {
        Bounds.DECAY.require("momentum", momentum);
        Schema.Interval.UNIT.require("dampening", dampening);
        if (nesterov && dampening != 0)
            throw new IllegalArgumentException("dampening (%s) must be 0 with nesterov".formatted(dampening));
    }

    public Sgd(double momentum, double dampening, boolean nesterov, double weightDecay) {
        this(momentum, dampening, nesterov, new Decay(weightDecay, 0));
    }

    /** Each of the three sections: what a section does not have is the preset's. */
    static Sgd read(JsonNode keys, Sgd preset, Decay decay) {
        return new Sgd(
                keys.get("momentum").doubleValue(),
                keys.path("dampening").asDouble(preset.dampening),
                keys.path("nesterov").asBoolean(preset.nesterov),
                decay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new MomentumStepper(momentum, dampening, MomentumStepper.Gain.DAMPENED, nesterov, decay, parameters);
    }
}
