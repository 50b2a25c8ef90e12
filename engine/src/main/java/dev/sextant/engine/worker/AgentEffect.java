// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Wire;

/** What an {@link AgentMachine} wants done, in the order given. */
public sealed interface AgentEffect {
    /** Send the message, and tell how it was answered, or that it was not. No request has a number twice. */
    record Send(long request, Wire message) implements AgentEffect {}

    /** Show those who watch how far trainings have come. */
    record Show(Epochs epochs) implements AgentEffect {}

    /** Run the task in a free slot; there is one. */
    record Begin(Task task) implements AgentEffect {}

    /** Stop the training between slices, and tell that it has stopped; or that it has ended, where that came first. */
    record Cancel(Attempt attempt) implements AgentEffect {}

    /** All that was to be done after {@link AgentEvent.Drop} is done. */
    record Dropped() implements AgentEffect {}
}
