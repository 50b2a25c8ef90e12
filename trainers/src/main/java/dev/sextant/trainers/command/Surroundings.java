// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.util.function.LongSupplier;

/**
 * What is around a program that runs.
 *
 * @param nanos the time, in nanoseconds from anywhere
 * @param log takes the lines that are for people
 */
record Surroundings(ProgramLimits limits, LongSupplier nanos, TrialLog log, Witness witness) {}
