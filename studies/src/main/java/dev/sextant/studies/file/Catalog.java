// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.TrainerFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study file may name. */
public record Catalog(List<TrainerFactory> trainers, List<SearcherFactory> searchers, List<PrunerFactory> pruners) {
    public Catalog {
        trainers = List.copyOf(trainers);
        searchers = List.copyOf(searchers);
        pruners = List.copyOf(pruners);
    }

    public @Nullable TrainerFactory trainer(String type) {
        for (TrainerFactory factory : trainers) if (factory.type().equals(type)) return factory;
        return null;
    }

    public @Nullable SearcherFactory searcher(String name) {
        for (SearcherFactory factory : searchers) if (factory.name().equals(name)) return factory;
        return null;
    }

    public @Nullable PrunerFactory pruner(String name) {
        for (PrunerFactory factory : pruners) if (factory.name().equals(name)) return factory;
        return null;
    }
}
