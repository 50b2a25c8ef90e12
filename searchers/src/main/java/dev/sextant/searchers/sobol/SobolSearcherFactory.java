// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.sobol;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;

/** {@code "searcher": "sobol"}. */
public final class SobolSearcherFactory implements SearcherFactory {
    @Override
    public String name() {
        return "sobol";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section("Points that fill the space evenly, each parameter on its scale.", List.of());
    }

    @Override
    public Searcher create(Setting setting) {
        return new SobolSearcher(setting.space(), setting.seed(), setting.firstTrial());
    }
}
