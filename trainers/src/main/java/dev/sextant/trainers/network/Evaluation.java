// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/**
 * How well a network does on some rows.
 *
 * @param loss mean over the rows (and outputs, for squared error)
 * @param accuracy share of rows whose class has the largest output, the first of equals counting; NaN for regression
 */
public record Evaluation(double loss, double accuracy) {}
