// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.trial.StoppingPlan;

/**
 * What a worker needs to run one attempt.
 *
 * @param timed whether the worker adds the median of its epochs' seconds to the metrics
 * @param limits what the attempt may take
 * @param alone whether nothing else may run on the machine meanwhile: an attempt before this one broke its worker, and
 *     may have lacked only what others held
 */
public record Task(
        Attempt attempt, Assignment assignment, StoppingPlan plan, boolean timed, Limits limits, boolean alone) {
    /** Without timing and limits. */
    public Task(Attempt attempt, Assignment assignment, StoppingPlan plan) {
        this(attempt, assignment, plan, false);
    }

    /** Without limits. */
    public Task(Attempt attempt, Assignment assignment, StoppingPlan plan, boolean timed) {
        this(attempt, assignment, plan, timed, Limits.NONE, false);
    }
}
