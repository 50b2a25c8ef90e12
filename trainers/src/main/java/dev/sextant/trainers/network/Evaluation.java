// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/**
 * How well a network does on some rows. NaN stands where a figure does not apply.
 *
 * @param loss mean over the rows, and over the outputs but for cross-entropy
 * @param accuracy for classes the share of rows whose class has the largest output, the first of equals counting; for
 *     binary cross-entropy the share of outputs on the right side of ½
 * @param macroF1 mean over the classes (or outputs) of the harmonic mean of precision and recall
 * @param r2 mean over the outputs of 1 − (squared error / squared distance to the outputs' own mean)
 */
public record Evaluation(double loss, double accuracy, double macroF1, double r2) {}
