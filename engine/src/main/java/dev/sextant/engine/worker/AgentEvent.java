// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Outcome;
import java.util.List;

/** What an {@link AgentMachine} is told. Requests are those of {@link AgentEffect.Send}. */
public sealed interface AgentEvent {
    /** The slots are there; the first event. */
    record Start() implements AgentEvent {}

    /** A pull was answered. */
    record Worked(long request, List<Task> tasks) implements AgentEvent {}

    /** A beat was answered, as {@link dev.sextant.engine.wire.Beaten} says. */
    record Beaten(long request, List<Attempt> extended, List<Attempt> cancelled, List<Attempt> unknown)
            implements AgentEvent {}

    /** Something that was told was answered. */
    record Received(long request, Verdict verdict) implements AgentEvent {}

    /** A request was not answered in time, or found nobody. */
    record Unanswered(long request) implements AgentEvent {}

    /** A training ended an epoch. */
    record Epoch(Attempt attempt, int epoch, double value) implements AgentEvent {}

    /** A training has its outcome, and its slot is free. */
    record Ended(Attempt attempt, Outcome outcome) implements AgentEvent {}

    /** The machine could not run it, for the reason given, and the slot is free. */
    record Broke(Attempt attempt, String message) implements AgentEvent {}

    /** A cancelled training has stopped, and its slot is free. */
    record Stopped(Attempt attempt) implements AgentEvent {}

    /** Take no more work, and give back what waits for a slot. What runs goes on. */
    record Finish() implements AgentEvent {}

    /**
     * Take no more work, and give back everything that has not ended.
     *
     * @param answered whether what is to be said is waited for until it is answered; else there is nobody to answer
     */
    record Drop(boolean answered) implements AgentEvent {}

    /** Nothing but that time has passed: {@link AgentMachine#due} has come. */
    record Tick() implements AgentEvent {}
}
