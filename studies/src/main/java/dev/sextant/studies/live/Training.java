// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.trial.Trial;

/**
 * A trial that a worker trains.
 *
 * @param epoch the last that ended; 0 before the first
 * @param value the objective after it; NaN before the first
 * @param curve the objective after the epochs that were told of, or after equally many
 * @param nanos for how long
 */
public record Training(Trial trial, int epoch, double value, double[] curve, long nanos) {}
