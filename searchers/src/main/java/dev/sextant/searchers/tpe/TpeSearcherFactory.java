// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import java.util.List;

/** {@code "searcher": "tpe"}. */
public final class TpeSearcherFactory implements SearcherFactory {
    /** Ours, measured: between 24 and 64 there is no difference. */
    private static final int CANDIDATES = 32;

    /** Ours, measured together with the weights by gain; without them smaller parts are better. */
    private static final double GOOD_PART = 0.2;

    private static final int GOOD_MOST = 50;

    /** Where {@code initial} is not written the design decides. */
    private static final int BY_DESIGN = 0;

    @Override
    public String name() {
        return "tpe";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section(
                "Tree-structured Parzen estimator: proposes where good trials are dense and others are not.",
                List.of(
                        new Schema.Key(
                                "initial",
                                new Schema.Whole(
                                        "Trials before the densities propose; by default parameters + 1, from 4 to 10.",
                                        Schema.Interval.atLeast(1)),
                                false,
                                null),
                        Schema.Key.whole(
                                "candidates",
                                "Points compared for each proposal.",
                                Schema.Interval.closed(1, 10_000),
                                CANDIDATES),
                        Schema.Key.real(
                                "goodPart",
                                "The part of the trials that counts as good.",
                                Schema.Interval.open(0, 1),
                                GOOD_PART),
                        Schema.Key.whole(
                                "goodMost",
                                "The most trials that count as good.",
                                Schema.Interval.atLeast(1),
                                GOOD_MOST)));
    }

    @Override
    public Searcher create(Setting setting) {
        ObjectNode options = setting.options();
        return new TpeSearcher(
                setting.space(),
                new TpeSearcher.Settings(
                        options.path("initial").asInt(BY_DESIGN),
                        options.path("candidates").asInt(CANDIDATES),
                        options.path("goodPart").asDouble(GOOD_PART),
                        options.path("goodMost").asInt(GOOD_MOST)),
                setting.seed());
    }
}
