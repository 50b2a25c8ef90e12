// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.trial.StoppingPlan;

/** What a worker needs to run one attempt. */
public record Task(Attempt attempt, Assignment assignment, StoppingPlan plan) {}
