// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

/**
 * Which rows train, which watch, which are locked away: places among a data set's rows, each part ascending. No row is
 * in two parts.
 */
record Split(int[] training, int[] validation, int[] test) {}
