// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link StudyMachine} wants done, in the order given. */
public sealed interface Effect {
    /**
     * Ask the searcher and the pruner, off the event loop, and answer with {@link Command.Proposed}. There is at most
     * one question at a time, in order of trials.
     *
     * @param given what is tried where the searcher is not asked
     */
    record Ask(long trial, View view, Draws draws, @Nullable Proposal given) implements Effect {}

    /**
     * Find out the trials of a phase, off the event loop, and answer with {@link Command.Planned}.
     *
     * @param searched how many trials the search has
     * @param before all trials of the phases before, by number; they have ended
     */
    record Plan(Phase phase, long searched, List<Trial> before) implements Effect {}

    /** Store these trials, whole or not at all, and answer with {@link Command.Added}. */
    record AddTrials(List<Trial> trials) implements Effect {}

    /** Note in the store that the attempt begins, and answer with {@link Command.Begun}. */
    record BeginAttempt(Attempt attempt) implements Effect {}

    /** Note in the store how the attempt ended, and answer with {@link Command.AttemptEnded}. */
    record EndAttempt(Attempt attempt, AttemptEnd end) implements Effect {}

    /** Store the outcome of the attempt's trial, and answer with {@link Command.Ended}. */
    record EndTrial(Attempt attempt, Outcome outcome) implements Effect {}

    /** Answer a pull. The worker runs these tasks; empty where there is nothing to do now. */
    record Answer(long request, List<Task> tasks) implements Effect {}

    /** Tell the worker what has become of what it said. */
    record Acknowledge(long request, Verdict verdict) implements Effect {}

    /**
     * Answer a beat.
     *
     * @param extended attempts that are the worker's for another {@link Leases#TTL}
     * @param cancelled attempts that are no longer wanted; named again for as long as the worker names them
     * @param unknown attempts that this study never handed out
     */
    record Beaten(long request, List<Attempt> extended, List<Attempt> cancelled, List<Attempt> unknown)
            implements Effect {
        public Beaten {
            extended = List.copyOf(extended);
            cancelled = List.copyOf(cancelled);
            unknown = List.copyOf(unknown);
        }
    }

    /** Store this, and answer with {@link Command.EnqueuedDurably}. */
    record Enqueue(Enqueued enqueued) implements Effect {}

    /**
     * Answer an {@link Command.Enqueue}.
     *
     * @param place where it waits, durably; −1 where it was refused
     * @param refusal why, in words for a person; empty where it was not
     */
    record AnswerEnqueue(long request, long place, String refusal) implements Effect {}

    /** Tell those who watch. */
    record Announce(StudyEvent event) implements Effect {}

    /**
     * The study has ended.
     *
     * @param finished whether every trial has ended; false after {@link Command.Finish}
     */
    record Conclude(boolean finished) implements Effect {}
}
