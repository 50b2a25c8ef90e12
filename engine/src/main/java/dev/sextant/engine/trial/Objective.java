// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

/**
 * What a study improves.
 *
 * @param metric one of the trainer's metrics, such as {@code validationLoss}
 * @param direction whether it is to be small or large
 */
public record Objective(String metric, Direction direction) {}
