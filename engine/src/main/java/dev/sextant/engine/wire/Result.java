// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.trial.Outcome;

/** An attempt's outcome. Sent until it is answered with {@link Received}. */
public record Result(Attempt attempt, Outcome outcome) implements Wire {}
