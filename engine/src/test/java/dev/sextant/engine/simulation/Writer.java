// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.store.GroupCommit;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The store's writer, with the {@link GroupCommit} that {@link dev.sextant.engine.store.SqliteStore} has: takes what
 * has gathered, commits it as one, then tells of each change in the order of the calls. A crash takes everything that
 * was not committed; sometimes the commit had been made, and only the telling is lost.
 */
final class Writer {
    private final Simulation world;
    private final Node process;
    private final Consumer<Command> told;
    private final List<Effect> held = new ArrayList<>(); // in the order of their calls
    private GroupCommit<Effect> calls = new GroupCommit<>();
    private List<Effect> committing = List.of();
    private boolean awake;
    int cutOff;

    Writer(Simulation world, Node process, Consumer<Command> told) {
        this.world = world;
        this.process = process;
        this.told = told;
    }

    void call(Effect change) {
        assertTrue(calls.take(change), "the store takes no calls");
        held.add(change);
        if (awake) return;
        awake = true;
        // The writer's thread may be slow to hear of it, and more gathers meanwhile.
        process.after(world.below(2) * world.below(world.weather().commit()), this::begin);
    }

    private void begin() {
        committing = calls.next();
        awake = !committing.isEmpty();
        if (!awake) return;
        if (world.mutant() == Mutant.TOLD_BEFORE_DURABLE) for (Effect change : committing) tell(answer(change));
        process.after(world.below(world.weather().commit()), this::commit);
    }

    private void commit() {
        List<Command> answers = make();
        if (world.mutant() != Mutant.TOLD_BEFORE_DURABLE) answers.forEach(this::tell);
        begin();
    }

    /** Makes durable what is being committed; what is told of it, in the order of the calls. */
    private List<Command> make() {
        List<Command> answers = committing.stream().map(world.disk()::make).toList();
        List<Effect> durable = calls.durable();
        assertEquals(committing, durable);
        assertEquals(held.subList(0, durable.size()), durable, "calls are committed in their order");
        held.subList(0, durable.size()).clear();
        committing = List.of();
        return answers;
    }

    private void tell(Command answer) {
        process.after(0, () -> told.accept(answer));
    }

    private static Command answer(Effect change) {
        return switch (change) {
            case Effect.AddTrials(var added) ->
                new Command.Added(added.getFirst().number());
            case Effect.BeginAttempt(var attempt) -> new Command.Begun(attempt.fence());
            case Effect.EndAttempt(var attempt, var _) -> new Command.AttemptEnded(attempt.fence());
            case Effect.EndTrial(var attempt, var outcome) -> new Command.Ended(attempt.trial(), outcome);
            case Effect.Enqueue(var enqueued) -> new Command.EnqueuedDurably(enqueued.place());
            case Effect other -> throw new AssertionError("not the store's: " + other);
        };
    }

    /** The process dies. */
    void crash() {
        if (!committing.isEmpty() && world.below(2) == 0) make();
        List<Effect> lost = calls.failed();
        assertEquals(held, lost, "every call that is not durable fails, in order");
        cutOff += lost.size();
        held.clear();
        committing = List.of();
        calls = new GroupCommit<>();
        awake = false;
    }

    /** Makes durable what waits for it: the process ends in good order. */
    void close() {
        calls.close();
        if (!committing.isEmpty()) make();
        for (committing = calls.next(); !committing.isEmpty(); committing = calls.next()) make();
        assertTrue(calls.over() && held.isEmpty(), "a call was forgotten");
    }

    /** Whether this change waits to become durable. */
    boolean holds(Effect change) {
        return held.contains(change);
    }
}
