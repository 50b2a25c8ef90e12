// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Constraint;

/**
 * A constraint that a completed trial breaks.
 *
 * @param value by which it is judged: the mean over fresh seeds where the trial was confirmed, otherwise the value in
 *     the search; NaN where the trial does not tell
 */
public record Breach(Constraint constraint, double value) {}
