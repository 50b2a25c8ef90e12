// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * {@link Adam} with a decoupled decay of its own: θ ← θ − ηλθ beside the rule.
 *
 * <p>Source: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", as in PyTorch's
 * {@code torch.optim.AdamW}, whose λ is multiplied by η.
 */
public final class AdamW {
    /** PyTorch's. */
    public static final double DEFAULT_WEIGHT_DECAY = 0.01;

    static final Schema.Section SCHEMA = new Schema.Section(
            "Adam with weight decay beside the gradient instead of in it.",
            List.of(
                    Settings.beta1(Adam.PAPER.beta1()),
                    Settings.beta2(Adam.PAPER.beta2()),
                    Settings.epsilon(Adam.PAPER.epsilon()),
                    Settings.decoupledDecay(DEFAULT_WEIGHT_DECAY),
                    Adam.amsgradKey()));

    private AdamW() {}

    static Adam read(JsonNode keys, Decay decay) {
        return Adam.read(keys, decay.plus(keys.get("weightDecay").doubleValue()));
    }
}
