// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.List;

/** What a {@link StudyMachine} is told. Requests are numbered by whoever delivers them; no number comes twice. */
public sealed interface Command {
    /** The store's content; the first command that brings anything about. */
    record Begin(List<Trial> trials, List<Attempt> attempts) implements Command {}

    /**
     * A worker has room.
     *
     * @param credits how many tasks it can take, at least 1
     */
    record Pull(long request, String worker, int credits) implements Command {}

    /** The pull has waited long enough: it is answered now, with nothing if need be. */
    record Expire(long request) implements Command {}

    /**
     * The answer to {@link Effect.Ask}.
     *
     * @param epochCost how long an epoch of the trial is in virtual time, at least 1
     */
    record Proposed(long trial, Proposal proposal, StoppingPlan plan, long epochCost) implements Command {}

    /** The trials of the {@link Effect.AddTrials} that began with trial {@code first} are durable. */
    record Added(long first) implements Command {}

    /**
     * An attempt at the trial has ended so many epochs and goes on. Virtual time waits for the news; nothing else does,
     * and its loss only delays.
     */
    record Progressed(long trial, int epochs) implements Command {}

    /** A worker's answer. */
    record Result(long request, Attempt attempt, Outcome outcome) implements Command {}

    /**
     * The attempt came to nothing because of the worker's machine, not because of the trial.
     *
     * @param message why, for people
     */
    record Broke(long request, Attempt attempt, String message) implements Command {}

    /**
     * The trial of {@link Effect.EndTrial} has a durable outcome.
     *
     * @param standing that outcome; another than the one handed over where one was stored before
     */
    record Ended(long trial, Outcome standing) implements Command {}

    /** The worker is gone, with everything it was running. */
    record WorkerLost(String worker) implements Command {}

    /** No new trials. */
    record Finish() implements Command {}
}
