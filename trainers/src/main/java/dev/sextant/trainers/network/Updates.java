// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.optimizer.OptimizerRule;
import java.util.List;

/**
 * How gradients become steps.
 *
 * @param l1 factor of the sum of all weights' absolute values in the loss; biases, batch norm and frozen layers are
 *     left out; at least 0
 * @param clipNorm the most that the gradient's norm over all parameters may be, above 0; 0: as it is
 * @param clipValue the most that an element of the gradient may be, above 0; 0: as it is
 * @param layerRates what the learning rate is multiplied with in each layer with weights, from the input on; 0 keeps a
 *     layer as it is; empty: 1 for all
 */
public record Updates(OptimizerRule optimizer, double l1, double clipNorm, double clipValue, List<Double> layerRates) {
    public Updates {
        layerRates = List.copyOf(layerRates);
        require("l1", l1);
        require("clipNorm", clipNorm);
        require("clipValue", clipValue);
        for (double rate : layerRates) require("a layer's rate", rate);
    }

    /** The rule's steps and nothing else. */
    public static Updates by(OptimizerRule optimizer) {
        return new Updates(optimizer, 0, 0, 0, List.of());
    }

    /** What the learning rate is multiplied with in this layer with weights. */
    double rate(int layer) {
        return layerRates.isEmpty() ? 1 : layerRates.get(layer);
    }

    private static void require(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("%s (%s) must be at least 0 and finite".formatted(name, value));
    }
}
