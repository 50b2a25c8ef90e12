// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;

/** Makes searchers of one kind; found by {@link java.util.ServiceLoader}. */
public interface SearcherFactory {
    /** Its name in a study file: {@code grid}, {@code random}, {@code bayesian}. */
    String name();

    /** The settings that may stand in {@code "searcher": {"name": {…}}}. */
    Schema.Section options();

    /**
     * A searcher for one study. Called once for a study, and again whenever its proposals are compared.
     *
     * @param setting what it is made for
     * @return one that has seen nothing
     */
    Searcher create(Setting setting);

    /**
     * Whether the proposals of its model carry {@link Proposal#EXPECTED_GAIN} in their notes, in studies with one
     * objective: then a study may end by it.
     */
    default boolean predictsGain() {
        return false;
    }

    /**
     * What a searcher is made for.
     *
     * @param space what may vary
     * @param direction of the first objective
     * @param options checked against {@link #options()}, every default filled in
     * @param seed the study's seed, for what is fixed for a whole study, such as a scrambling
     * @param firstTrial the first trial that the searcher proposes; those before are given (the default configuration
     *     and the study's own first tries)
     */
    record Setting(Space space, Direction direction, ObjectNode options, long seed, long firstTrial) {}
}
