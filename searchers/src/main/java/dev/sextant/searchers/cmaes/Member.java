// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One result of a generation.
 *
 * @param trial its number
 * @param places of its numbers as they were drawn, before they were rounded to values
 * @param active whether each number's parameter was active
 * @param chosen its options; −1 where inactive
 * @param generation the generation of the state that it was drawn from
 */
record Member(long trial, double[] places, boolean[] active, int[] chosen, int generation, Outcome outcome) {
    static final String RESTART = "restart";
    static final String GENERATION = "generation";
    static final String PLACES = "places";

    /** The result as a member of a generation of this restart; null where it was not drawn in this restart. */
    static @Nullable Member of(Observation observation, Variables variables, int restart) {
        ObjectNode note = observation.note().content();
        JsonNode places = note.path(PLACES);
        if (note.path(RESTART).asInt(-1) != restart || places.size() != variables.numbers()) return null;
        double[] known = variables.places(observation.configuration());
        boolean[] active = new boolean[known.length];
        for (int i = 0; i < active.length; i++) active[i] = !Double.isNaN(known[i]);
        return new Member(
                observation.trial(),
                State.numbers(places),
                active,
                variables.chosen(observation.configuration()),
                note.path(GENERATION).asInt(),
                observation.outcome());
    }
}
