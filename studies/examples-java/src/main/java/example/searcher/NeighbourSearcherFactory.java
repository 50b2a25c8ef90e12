// SPDX-License-Identifier: Apache-2.0
package example.searcher;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;

/** {@code "searcher": "neighbour"}, or {@code {"neighbour": {"step": 0.05}}}. */
public final class NeighbourSearcherFactory implements SearcherFactory {
    @Override
    public String name() {
        return "neighbour";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Near the best trial that is known, and now and then anywhere.",
                List.of(
                        Schema.Key.real(
                                "anywhere", "Share of proposals from the whole space.", Schema.Interval.UNIT, 0.2),
                        Schema.Key.real(
                                "step",
                                "Standard deviation of a step, as a share of a parameter's range.",
                                Schema.Interval.POSITIVE,
                                0.1)));
    }

    @Override
    public Searcher create(Setting setting) {
        return new NeighbourSearcher(
                setting.options().get("anywhere").doubleValue(),
                setting.options().get("step").doubleValue());
    }
}
