// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import dev.sextant.engine.space.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * One configuration trained once, or about to be.
 *
 * @param number 0, 1, 2 … over all roles; search trials come first and trial 0 is always the default configuration
 * @param viewDigest names what the searcher saw when it proposed this; empty for trials that were not proposed
 * @param outcome how it ended, or null while it has not
 */
public record Trial(
        long number,
        Role role,
        Configuration configuration,
        Note note,
        StoppingPlan plan,
        String viewDigest,
        @Nullable Outcome outcome) {
    public Trial {
        if (number < 0) throw new IllegalArgumentException("a trial's number must be 0 or above, got " + number);
    }

    public Trial ended(Outcome how) {
        return new Trial(number, role, configuration, note, plan, viewDigest, how);
    }
}
