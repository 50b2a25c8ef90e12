// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.trial.Note;
import java.util.List;

/**
 * A searcher with a bug: it proposes the default configuration until trial {@link #FAILS}, beyond the first window, and
 * then throws.
 */
public final class BrokenSearcherFactory implements SearcherFactory {
    public static final long FAILS = 12;

    /** Throws in the midst of a search. */
    public static final Searcher SEARCHER = (view, trial, draws) -> {
        if (trial >= FAILS) throw new IllegalStateException("no idea for trial " + trial);
        return new Proposal(view.space().preset(), Note.EMPTY);
    };

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public Schema.Section options() {
        return new Schema.Section("Breaks.", List.of());
    }

    @Override
    public Searcher create(Setting setting) {
        return SEARCHER;
    }
}
