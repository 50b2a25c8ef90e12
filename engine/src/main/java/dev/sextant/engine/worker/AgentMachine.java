// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Leases;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.wire.Beat;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Release;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one machine does for a study, from nothing but what it hears and when: events in, effects out.
 *
 * <ol>
 *   <li>It asks for as many tasks as it has slots free, and for some ahead, so that no slot waits for an answer; not
 *       for each of them by itself.
 *   <li>What it has it names in every beat until it is answered for: waiting, running, and ended but not acknowledged.
 *   <li>A result is sent until it is answered, after pauses that grow to {@link #RETRY_CAP}, each drawn anew so that
 *       many nodes do not come at once.
 *   <li>An attempt that is cancelled, or whose lease was not extended for {@link Leases#GRACE}, stops between slices. A
 *       result that is there is offered all the same: it may still be the first.
 *   <li>What cannot be run is given back at once.
 *   <li>Tasks begin in the order in which they came; one that broke a worker before runs alone.
 * </ol>
 *
 * <p>Cost: O(attempts it has) an event. Threads: confined to one. No clock, no chance but the draws of its incarnation;
 * nothing that it decides reaches a result.
 */
public final class AgentMachine {
    /**
     * Epochs are sent at once, but at most so often, and then only the latest of each trial. Virtual time waits for
     * them: a pause as long as a few epochs would leave slots idle.
     */
    static final long EPOCHS_APART = 2_000_000;

    /** The first pause before something is said again, in nanoseconds. */
    static final long RETRY = 1_000_000_000;

    /** The longest such pause. */
    static final long RETRY_CAP = 15_000_000_000L;

    private static final long BEAT = Leases.BEAT.toNanos();
    private static final long TTL = Leases.TTL.toNanos();
    private static final long GRACE = Leases.GRACE.toNanos();

    private enum State {
        WAITING,
        RUNNING,
        STOPPING,
        ENDED
    }

    /** An attempt that this machine has. */
    private static final class Held {
        private final Task task;
        private State state = State.WAITING;
        private int epochs;
        private long heard;

        Held(Task task, long now) {
            this.task = task;
            this.heard = now;
        }

        Attempt attempt() {
            return task.attempt();
        }
    }

    /** A request that is not answered yet. */
    private sealed interface Asked {
        record Pulled(int credits, int idle) implements Asked {}

        record Beating() implements Asked {}

        /** Said again until it is answered; {@code about} is forgotten then. */
        record Said(Wire message, @Nullable Attempt about, int tries) implements Asked {}
    }

    /** To be said again, at a time. */
    private record Later(long at, Asked.Said said) {}

    private final String name;
    private final long incarnation;
    private final int slots;
    private final int ahead;
    private final DrawSequence jitter;
    private final Map<Attempt, Held> held = new LinkedHashMap<>();
    private final Deque<Held> waiting = new ArrayDeque<>();
    private final Map<Long, Asked> asked = new HashMap<>();
    private final List<Later> later = new ArrayList<>();
    private final Map<Long, Epochs.Epoch> epochs = new TreeMap<>(); // by fence
    private int free;
    private int credits; // in pulls that are not answered
    private int idle;
    private long requests;
    private long now;
    private long beatAt;
    private long epochsAt; // not before
    private long pullAt;
    private int pullTries;
    private boolean alone;
    private boolean started;
    private boolean finishing;
    private boolean dropping;
    private boolean flushing;
    private boolean dropped;
    private List<AgentEffect> effects = new ArrayList<>();

    /**
     * @param name names this machine among those of a study
     * @param incarnation names this process among all that ever had the name
     * @param slots trainings at a time
     * @param ahead tasks that it takes beside those its slots run
     */
    public AgentMachine(String name, long incarnation, int slots, int ahead) {
        this.name = name;
        this.incarnation = incarnation;
        this.slots = slots;
        this.ahead = ahead;
        this.jitter = new Draws(incarnation, 0).of("jitter");
    }

    /**
     * Takes in what has happened and says what is to be done, in order.
     *
     * @param nanos when, on a clock of any origin that never goes back
     */
    public List<AgentEffect> accept(AgentEvent event, long nanos) {
        boolean paused = started && nanos - now > TTL;
        now = nanos;
        effects = new ArrayList<>();
        if (paused) forgive();
        switch (event) {
            case AgentEvent.Start() -> {
                started = true;
                free = slots;
                beatAt = now + BEAT;
                pullAt = now;
                epochsAt = now;
            }
            case AgentEvent.Worked(long request, var tasks) -> worked(request, tasks);
            case AgentEvent.Beaten beaten -> beaten(beaten);
            case AgentEvent.Received(long request, var _) -> {
                if (asked.remove(request) instanceof Asked.Said said && said.about() != null) held.remove(said.about());
            }
            case AgentEvent.Unanswered(long request) -> unanswered(request);
            case AgentEvent.Epoch(var attempt, int epoch, double value) -> epoch(attempt, epoch, value);
            case AgentEvent.Ended(var attempt, var outcome) -> ended(attempt, new Result(attempt, outcome));
            case AgentEvent.Broke(var attempt, var message) -> ended(attempt, new Broke(attempt, message));
            case AgentEvent.Stopped(var attempt) -> stopped(attempt);
            case AgentEvent.Finish() -> finish();
            case AgentEvent.Drop(boolean answered) -> drop(answered);
            case AgentEvent.Tick() -> {}
        }
        if (started) advance();
        return Collections.unmodifiableList(effects);
    }

    /** When it wants to be told a {@link AgentEvent.Tick} at the latest; {@link Long#MAX_VALUE} for never. */
    public long due() {
        if (!started) return Long.MAX_VALUE;
        long due = Long.MAX_VALUE;
        if (asks()) due = Math.min(due, pullAt);
        if (!epochs.isEmpty()) due = Math.min(due, epochsAt);
        for (Later each : later) due = Math.min(due, each.at());
        if (held.isEmpty()) return due;
        due = Math.min(due, beatAt);
        for (Held each : held.values()) if (runs(each)) due = Math.min(due, each.heard + GRACE);
        return due;
    }

    /** Whether it has nothing, and nothing that it said waits for an answer. */
    public boolean isIdle() {
        return held.isEmpty() && !gives();
    }

    private static boolean runs(Held each) {
        return each.state == State.WAITING || each.state == State.RUNNING;
    }

    /** It was this machine that stood still: its leases may have been extended but for that. */
    private void forgive() {
        for (Held each : held.values()) each.heard = Math.max(each.heard, now - GRACE + TTL);
    }

    private void advance() {
        for (Held each : List.copyOf(held.values())) if (runs(each) && now - each.heard >= GRACE) cancel(each);
        while (mayBegin()) begin(waiting.remove());
        for (Iterator<Later> each = later.iterator(); each.hasNext(); ) {
            Later next = each.next();
            if (next.at() > now) continue;
            each.remove();
            say(next.said());
        }
        if (now >= beatAt) beat();
        if (!epochs.isEmpty() && now >= epochsAt) show();
        if (now >= pullAt) pull();
        if (!dropping || dropped || slots > free || (flushing && (!held.isEmpty() || gives()))) return;
        dropped = true;
        effects.add(new AgentEffect.Dropped());
    }

    /** Whether something is still to be answered beside pulls and beats. */
    private boolean gives() {
        return !later.isEmpty() || asked.values().stream().anyMatch(Asked.Said.class::isInstance);
    }

    private long send(Wire message, Asked about) {
        long request = requests++;
        asked.put(request, about);
        effects.add(new AgentEffect.Send(request, message));
        return request;
    }

    private void say(Asked.Said said) {
        send(said.message(), said);
    }

    private long pause(int tries) {
        long longest = Math.min(RETRY_CAP, RETRY << Math.min(tries, 30));
        return (long) (longest * (0.5 + 0.5 * jitter.uniform()));
    }

    /** How many tasks it would take now. */
    private int wanted() {
        // What came now would have to wait for the one that runs alone.
        if (finishing || alone || waiting.stream().anyMatch(each -> each.task.alone())) return 0;
        int has = 0;
        for (Held each : held.values()) if (each.state != State.ENDED) has++;
        return slots + ahead - has - credits;
    }

    /**
     * Whether it is worth a message: a slot is idle, or half of what it takes ahead is used up. So many slots do not
     * ask for every single task, and none of them ever waits for an answer.
     */
    private boolean asks() {
        int wanted = wanted();
        return wanted > 0 && (free > waiting.size() || 2 * wanted >= ahead);
    }

    private void pull() {
        if (!asks()) return;
        int wanted = wanted();
        int needed = Math.clamp(free - waiting.size() - idle, 0, wanted);
        credits += wanted;
        idle += needed;
        send(new Pull(name, incarnation, wanted, needed), new Asked.Pulled(wanted, needed));
    }

    private void pulled(Asked.Pulled pull) {
        credits -= pull.credits();
        idle -= pull.idle();
    }

    private void worked(long request, List<Task> tasks) {
        boolean expected = asked.remove(request) instanceof Asked.Pulled pull && back(pull);
        if (expected) pullTries = 0;
        List<Attempt> refused = new ArrayList<>();
        for (Task task : tasks) {
            if (held.containsKey(task.attempt())) continue;
            // A late answer's tasks have no slot kept for them.
            if (!expected || finishing) {
                refused.add(task.attempt());
                continue;
            }
            Held taken = new Held(task, now);
            held.put(task.attempt(), taken);
            waiting.add(taken);
        }
        giveBack(refused);
    }

    private boolean back(Asked.Pulled pull) {
        pulled(pull);
        return true;
    }

    private void giveBack(List<Attempt> attempts) {
        if (!attempts.isEmpty()) say(new Asked.Said(new Release(attempts), null, 0));
    }

    /** A task that is to run alone begins when nothing else runs, and nothing begins beside it. */
    private boolean mayBegin() {
        Held next = waiting.peek();
        return next != null && free > 0 && !alone && (!next.task.alone() || free == slots);
    }

    private void begin(Held next) {
        free--;
        alone = next.task.alone();
        next.state = State.RUNNING;
        effects.add(new AgentEffect.Begin(next.task));
    }

    private void unanswered(long request) {
        switch (asked.remove(request)) {
            case Asked.Pulled pull -> {
                pulled(pull);
                pullAt = now + pause(pullTries++);
            }
            case Asked.Said said ->
                later.add(new Later(
                        now + pause(said.tries()), new Asked.Said(said.message(), said.about(), said.tries() + 1)));
            case Asked.Beating _ -> {}
            case null -> {}
        }
    }

    private void beat() {
        beatAt = now + BEAT;
        if (held.isEmpty()) return;
        List<Beat.Held> all = new ArrayList<>();
        for (Held each : held.values()) all.add(new Beat.Held(each.attempt(), each.epochs));
        send(new Beat(name, incarnation, all), new Asked.Beating());
    }

    private void beaten(AgentEvent.Beaten beaten) {
        asked.remove(beaten.request());
        for (Attempt attempt : beaten.extended()) {
            Held extended = held.get(attempt);
            if (extended != null) extended.heard = now;
        }
        for (Attempt attempt : beaten.cancelled()) cancel(held.get(attempt));
        for (Attempt attempt : beaten.unknown()) cancel(held.get(attempt));
    }

    private void cancel(@Nullable Held each) {
        if (each == null) return;
        if (each.state == State.WAITING) {
            waiting.remove(each);
            held.remove(each.attempt());
        } else if (each.state == State.RUNNING) {
            each.state = State.STOPPING;
            effects.add(new AgentEffect.Cancel(each.attempt()));
        }
    }

    private void epoch(Attempt attempt, int epoch, double value) {
        Held running = held.get(attempt);
        if (running == null) return;
        running.epochs = epoch;
        epochs.put(attempt.fence(), new Epochs.Epoch(attempt, epoch, value));
    }

    private void show() {
        effects.add(new AgentEffect.Show(new Epochs(List.copyOf(epochs.values()))));
        epochs.clear();
        epochsAt = now + EPOCHS_APART;
    }

    private Held vacated(Attempt attempt) {
        Held ran = held.get(attempt);
        if (ran == null || ran.state == State.WAITING || ran.state == State.ENDED)
            throw new IllegalStateException(attempt + " does not run here");
        free++;
        if (ran.task.alone()) alone = false;
        epochs.remove(attempt.fence());
        return ran;
    }

    private void ended(Attempt attempt, Wire result) {
        vacated(attempt).state = State.ENDED;
        say(new Asked.Said(result, attempt, 0));
    }

    private void stopped(Attempt attempt) {
        vacated(attempt);
        held.remove(attempt);
        if (dropping) giveBack(List.of(attempt));
    }

    private void finish() {
        finishing = true;
        List<Attempt> unbegun = waiting.stream().map(Held::attempt).toList();
        waiting.clear();
        for (Attempt attempt : unbegun) held.remove(attempt);
        giveBack(unbegun);
    }

    private void drop(boolean answered) {
        finish();
        dropping = true;
        flushing = answered;
        for (Held each : List.copyOf(held.values())) cancel(each);
    }
}
