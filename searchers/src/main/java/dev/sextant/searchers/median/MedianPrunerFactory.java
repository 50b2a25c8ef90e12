// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.median;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;

/** {@code "pruner": "median"}. */
public final class MedianPrunerFactory implements PrunerFactory {
    @Override
    public String name() {
        return "median";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "The median rule: a trial stops where its best value is worse than the median of the trials before it.",
                CheckOptions.KEYS);
    }

    @Override
    public Pruner create(Space space, ObjectNode options, int epochs) {
        return CheckOptions.of(options, epochs).pruner(Percentile.MEDIAN, epochs);
    }
}
