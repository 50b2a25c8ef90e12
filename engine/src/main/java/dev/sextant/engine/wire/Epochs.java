// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Attempt;
import java.util.List;

/** How far running attempts have come: not answered, and where it is lost a display or virtual time is late. */
public record Epochs(List<Epoch> latest) implements Wire {
    /** The latest epoch of one attempt, from 1, and the objective after it. */
    public record Epoch(Attempt attempt, int epoch, double value) {}

    public Epochs {
        latest = List.copyOf(latest);
    }
}
