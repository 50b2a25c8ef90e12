// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

/**
 * How far one schedule has come in the search.
 *
 * @param trials of it that have ended
 * @param best the best first objective that keeps the constraints; NaN where there is none
 * @param rate the learning rate of that trial; NaN where there is none
 */
public record ScheduleSoFar(String schedule, long trials, double best, double rate) {
    ScheduleSoFar(String schedule) {
        this(schedule, 0, Double.NaN, Double.NaN);
    }

    ScheduleSoFar more() {
        return new ScheduleSoFar(schedule, trials + 1, best, rate);
    }

    ScheduleSoFar found(double value, double at) {
        return new ScheduleSoFar(schedule, trials, value, at);
    }
}
