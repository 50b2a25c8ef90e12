// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

/**
 * What a model believes along a line of points: one figure a point, in the objective's units.
 *
 * @param mean the model's mean, taken to the objective's units: the middle (median) of the noise-free response
 * @param low lower end of its central 95 % interval
 * @param high upper end
 */
public record Band(double[] mean, double[] low, double[] high) {}
