// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static dev.sextant.engine.simulation.Timeline.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.study.Accounts;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Leases;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.wire.Beat;
import dev.sextant.engine.wire.Beaten;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Release;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's process: what {@link dev.sextant.engine.coordinator.CoordinatorVerticle} is, every effect checked.
 */
final class CoordinatorProcess extends Node {
    /** Where an answer goes; nowhere where a stranger asked. */
    private record Route(@Nullable AgentProcess agent, int life, long request, Wire message) {}

    private final Scenario scenario;
    private final Writer writer;
    private final Map<Long, Route> routes = new HashMap<>();
    private final List<Command> early = new ArrayList<>();
    private final Set<Long> announced = new HashSet<>();
    private final Map<Long, Configuration> enqueuing = new HashMap<>(); // by request
    private final Set<Long> kept = new HashSet<>(); // places told to be durable; told twice where a safeguard is off
    private StudyMachine machine;
    private Proposer proposer;
    private long requests;
    private boolean begun;
    private boolean finishing;
    private boolean concluded;
    long leasesExpired;
    long stale;
    long duplicates;

    CoordinatorProcess(Simulation world, Scenario scenario) {
        super(world);
        this.scenario = scenario;
        this.writer = new Writer(world, this, this::accept);
        this.machine = new StudyMachine(scenario.spec(), scenario.searcher().capacity());
        this.proposer = scenario.proposer();
    }

    boolean isConcluded() {
        return concluded;
    }

    /** Its process ends in good order. */
    void close() {
        writer.close();
    }

    /** Somebody wants this tried. */
    void enqueue(Configuration configuration) {
        if (!isAlive() || !begun) return;
        after(0, () -> {
            enqueuing.put(requests, configuration);
            accept(new Command.Enqueue(requests++, configuration));
        });
    }

    /** Somebody has the study stopped, to go on later. */
    void finish() {
        if (isAlive() && begun) after(0, this::stop);
    }

    private void stop() {
        finishing = true;
        accept(new Command.Finish());
    }

    int cutOff() {
        return writer.cutOff;
    }

    @Override
    void live() {
        super.live();
        machine = new StudyMachine(scenario.spec(), scenario.searcher().capacity());
        proposer = scenario.proposer();
        boolean survivors = !world.weather().local();
        after(world.below(20 * MILLI), () -> {
            begun = true;
            accept(world.disk().begin(survivors));
            List<Command> waited = List.copyOf(early);
            early.clear();
            waited.forEach(this::accept);
        });
        after(Leases.SCAN.toNanos(), this::scan);
    }

    @Override
    void die() {
        super.die();
        writer.crash();
        count();
        routes.clear();
        enqueuing.clear();
        kept.clear();
        early.clear();
        announced.clear();
        begun = false;
        finishing = false;
    }

    private void count() {
        Accounts accounts = machine.accounts();
        leasesExpired += accounts.leasesExpired();
        stale += accounts.staleResults();
        duplicates += accounts.duplicateResults();
    }

    private void scan() {
        if (world.mutant() != Mutant.NEVER_REQUEUED) accept(new Command.Scan());
        for (Attempt attempt : machine.running()) checkLease(attempt);
        after(Leases.SCAN.toNanos(), this::scan);
    }

    /** A lease is an attempt's that is on the disk and has not ended there, or that is on its way to it. */
    private void checkLease(Attempt attempt) {
        if (world.isBlind()) return;
        assertTrue(
                world.disk().holds(attempt) || writer.holds(new Effect.BeginAttempt(attempt)),
                () -> "a lease of what never began: " + attempt);
        if (world.disk().outcome(attempt.trial()) == null)
            assertNull(world.disk().end(attempt), () -> "a lease without a live fence: " + attempt);
    }

