// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Attempt;
import java.util.List;

/** A node gives these attempts back, so that their trials need not wait. Sent until it is answered. */
public record Release(List<Attempt> attempts) implements Wire {
    public Release {
        attempts = List.copyOf(attempts);
    }
}
