// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a {@link StudyMachine} is told. Requests are numbered by whoever delivers them; no number comes twice. */
public sealed interface Command {
    /**
     * The store's content; the first command that brings anything about.
     *
     * @param ends how attempts ended that brought no outcome, by fence; one that is not there has not ended, or has
     *     brought its trial's outcome
     * @param survivors whether workers may outlive the process that this machine is in. Then those of the attempts that
     *     have not ended have one {@link Leases#TTL} to say so before their trials are given to others, and an attempt
     *     is handed out only when it is durable. Else nobody is left of the process before, and its trials wait at once
     * @param enqueued every one that was ever stored, by place, tried or not
     */
    record Begin(
            List<Trial> trials,
            List<Attempt> attempts,
            Map<Long, AttemptEnd> ends,
            boolean survivors,
            List<Enqueued> enqueued)
            implements Command {
        /** Where nobody enqueued anything. */
        public Begin(List<Trial> trials, List<Attempt> attempts, Map<Long, AttemptEnd> ends, boolean survivors) {
            this(trials, attempts, ends, survivors, List.of());
        }

        /** Where every worker died with the process before. */
        public Begin(List<Trial> trials, List<Attempt> attempts, Map<Long, AttemptEnd> ends) {
            this(trials, attempts, ends, false);
        }

        /** Where no attempt has ended without an outcome. */
        public Begin(List<Trial> trials, List<Attempt> attempts) {
            this(trials, attempts, Map.of());
        }
    }

    /**
     * A worker has room.
     *
     * @param incarnation names the worker's process, and rises from one to the next; another one than before tells that
     *     the process before is no more, with everything it ran
     * @param credits how many tasks it can take, at least 1
     * @param idle how many of them it would begin at once; the others are taken ahead of need, after everybody's idle
     */
    record Pull(long request, String worker, long incarnation, int credits, int idle) implements Command {
        /** Of a worker with one process, all idle. */
        public Pull(long request, String worker, int credits) {
            this(request, worker, 0, credits, credits);
        }
    }

    /** The pull has waited long enough: it is answered now, with nothing if need be. */
    record Expire(long request) implements Command {}

    /**
     * The answer to {@link Effect.Ask}.
     *
     * @param epochCost how long an epoch of the trial is in virtual time, at least 1
     */
    record Proposed(long trial, Proposal proposal, StoppingPlan plan, long epochCost) implements Command {}

    /** The answer to {@link Effect.Plan}. */
    record Planned(Phase phase, List<Trial> trials) implements Command {}

    /** The trials of the {@link Effect.AddTrials} that began with trial {@code first} are durable. */
    record Added(long first) implements Command {}

    /** The attempt of {@link Effect.BeginAttempt} with this fence is durable. */
    record Begun(long fence) implements Command {}

    /** The end of {@link Effect.EndAttempt} is durable for the attempt with this fence. */
    record AttemptEnded(long fence) implements Command {}

    /** A worker lives, and has these attempts. */
    record Beat(long request, String worker, long incarnation, List<Attempt> attempts) implements Command {}

    /** A worker gives these attempts back. */
    record Release(long request, List<Attempt> attempts) implements Command {}

    /** It is time to look for leases that have lapsed. */
    record Scan() implements Command {}
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

    /**
     * The study has taken so long by the clock, in all its sessions; told every now and then, also before it begins.
     */
    record Elapsed(Duration used) implements Command {}

    /** A person wants this configuration of the space tried. */
    record Enqueue(long request, Configuration configuration) implements Command {}

    /** What {@link Effect.Enqueue} names is durable. */
    record EnqueuedDurably(long place) implements Command {}

    /** No new trials. */
    record Finish() implements Command {}
}
