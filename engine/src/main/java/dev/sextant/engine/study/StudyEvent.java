// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;

/** What happened in a running study, for those who watch it. Nothing may be derived from it: the store is the truth. */
public sealed interface StudyEvent {
    /** The parts of a study, in order. */
    enum Phase {
        SEARCH,
        CONFIRMATION,
        TEST
    }

    /**
     * The study goes on from what its store held.
     *
     * @param restored trials of any role that had already ended, by number
     * @param budget search trials in all, the given ones included
     */
    record Started(List<Trial> restored, long budget) implements StudyEvent {
        /** Of what may be a million trials their number. */
        @Override
        public String toString() {
            return "Started[restored=%d, budget=%d]".formatted(restored.size(), budget);
        }
    }

    /**
     * A phase begins, or goes on after a restart.
     *
     * @param trials how many trials it has in all
     */
    record PhaseStarted(Phase phase, long trials) implements StudyEvent {}

    /**
     * The study's own rule ended the search before its budget was spent.
     *
     * @param trials search trials in all
     * @param reason in words for a person
     */
    record SearchEnded(long trials, String reason) implements StudyEvent {}

    /**
     * The study has taken as long as it may: no trial begins any more, and those that run come to their end.
     *
     * @param limit what it may take
     */
    record OutOfTime(Duration limit) implements StudyEvent {}

    /** A worker took the trial, to run it once a slot is free; more than once where an attempt was lost. */
    record TrialStarted(Trial trial) implements StudyEvent {}

    /**
     * An epoch ended. Some epochs are left out when they end faster than anyone could watch.
     *
     * @param trial the trial's number
     * @param epoch from 1
     * @param value the objective after it
     */
    record EpochEnded(long trial, int epoch, double value) implements StudyEvent {}

    /** The trial's outcome is stored. */
    record TrialEnded(Trial trial) implements StudyEvent {}

    /** One result could not be relied on, in words for a person. The study goes on. */
    record Alarm(String message) implements StudyEvent {}
}
