// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

/**
 * What fresh seeds have said so far about one trial.
 *
 * @param mean of the first objective
 * @param seeds how many trainings of it completed
 */
public record Fresh(double mean, int seeds) {
    Fresh and(double value) {
        return new Fresh(mean + (value - mean) / (seeds + 1), seeds + 1);
    }
}
