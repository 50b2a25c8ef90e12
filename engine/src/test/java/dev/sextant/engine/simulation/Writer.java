// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The store's writer as {@link dev.sextant.engine.store.SqliteStore} has it: takes what has gathered, commits it as
 * one, then tells of each change in the order of the calls. A crash takes everything that was not committed; sometimes
 * the commit had been made, and only the telling is lost.
 */
final class Writer {
    private final Simulation world;
    private final Node process;
    private final Consumer<Command> told;
    private final Deque<Effect> queue = new ArrayDeque<>();
    private final List<Effect> batch = new ArrayList<>();
    int cutOff;

    Writer(Simulation world, Node process, Consumer<Command> told) {
        this.world = world;
        this.process = process;
        this.told = told;
    }

    void call(Effect change) {
        queue.add(change);
        if (batch.isEmpty()) take();
    }

    private void take() {
        int most = 1 + (int) world.below(world.below(2) == 0 ? 256 : 3);
        while (!queue.isEmpty() && batch.size() < most) batch.add(queue.remove());
        if (batch.isEmpty()) return;
        if (world.mutant() == Mutant.TOLD_BEFORE_DURABLE) for (Effect change : List.copyOf(batch)) tell(answer(change));
        process.after(world.below(world.weather().commit()), this::commit);
    }

    private void commit() {
        List<Effect> made = List.copyOf(batch);
        batch.clear();
        for (Effect change : made) {
            Command answer = world.disk().make(change);
            if (world.mutant() != Mutant.TOLD_BEFORE_DURABLE) tell(answer);
        }
        take();
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
            case Effect other -> throw new AssertionError("not the store's: " + other);
        };
    }

    /** The process dies. */
    void crash() {
        if (!batch.isEmpty() && world.below(2) == 0) batch.forEach(world.disk()::make);
        else cutOff += batch.size();
        cutOff += queue.size();
        batch.clear();
        queue.clear();
    }

    /** Makes durable what waits for it: the process ends in good order. */
    void close() {
        batch.forEach(world.disk()::make);
        queue.forEach(world.disk()::make);
        batch.clear();
        queue.clear();
    }

    /** Whether this change waits to become durable. */
    boolean holds(Effect change) {
        return queue.contains(change) || batch.contains(change);
    }
}
