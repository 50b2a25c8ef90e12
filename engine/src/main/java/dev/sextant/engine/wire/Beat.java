// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Attempt;
import java.util.List;

/**
 * A node lives, and has these attempts: some wait for a slot, some run, of some the result is not answered yet. Sent
 * every {@link dev.sextant.engine.study.Leases#BEAT}, answered with {@link Beaten}; one that is lost is not repeated,
 * because the next one says more.
 */
public record Beat(String worker, long incarnation, List<Held> held) implements Wire {
    /** One attempt, and how many epochs of it have ended. */
    public record Held(Attempt attempt, int epochs) {}

    public Beat {
        held = List.copyOf(held);
    }
}
