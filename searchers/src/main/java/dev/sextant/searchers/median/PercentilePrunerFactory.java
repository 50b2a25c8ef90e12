// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.median;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.Schema;
import java.util.ArrayList;
import java.util.List;

/** {@code "pruner": {"percentile": {"percentile": 25}}}. */
public final class PercentilePrunerFactory implements PrunerFactory {
    private static final String PERCENTILE = "percentile";

    static final double DEFAULT_PERCENTILE = 25;

    @Override
    public String name() {
        return PERCENTILE;
    }

    @Override
    public Schema.Section options() {
        List<Schema.Key> keys = new ArrayList<>();
        keys.add(Schema.Key.real(
                PERCENTILE,
                "How many percent of the trials go on at a check: 25 lets the best quarter go on, 50 is the median."
                        + " Interpolated between two trials.",
                Schema.Interval.open(0, 100),
                DEFAULT_PERCENTILE));
        keys.addAll(CheckOptions.KEYS);
        return new Schema.Section(
                "The percentile rule: a trial stops where its best value is not among the best so many percent of the"
                        + " trials before it.",
                keys);
    }

    @Override
    public Pruner create(Space space, ObjectNode options, int epochs) {
        return CheckOptions.of(options, epochs).pruner(options.path(PERCENTILE).asDouble(DEFAULT_PERCENTILE), epochs);
    }
}
