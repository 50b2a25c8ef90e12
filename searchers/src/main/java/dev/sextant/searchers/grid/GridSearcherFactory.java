// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.grid;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;

/** {@code "searcher": "grid"}. */
public final class GridSearcherFactory implements SearcherFactory {
    static final boolean DEFAULT_SHUFFLE = false;

    @Override
    public String name() {
        return "grid";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Every combination of every parameter's grid points.",
                List.of(new Schema.Key(
                        "shuffle",
                        new Schema.Flag("Whether the order is shuffled by the study's seed, so that a budget smaller"
                                + " than the grid samples it evenly."),
                        false,
                        BooleanNode.valueOf(DEFAULT_SHUFFLE))));
    }

    @Override
    public Searcher create(Setting setting) {
        boolean shuffle = setting.options().path("shuffle").asBoolean(DEFAULT_SHUFFLE);
        return new GridSearcher(
                setting.space(), shuffle ? Shuffle.seeded(setting.seed()) : Shuffle::plain, setting.firstTrial());
    }
}
