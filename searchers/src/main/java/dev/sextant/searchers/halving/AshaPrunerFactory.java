// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.searchers.pruning.RungPruner;

/** {@code "pruner": "asha"}: {@link Halving} in one bracket. */
public final class AshaPrunerFactory implements PrunerFactory {
    @Override
    public String name() {
        return "asha";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Asynchronous successive halving: at each rung the best 1/eta go on.", HalvingOptions.KEYS);
    }

    @Override
    public Pruner create(Space space, ObjectNode options, int epochs) {
        HalvingOptions halving = HalvingOptions.of(options, epochs);
        return new RungPruner(
                halving.rungs(epochs), epochs, new Halving(halving.eta(), halving.atLeast(), Brackets.ONE));
    }
}
