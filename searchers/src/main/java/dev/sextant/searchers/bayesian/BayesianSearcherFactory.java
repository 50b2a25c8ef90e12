// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;

/** {@code "searcher": "bayesian"}. */
public final class BayesianSearcherFactory implements SearcherFactory {
    /** Where {@code initial} is not written the design decides: clamp(parameters + 1, 4, 10). */
    private static final int BY_DESIGN = 0;

    @Override
    public String name() {
        return "bayesian";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Bayesian optimisation: proposes where a Gaussian process expects most improvement.",
                List.of(new Schema.Key(
                        "initial",
                        new Schema.Whole(
                                "Trials before the model proposes; by default parameters + 1, from 4 to 10.",
                                Schema.Interval.atLeast(1)),
                        false,
                        null)));
    }

    @Override
    public Searcher create(Setting setting) {
        return new BayesianSearcher(
                setting.space(), setting.options().path("initial").asInt(BY_DESIGN), setting.seed());
    }

    @Override
    public boolean predictsGain() {
        return true;
    }
}
