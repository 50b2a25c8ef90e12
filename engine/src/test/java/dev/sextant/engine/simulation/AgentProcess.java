// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static dev.sextant.engine.simulation.Timeline.MILLI;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.wire.Beaten;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import dev.sextant.engine.worker.AgentEffect;
import dev.sextant.engine.worker.AgentEvent;
import dev.sextant.engine.worker.AgentMachine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An agent's process: what {@link dev.sextant.engine.worker.NodeAgent} is, with toy trainings that take their time. */
final class AgentProcess extends Node {
    private static final class Training {
        private final Task task;
        private final @Nullable Outcome outcome; // null where it breaks
        private final int epochs;
        private int epoch;
        private boolean cancelled;

        Training(Task task, @Nullable Outcome outcome) {
            this.task = task;
            this.outcome = outcome;
            this.epochs = outcome == null ? 1 : outcome.curve().epochs();
        }
    }

    private final String name;
    private final int slots;
    private final int ahead;
    private final Map<Attempt, Training> trainings = new HashMap<>();
    private final Set<Long> open = new HashSet<>();
    private final Set<Attempt> sent = new HashSet<>();
    private AgentMachine machine;
    private long incarnation;
    private long tickAt;
    private boolean leaving;

    AgentProcess(Simulation world, String name, int slots, int ahead) {
        super(world);
        this.name = name;
        this.slots = slots;
        this.ahead = ahead;
        this.machine = new AgentMachine(name, incarnation, slots, ahead);
    }

    @Override
    void live() {
        super.live();
        // Sometimes a process comes back that cannot tell that it was another.
        if (world.below(4) > 0) incarnation++;
        machine = new AgentMachine(name, incarnation, slots, ahead);
        trainings.clear();
        open.clear();
        sent.clear();
        leaving = false;
        tickAt = Long.MAX_VALUE;
        after(world.below(MILLI), () -> accept(new AgentEvent.Start()));
    }

    /** Ends in good order. */
    void leave() {
        if (leaving) return;
        leaving = true;
        after(0, () -> accept(new AgentEvent.Drop(true)));
    }

    /** Takes no more work. */
    void finish() {
        after(0, () -> accept(new AgentEvent.Finish()));
    }

    private void accept(AgentEvent event) {
        world.log(() -> name + " hears " + event);
        for (AgentEffect effect : machine.accept(event, world.timeline().now())) {
            world.between(this);
            perform(effect);
        }
        long due = machine.due();
        if (due >= tickAt) return;
        tickAt = due;
        after(due - world.timeline().now(), () -> {
            tickAt = Long.MAX_VALUE;
            accept(new AgentEvent.Tick());
        });
    }

    private void perform(AgentEffect effect) {
        switch (effect) {
            case AgentEffect.Send(long request, Wire message) -> send(request, message);
            case AgentEffect.Show(Epochs epochs) -> {
                CoordinatorProcess coordinator = world.coordinator();
                world.network().carry(this, coordinator, () -> coordinator.shown(epochs));
            }
            case AgentEffect.Begin(Task task) -> {
                assertTrue(trainings.size() < slots, "more trainings than slots");
                assertTrue(
                        trainings.isEmpty() || !(task.alone() || runsAlone()),
                        () -> task.attempt() + " begins beside " + trainings.keySet());
                if (task.alone() && slots > 1) world.ranAlone();
                Training training = new Training(task, world.breaks(task) ? null : ToyStudy.outcome(task));
                assertNull(trainings.put(task.attempt(), training), "begun twice");
                next(training);
                if (task.attempt().number() > 1) goOn(training);
            }
            case AgentEffect.Cancel(Attempt attempt) -> {
                Training training = trainings.get(attempt);
                assertNotNull(training, "what does not run was cancelled");
                training.cancelled = true;
            }
            case AgentEffect.Dropped() -> {
                assertTrue(trainings.isEmpty(), "left while something ran");
                world.left(this);
            }
        }
    }

    /** A training that goes on from a checkpoint tells of the last epoch that ended before it. */
    private void goOn(Training training) {
        int kept = world.kept(training.task.attempt().trial());
        training.epoch = kept;
        if (kept > 0)
            after(0, () -> {
                if (training.epoch == kept) accept(new AgentEvent.Epoch(training.task.attempt(), kept, 0.5));
            });
    }

    private boolean runsAlone() {
        return trainings.values().stream().anyMatch(training -> training.task.alone());
    }

    private void send(long request, Wire message) {
        long timeout = message instanceof Pull ? Wire.PULL_MILLIS : Wire.TIMEOUT_MILLIS;
        open.add(request);
        after(timeout * MILLI, () -> {
            if (open.remove(request)) accept(new AgentEvent.Unanswered(request));
        });
        if (world.mutant() == Mutant.RESULTS_SENT_ONCE
                && message instanceof Result(Attempt attempt, var _)
                && !sent.add(attempt)) return;
        int life = life();
        CoordinatorProcess coordinator = world.coordinator();
        world.network().carry(this, coordinator, () -> coordinator.heard(this, life, request, message));
    }

    /** An answer to what was asked in that life has arrived, perhaps not for the first time, perhaps too late. */
    void answered(int life, long request, Wire answer) {
        if (life != life()) return;
        open.remove(request);
        accept(
                switch (answer) {
                    case Work(var tasks) -> new AgentEvent.Worked(request, tasks);
                    case Beaten(var extended, var cancelled, var unknown) ->
                        new AgentEvent.Beaten(request, extended, cancelled, unknown);
                    case Received(var verdict) -> new AgentEvent.Received(request, verdict);
                    case Wire other -> throw new AssertionError("not an answer: " + other);
                });
    }

    private void next(Training training) {
        after(world.stepTime(), () -> step(training));
    }

    private void step(Training training) {
        Attempt attempt = training.task.attempt();
        if (training.cancelled) {
            trainings.remove(attempt);
            accept(new AgentEvent.Stopped(attempt));
        } else if (++training.epoch < training.epochs) {
            next(training);
            world.keep(attempt.trial(), training.epoch);
            accept(new AgentEvent.Epoch(attempt, training.epoch, 0.5));
        } else {
            trainings.remove(attempt);
            accept(
                    training.outcome == null
                            ? new AgentEvent.Broke(attempt, Scenario.BREAK)
                            : new AgentEvent.Ended(attempt, training.outcome));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
