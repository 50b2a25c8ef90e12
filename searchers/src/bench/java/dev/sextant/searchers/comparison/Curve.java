// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

/**
 * One search: what it is a search of, and what was left to gain after each trial.
 *
 * @param cpuMillis thread CPU time of a suggestion, mean over the trials
 * @param wallMillis the same by the clock
 * @param utilisation share of the workers' virtual time in which they ran trials
 * @param regrets noise-free value of the trial that looked best so far, less the minimum; infinite before the first
 *     that completed
 */
record Curve(String searcher, Cell cell, double cpuMillis, double wallMillis, double utilisation, double[] regrets) {
    /** Where searchers meet: searches of one cell are paired. */
    record Cell(String problem, long seed, int workers, Schedule schedule) {}

    Curve named(String other) {
        return new Curve(other, cell, cpuMillis, wallMillis, utilisation, regrets);
    }
}
