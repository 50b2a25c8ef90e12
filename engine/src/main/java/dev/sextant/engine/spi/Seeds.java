// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.random.Draws;

/**
 * The two sources of chance in a training. A result is a function of the document and these alone.
 *
 * @param study the study's seed: the test rows are chosen by it, the same for every trial
 * @param training the stream for initial weights, shuffling, dropout: the trial's number in the search; for a
 *     confirmation one that all leaders share, so that they are paired
 * @param split which division of the remaining rows into training and validation: 0 in the search, the replicate's
 *     number in a confirmation
 */
public record Seeds(long study, int training, int split) {
    /** Streams of confirmations lie above every trial's number. */
    private static final int CONFIRMATIONS = 1 << 30;

    /** Streams of splits lie above both. */
    private static final int SPLITS = 3 << 29;

    /** The stream of reports lies above all these. */
    private static final int REPORTS = 7 << 28;

    /** Those of a trial of the search. */
    public static Seeds ofSearch(long study, long trial) {
        return new Seeds(study, Math.toIntExact(trial), 0);
    }

    /**
     * Those of a leader that is trained again.
     *
     * @param replicate from 1: leaders with the same one share their chance, and are compared by it
     */
    public static Seeds ofConfirmation(long study, int replicate) {
        return new Seeds(study, CONFIRMATIONS + replicate, replicate);
    }

    /** Whether they are those of a confirmation. */
    public boolean confirms() {
        return training >= CONFIRMATIONS;
    }

    /** For initial weights, shuffling, dropout. */
    public Draws draws() {
        return new Draws(study, training);
    }

    /** For somebody else's code in one number: 31 bits, which every language's generator takes. */
    public int number() {
        return draws().of("program").word() >>> 1;
    }

    /** What is the same in every trial of the study. */
    public Draws studyDraws() {
        return new Draws(study, SPLITS);
    }

    /** For what a report draws, the same whenever it is made. */
    public static Draws reportDraws(long study) {
        return new Draws(study, REPORTS);
    }

    /** For choosing the test rows: the same in every trial of the study. */
    public Draws testDraws() {
        return studyDraws();
    }

    /** For dividing the rows that are not test rows. */
    public Draws splitDraws() {
        return new Draws(study, SPLITS + 1 + split);
    }
}
