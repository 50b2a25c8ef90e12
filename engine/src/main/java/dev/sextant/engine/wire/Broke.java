// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Attempt;

/** An attempt came to nothing through no fault of its trial. Sent until it is answered with {@link Received}. */
public record Broke(Attempt attempt, String message) implements Wire {}
