// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/**
 * One try at running a trial.
 *
 * @param number from 1, counted for each trial
 * @param fence rises with every attempt of the whole study, over restarts too
 * @param worker who runs it
 */
public record Attempt(long trial, int number, long fence, String worker) {}
