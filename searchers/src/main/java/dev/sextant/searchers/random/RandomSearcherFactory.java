// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.random;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;

/** {@code "searcher": "random"}. */
public final class RandomSearcherFactory implements SearcherFactory {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section("Independent uniform draws, each parameter on its scale.", List.of());
    }

    @Override
    public Searcher create(Setting setting) {
        return new RandomSearcher();
    }
}
