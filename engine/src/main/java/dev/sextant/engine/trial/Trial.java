// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import dev.sextant.engine.space.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * One configuration trained once, or about to be.
 *
 * @param number 0, 1, 2 … over all roles; search trials come first and trial 0 is always the default configuration
 * @param viewDigest names what the searcher saw when it proposed this; empty for trials that were not proposed
 * @param epochCost how long one of its epochs is in virtual time, at least 1; 1 in studies without it
 * @param seen the trials whose results it was decided from, as ranges ({@code 0-57,59}); empty where that is a function
 *     of the trials before it, which it is but in asynchronous studies
 * @param outcome how it ended, or null while it has not
 */
public record Trial(
        long number,
        Role role,
        Configuration configuration,
        Note note,
        StoppingPlan plan,
        String viewDigest,
        long epochCost,
        String seen,
        @Nullable Outcome outcome) {
    public Trial {
        if (number < 0) throw new IllegalArgumentException("a trial's number must be 0 or above, got " + number);
        if (epochCost < 1)
            throw new IllegalArgumentException("an epoch's cost (%d) must be at least 1".formatted(epochCost));
    }

    /** Of a study in which neither costs nor what was seen need be kept. */
    public Trial(
            long number,
            Role role,
            Configuration configuration,
            Note note,
            StoppingPlan plan,
            String viewDigest,
            @Nullable Outcome outcome) {
        this(number, role, configuration, note, plan, viewDigest, 1, "", outcome);
    }

    public Trial ended(Outcome how) {
        return new Trial(number, role, configuration, note, plan, viewDigest, epochCost, seen, how);
    }
}
