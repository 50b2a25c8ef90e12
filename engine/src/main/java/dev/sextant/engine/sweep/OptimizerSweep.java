// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

/**
 * A sweep of one optimizer, whose good rates are its own.
 *
 * @param optimizer its name; empty where the trainer has none
 */
public record OptimizerSweep(String optimizer, LearningRateSweep sweep) {}
