// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

/** The learning rates of one training, epoch by epoch. Threads: confined to one. */
public interface Course {
    /** The rate of the epoch that is being trained. */
    double rate();

    /**
     * Ends the epoch.
     *
     * @param metric the watched metric after it
     */
    void advance(double metric);
}
