// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;

/** {@code "searcher": "cmaes"}. */
public final class CmaesSearcherFactory implements SearcherFactory {
    /** Where {@code population} is not written the number of parameters decides. */
    private static final int BY_DESIGN = 0;

    private static final int NO_WARM_START = 0;

    @Override
    public String name() {
        return "cmaes";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Covariance matrix adaptation: a normal distribution that learns from generations of trials.",
                List.of(
                        new Schema.Key(
                                "population",
                                new Schema.Whole(
                                        "Trials a generation; by default 4 + 3 ln(parameters), rounded down.",
                                        Schema.Interval.closed(4, 10_000)),
                                false,
                                null),
                        Schema.Key.whole(
                                "warmStart",
                                "So many first trials, of whatever origin, tell where to begin; 0: at the default.",
                                Schema.Interval.atLeast(0),
                                NO_WARM_START)));
    }

    @Override
    public Searcher create(Setting setting) {
        return new CmaesSearcher(
                setting,
                setting.options().path("population").asInt(BY_DESIGN),
                setting.options().path("warmStart").asInt(NO_WARM_START));
    }
}
