// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Attempt;
import java.util.List;

/**
 * The answer to a {@link Beat}.
 *
 * @param extended attempts that are the node's for another {@link dev.sextant.engine.study.Leases#TTL}
 * @param cancelled attempts that are no longer wanted
 * @param unknown attempts that the study never handed out
 */
public record Beaten(List<Attempt> extended, List<Attempt> cancelled, List<Attempt> unknown) implements Wire {
    public Beaten {
        extended = List.copyOf(extended);
        cancelled = List.copyOf(cancelled);
        unknown = List.copyOf(unknown);
    }
}
