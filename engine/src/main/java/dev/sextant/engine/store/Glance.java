// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

/**
 * What a store says of a study at a glance, without its trials being read.
 *
 * @param ended search trials that have an outcome
 * @param best the best value of the first objective among those that completed; NaN where there is none
 * @param trial the trial that has it, the first of equals; −1 where there is none
 */
public record Glance(long ended, double best, long trial) {
    /** Of a study that has not begun. */
    public static final Glance NOTHING = new Glance(0, Double.NaN, -1);
}
