// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.searchers.pruning.RungPruner;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code "pruner": "hyperband"}: {@link Halving} in several {@link Brackets}, each with a later first rung than the one
 * before, so that a training that begins slowly finds one in which it has time.
 */
public final class HyperbandPrunerFactory implements PrunerFactory {
    @Override
    public String name() {
        return "hyperband";
    }

    @Override
    public Schema.Section options() {
        List<Schema.Key> keys = new ArrayList<>(HalvingOptions.KEYS);
        keys.add(new Schema.Key(
                "brackets",
                new Schema.Whole(
                        "How many brackets trials are dealt out to; each begins to stop at a later rung. Where it is not"
                                + " written, as many as there are rungs up to the last epoch.",
                        Schema.Interval.closed(1, 20)),
                false,
                null));
        return new Schema.Section(
                "Successive halving in several brackets: from trials that may be stopped early to trials that get time.",
                keys);
    }

    @Override
    public Pruner create(Space space, ObjectNode options, int epochs) {
        HalvingOptions halving = HalvingOptions.of(options, epochs);
        int most = 1;
        for (long rung = halving.minEpochs(); rung * halving.eta() <= epochs; rung *= halving.eta()) most++;
        JsonNode written = options.path("brackets");
        if (written.isNumber() && written.intValue() > most)
            throw new IllegalArgumentException(
                    "brackets (%d) must be at most %d: from minEpochs %d in steps of eta %d there are no more rungs up to the last epoch (%d)"
                            .formatted(written.intValue(), most, halving.minEpochs(), halving.eta(), epochs));
        Brackets brackets = new Brackets(written.asInt(most), halving.eta());
        return new RungPruner(halving.rungs(epochs), epochs, new Halving(halving.eta(), halving.atLeast(), brackets));
    }
}