    /** A message has arrived. */
    void heard(@Nullable AgentProcess agent, int life, long asked, Wire message) {
        long request = requests++;
        Wire believed = believed(message);
        routes.put(request, new Route(agent, life, asked, believed));
        switch (believed) {
            case Pull(var worker, long incarnation, int credits, int idle) -> {
                after(Wire.POLL_MILLIS * MILLI, () -> {
                    if (routes.containsKey(request)) accept(new Command.Expire(request));
                });
                accept(new Command.Pull(request, worker, incarnation, credits, idle));
            }
            case Beat(var worker, long incarnation, var held) ->
                accept(new Command.Beat(
                        request,
                        worker,
                        incarnation,
                        held.stream().map(Beat.Held::attempt).toList()));
            case Result(var attempt, var outcome) -> {
                if (world.mutant() == Mutant.OUTCOMES_OVERWRITTEN
                        && world.disk().outcome(attempt.trial()) != null)
                    world.disk().make(new Effect.EndTrial(attempt, outcome));
                accept(new Command.Result(request, attempt, outcome));
            }
            case Broke(var attempt, var words) -> accept(new Command.Broke(request, attempt, words));
            case Release(var attempts) -> accept(new Command.Release(request, attempts));
            case Wire other -> throw new AssertionError("nothing that a node tells: " + other);
        }
    }

    /** News of running trainings has arrived, perhaps late. */
    void shown(Epochs epochs) {
        for (Epochs.Epoch epoch : epochs.latest())
            if (machine.isRunning(epoch.attempt()))
                accept(new Command.Progressed(epoch.attempt().trial(), epoch.epoch()));
    }

    private Wire believed(Wire message) {
        return switch (message) {
            case Result(var attempt, var outcome) -> new Result(believed(attempt), outcome);
            case Broke(var attempt, var words) -> new Broke(believed(attempt), words);
            case Release(var attempts) ->
                new Release(attempts.stream().map(this::believed).toList());
            case Wire other -> other;
        };
    }

    /** The attempt that is spoken of, or taken to be where a safeguard is off. */
    private Attempt believed(Attempt attempt) {
        boolean held = world.disk().holds(attempt);
        boolean mistaken = switch (world.mutant()) {
            case FENCES_IGNORED -> held;
            case STRANGERS_BELIEVED -> !held;
            default -> false;
        };
        Attempt newest = mistaken ? world.disk().newest(attempt.trial()) : null;
        return newest == null ? attempt : newest;
    }

    private void accept(Command command) {
        if (concluded || (command instanceof Command.EnqueuedDurably(long place) && !kept.add(place))) return;
        if (!begun) {
            early.add(command);
            return;
        }
        world.log(() -> "coordinator hears " + shortly(command));
        for (Effect effect : machine.accept(command, world.timeline().now())) {
            world.between(this);
            perform(effect);
        }
    }

