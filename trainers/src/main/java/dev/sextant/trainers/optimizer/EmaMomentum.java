// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * Descent along the running mean of the gradients, as many textbooks write momentum: v = βv + (1 − β)g, at the first
 * step v = g; θ ← θ − ηv. With a constant β the same as {@link Sgd} with dampening β; where a schedule prescribes β,
 * this stays a mean.
 *
 * <p>Source: Goodfellow, Bengio and Courville 2016, chapter 8, for momentum; the first value as PyTorch's
 * {@code torch.optim.SGD} has it.
 *
 * @param momentum β, in [0, 1)
 */
public record EmaMomentum(double momentum, Decay decay) implements OptimizerRule {
    /** The same momentum as {@link Sgd#MOMENTUM}. */
    public static final EmaMomentum DEFAULTS = new EmaMomentum(0.9, Decay.NONE);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Gradient descent along the running mean of the gradients; in the long run its steps are 1 - momentum times"
                    + " those of \"momentum\".",
            List.of(Settings.momentum(DEFAULTS.momentum)));

    public EmaMomentum {
        Bounds.DECAY.require("momentum", momentum);
    }

    static EmaMomentum read(JsonNode keys, Decay decay) {
        return new EmaMomentum(keys.get("momentum").doubleValue(), decay);
    }

    @Override
    public Stepper stepper(int parameters) {
        return new MomentumStepper(momentum, 0, MomentumStepper.Gain.AVERAGED, false, decay, parameters);
    }
}
