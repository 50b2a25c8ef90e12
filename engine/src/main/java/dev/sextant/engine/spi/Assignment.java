// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Objective;

/**
 * One training to be done.
 *
 * @param document the trainer's document with nothing left to vary
 * @param objective the metric that early stopping and plateau schedules watch, and that is reported each epoch
 * @param scoreTest whether the finished network is also scored on the test rows; true at most once a study
 */
public record Assignment(ObjectNode document, Objective objective, Seeds seeds, boolean scoreTest) {}