    private static Object shortly(Command command) {
        return switch (command) {
            case Command.Begin begin ->
                "Begin[%d trials]".formatted(begin.trials().size());
            case Command.Proposed proposed -> "Proposed[%d]".formatted(proposed.trial());
            default -> command;
        };
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Ask ask -> {
                check(ask);
                after(world.below(30 * MILLI), () -> accept(proposer.answer(ask)));
            }
            case Effect.Plan plan -> after(world.below(30 * MILLI), () -> accept(proposer.answer(plan)));
            case Effect.AddTrials _, Effect.EndAttempt _, Effect.EndTrial _ -> writer.call(effect);
            case Effect.BeginAttempt(Attempt attempt) -> {
                writer.call(effect);
                if (world.mutant() == Mutant.HANDED_OUT_BEFORE_DURABLE)
                    after(0, () -> accept(new Command.Begun(attempt.fence())));
            }
            case Effect.Enqueue(var enqueued) -> {
                writer.call(effect);
                if (world.mutant() == Mutant.ENQUEUED_BEFORE_DURABLE)
                    after(0, () -> accept(new Command.EnqueuedDurably(enqueued.place())));
            }
            case Effect.AnswerEnqueue(long request, long place, String refusal) -> {
                Configuration configuration = enqueuing.remove(request);
                assertNotNull(configuration, "an answer that nobody waits for");
                if (refusal.isEmpty()) world.disk().promised(place, configuration);
                else world.refused++;
            }
            case Effect.Answer(long request, List<Task> tasks) -> {
                tasks.forEach(this::checkTask);
                answer(request, new Work(tasks));
            }
            case Effect.Acknowledge(long request, Verdict verdict) -> {
                checkVerdict(routes.get(request), verdict);
                answer(request, new Received(verdict));
            }
            case Effect.Beaten(long request, var extended, var cancelled, var unknown) -> {
                extended.forEach(this::checkLease);
                answer(request, new Beaten(extended, cancelled, unknown));
            }
            case Effect.Announce(StudyEvent event) -> announced(event);
            case Effect.Conclude(boolean finished) -> {
                assertTrue(finished || finishing, "the study ends before its end");
                if (finished) {
                    concluded = true;
                    count();
                } else after(0, world::stopped);
            }
        }
    }

    private void answer(long request, Wire message) {
        Route route = routes.remove(request);
        assertNotNull(route, "an answer that nobody waits for");
        AgentProcess agent = route.agent();
        if (agent != null)
            world.network().carry(agent, agent, () -> agent.answered(route.life(), route.request(), message));
    }

    private void checkTask(Task task) {
        Attempt attempt = task.attempt();
        world.handedOut(attempt);
        if (world.isBlind()) return;
        assertTrue(
                task.attempt().trial() < world.disk().trials().size()
                        || world.weather().local(),
                () -> attempt + " runs what is not durable");
        assertTrue(
                world.disk().holds(attempt) || world.weather().local(),
                () -> attempt + " is handed out before it is durable");
        assertNull(world.disk().end(attempt), () -> attempt + " is handed out after its end");
        assertNull(world.disk().outcome(attempt.trial()), () -> attempt + " is handed out after its trial's end");
        assertTrue(machine.isRunning(attempt), () -> attempt + " is handed out without a lease");
    }

    private void checkVerdict(@Nullable Route route, Verdict verdict) {
        assertNotNull(route);
        switch (route.message()) {
            case Result(Attempt attempt, var outcome)
            when verdict != Verdict.STALE -> {
                assertTrue(verdict != Verdict.CONFLICT, () -> "a conflict over trial " + attempt.trial());
                world.disk().acknowledged(attempt.trial(), outcome);
            }
            case Result _, Broke _ when world.isBlind() -> {}
            case Result(Attempt attempt, var _) -> assertTrue(!world.disk().holds(attempt), "a result was thrown away");
            case Broke(Attempt attempt, var _)
            when verdict == Verdict.ACCEPTED ->
                assertNotNull(world.disk().end(attempt), "a break was acknowledged before it was durable");
            default -> {}
        }
    }

    private void announced(StudyEvent event) {
        switch (event) {
            case StudyEvent.Alarm(String message) -> throw new AssertionError(message);
            case StudyEvent.TrialEnded(Trial trial) -> {
                world.disk().acknowledged(trial.number(), trial.outcome());
                assertTrue(announced.add(trial.number()), "announced twice");
            }
            default -> {}
        }
    }

    private void check(Effect.Ask ask) {
        boolean reproducible = scenario.spec().parallelism().reproducible();
        int seen = (int) Math.max(0, ask.trial() - scenario.spec().parallelism().open() + 1);
        if (reproducible) assertEquals(seen, ask.view().observed().size());
        else assertTrue(idle() > 0, "a trial was decided that nobody has a slot for");
        for (var observation : ask.view().observed())
            if (!world.isBlind())
                assertEquals(
                        world.disk().outcome(observation.trial()), observation.outcome(), "learned from too early");
        if (world.isBlind() || !reproducible) return;
        long open = world.disk().trials().stream()
                .filter(trial -> trial.role() instanceof Role.Search && trial.outcome() == null)
                .count();
        assertTrue(open < scenario.spec().parallelism().open(), "more trials open than the window allows");
    }

    /** Slots that idle, as far as pulls say that wait for an answer. */
    private long idle() {
        return routes.values().stream()
                .mapToLong(route -> route.message() instanceof Pull pull ? pull.idle() : 0)
                .sum();
    }
}
