// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/** {@code "pruner": "asha"}. */
public final class AshaPrunerFactory implements PrunerFactory {
    static final int DEFAULT_ETA = 3;

    @Override
    public String name() {
        return "asha";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Asynchronous successive halving: at each rung the best 1/eta go on.",
                List.of(new Schema.Key(
                        "eta",
                        new Schema.Whole(
                                "One trial in eta goes on; also the ratio of epochs from rung to rung.",
                                Schema.Interval.closed(2, 10)),
                        false,
                        IntNode.valueOf(DEFAULT_ETA))));
    }

    @Override
    public Pruner create(Space space, ObjectNode options, int epochs) {
        return new AshaPruner(options.path("eta").asInt(DEFAULT_ETA), epochs);
    }
}
