// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.trial.StoppingPlan;

/**
 * What a worker needs to run one attempt.
 *
 * @param timed whether the worker adds the median of its epochs' seconds to the metrics
 */
public record Task(Attempt attempt, Assignment assignment, StoppingPlan plan, boolean timed) {
    /** Without timing. */
    public Task(Attempt attempt, Assignment assignment, StoppingPlan plan) {
        this(attempt, assignment, plan, false);
    }
}
