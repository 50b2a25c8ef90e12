// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next in a study, from nothing but what has happened: commands in, effects out.
 *
 * <ol>
 *   <li>Which trials there are, and with which configurations, seeds and plans, is a function of the study's spec, its
 *       searcher and pruner, and the trials' outcomes: never of the order of commands, of workers, or of restarts.
 *   <li>A trial is handed out only when it is durable; its outcome is acknowledged, shown and learned from only when
 *       that is durable.
 *   <li>A trial has one outcome, the first that was stored. A repeat is acknowledged; one that differs raises an alarm.
 *   <li>Beginning with what the store held after any prefix of its commits continues the same study.
 * </ol>
 *
 * <p>Cost: O(log n) a command, and O(w) where w trials are open. Threads: confined to one. No clock, no chance.
 */
public final class StudyMachine {
    /** A trial that broke its worker so often has failed. */
    public static final int MAX_BREAKS = 3;

    /** An outcome on its way to the store, and the requests that wait for it. */
    private record Submitted(Outcome outcome, List<Long> requests) {}

    private final StudySpec spec;
    private final List<Configuration> given;
    private long budget;
    private LaterPhases laterPhases;
    private final Views views;

    /** Every trial that was decided, by number; the last ones may not be durable yet. */
    private final List<Trial> trials = new ArrayList<>();

    private final Set<Long> unstored = new HashSet<>();
    private final Map<Long, Submitted> submitted = new HashMap<>();
    private final Dispatch dispatch = new Dispatch();

    private Phase phase = Phase.SEARCH;
    private long phaseEnd; // the first number of the next phase

    /** Trials of a phase are decided when all before have ended, so that counting them is enough. */
    private long endedTrials;

    private boolean begun;
    private boolean asking;
    private boolean finishing;
    private boolean concluded;
    private List<Effect> effects = new ArrayList<>();

    /** @param capacity how many different proposals the study's searcher has */
    public StudyMachine(StudySpec spec, long capacity) {
        this.spec = spec;
        this.given = List.copyOf(spec.given());
        this.budget = capacity < spec.trials() - given.size() ? given.size() + capacity : spec.trials();
        this.phaseEnd = budget;
        this.laterPhases = new LaterPhases(spec, budget);
        this.views = new Views(spec);
    }

    /** Takes in what has happened and says what is to be done, in order. */
    public List<Effect> accept(Command command) {
        effects = new ArrayList<>();
        switch (command) {
            case Command.Begin begin -> begin(begin);
            case Command.Pull(long request, String worker, int credits) -> dispatch.pull(request, worker, credits);
            case Command.Expire(long request) -> expire(request);
            case Command.Proposed proposed -> proposed(proposed);
            case Command.Added(long first) -> added(first);
            case Command.Progressed(long trial, int epochs) -> views.progressed(trial, epochs);
            case Command.Result(long request, Attempt attempt, Outcome outcome) -> result(request, attempt, outcome);
            case Command.Broke(long request, Attempt attempt, String message) -> broke(request, attempt, message);
            case Command.Ended(long trial, Outcome standing) -> ended(trial, standing);
            case Command.WorkerLost(String worker) -> lost(worker);
            case Command.Finish() -> finishing = true;
        }
        if (begun && !concluded) advance();
        return List.copyOf(effects);
    }

    /** The trials that were decided so far, by number. */
    public List<Trial> trials() {
        return List.copyOf(trials);
    }

    public Trial trial(long number) {
        return trials.get(Math.toIntExact(number));
    }

    /** Search trials in all; fewer once a {@link StopRule} has ended the search. */
    public long budget() {
        return budget;
    }

    /** Whether this attempt was handed out and its trial has not ended. */
    public boolean isRunning(Attempt attempt) {
        return dispatch.isRunning(attempt);
    }

    private void begin(Command.Begin begin) {
        if (begun) throw new IllegalStateException("a study begins once");
        begun = true;
        for (Attempt attempt : begin.attempts()) dispatch.restore(attempt);
        String ending = null;
        for (Trial trial : begin.trials()) {
            boolean search = trial.role() instanceof Role.Search;
            if (!search && ending == null && trials.size() < budget) ending = endSearchEarly();
            restore(trial);
        }
        long restored = endedTrials;
        announce(new StudyEvent.Started(restored, budget));
        check();
        announce(new StudyEvent.PhaseStarted(Phase.SEARCH, budget));
        if (ending != null) announce(new StudyEvent.SearchEnded(budget, ending));
    }

    private void restore(Trial trial) {
        if (trial.number() != trials.size())
            throw new IllegalStateException(
                    "the store holds trial %d where trial %d belongs".formatted(trial.number(), trials.size()));
        boolean search = trial.role() instanceof Role.Search;
        if (search != trial.number() < budget)
            throw new IllegalStateException("the store holds trial %d as %s, but this study has %d search trials"
                    .formatted(trial.number(), trial.role(), budget));
        boolean newPhase = !search
                && !trial.role().getClass().equals(trials.getLast().role().getClass());
        if (newPhase && endedTrials < trials.size())
            throw new IllegalStateException("the store holds trial %d as %s, but trials before it have not ended"
                    .formatted(trial.number(), trial.role()));
        trials.add(trial);
        if (search) views.decided(trial);
        Outcome outcome = trial.outcome();
        if (outcome == null) dispatch.await(trial.number());
        else count(trial, outcome);
    }

    /**
     * The searcher must have seen what the store says it saw. What the last trial saw holds what those before it saw:
     * only where it differs are they looked at one by one.
     */
    private void check() {
        List<Trial> searched = trials.subList(0, (int) Math.min(budget, trials.size()));
        for (Trial trial : searched)
            if (!views.ready(trial.number()))
                throw new IllegalStateException("the store holds trial %d, but not yet every result it was decided from"
                        .formatted(trial.number()));
        if (searched.isEmpty() || searched.getLast().viewDigest().equals(digest(searched.size() - 1))) return;
        views.rewind();
        for (Trial trial : searched) check(trial.number(), trial.viewDigest());
    }

    private void check(long number, String viewDigest) {
        if (!viewDigest.equals(digest(number)))
            alarm("trial %d was proposed from other results than the store holds: it was changed from outside"
                    .formatted(number));
    }

    private String digest(long trial) {
        return trial < given.size() ? "" : views.digest(trial);
    }

    private void expire(long request) {
        if (dispatch.expire(request)) effects.add(new Effect.Answer(request, List.of()));
    }

    private void proposed(Command.Proposed proposed) {
        if (!asking || proposed.trial() != trials.size())
            throw new IllegalStateException("nobody asked for trial " + proposed.trial());
        asking = false;
        if (finishing) return;
        Trial trial = new Trial(
                proposed.trial(),
                Role.SEARCH,
                proposed.proposal().configuration(),
                proposed.proposal().note(),
                proposed.plan(),
                digest(proposed.trial()),
                proposed.epochCost(),
                views.stored(proposed.trial()),
                null);
        views.decided(trial);
        add(List.of(trial));
    }

    private void add(List<Trial> added) {
        trials.addAll(added);
        for (Trial trial : added) unstored.add(trial.number());
        effects.add(new Effect.AddTrials(added));
    }

    private void added(long first) {
        // A batch is one search trial, or all the trials of a later phase.
        for (long number = first; number < trials.size() && unstored.remove(number); number++) {
            dispatch.await(number);
            if (number < budget) break;
        }
    }

    private void result(long request, Attempt attempt, Outcome outcome) {
        Trial trial = trial(attempt.trial());
        Outcome standing = trial.outcome();
        Submitted before = submitted.get(trial.number());
        if (standing != null) {
            alarm(Nondeterminism.ofTrial(trial.number(), standing, outcome));
            dispatch.over(attempt);
            effects.add(new Effect.Acknowledge(request));
        } else if (before != null) {
            alarm(Nondeterminism.ofTrial(trial.number(), before.outcome(), outcome));
            before.requests().add(request);
        } else submit(attempt, outcome, new ArrayList<>(List.of(request)));
    }

    private void submit(Attempt attempt, Outcome outcome, List<Long> requests) {
        dispatch.settle(attempt.trial());
        submitted.put(attempt.trial(), new Submitted(outcome, requests));
        effects.add(new Effect.EndTrial(attempt, outcome));
    }

    private void broke(long request, Attempt attempt, String message) {
        effects.add(new Effect.Acknowledge(request));
        if (!dispatch.over(attempt)) return;
        if (settled(attempt.trial())) return;
        if (dispatch.broke(attempt.trial()) < MAX_BREAKS) dispatch.await(attempt.trial());
        else submit(attempt, views.broken(attempt.trial(), message), new ArrayList<>());
    }

    private void ended(long number, Outcome standing) {
        Submitted waiting = submitted.remove(number);
        if (waiting == null) throw new IllegalStateException("nobody submitted an outcome of trial " + number);
        alarm(Nondeterminism.ofTrial(number, standing, waiting.outcome()));
        dispatch.ended(number);
        Trial trial = trial(number).ended(standing);
        trials.set(Math.toIntExact(number), trial);
        count(trial, standing);
        for (long request : waiting.requests()) effects.add(new Effect.Acknowledge(request));
        announce(new StudyEvent.TrialEnded(trial));
        if (trial.role() instanceof Role.Test(long of)) alarm(Nondeterminism.ofTest(trial(of), standing));
    }

    private void count(Trial trial, Outcome outcome) {
        endedTrials++;
        if (trial.role() instanceof Role.Search) views.ended(trial, outcome);
    }

    private void lost(String worker) {
        for (long trial : dispatch.lost(worker)) if (!settled(trial)) dispatch.await(trial);
    }

    /** Whether the trial's outcome is known, runs elsewhere too, or waits to be handed out. */
    private boolean settled(long trial) {
        return trial(trial).outcome() != null || submitted.containsKey(trial) || dispatch.runs(trial);
    }

    private void advance() {
        String ending = endSearchEarly();
        if (ending != null) announce(new StudyEvent.SearchEnded(budget, ending));
        nextPhases();
        if (!finishing) {
            ask();
            handOut();
        }
        boolean complete = phase == Phase.TEST && endedTrials >= phaseEnd;
        if (complete || idle()) {
            concluded = true;
            effects.add(new Effect.Conclude(complete));
        }
    }

    /** Whether finishing has nothing left to wait for. */
    private boolean idle() {
        return finishing && !asking && unstored.isEmpty() && dispatch.idle() && submitted.isEmpty();
    }

    /**
     * Where the study's own rule says so, or no trial fits into its budget of epochs any more, the trials decided so
     * far are all that the search has.
     *
     * @return why, or null where the search goes on or had ended before
     */
    private @Nullable String endSearchEarly() {
        long next = trials.size();
        if (asking || next >= budget) return null;
        String reason = views.ending(next);
        if (reason == null) return null;
        budget = next;
        phaseEnd = next;
        laterPhases = new LaterPhases(spec, budget);
        return reason;
    }

    private void ask() {
        long next = trials.size();
        if (asking || next >= budget || !views.ready(next) || !views.affordable()) return;
        // There is room for a trial where a worker says so, and nowhere else.
        if (spec.parallelism() instanceof Parallelism.Async && !dispatch.wants(unstored.size())) return;
        asking = true;
        @Nullable Configuration known = next < given.size() ? given.get(Math.toIntExact(next)) : null;
        Draws draws = new Draws(spec.seed(), Math.toIntExact(next));
        effects.add(new Effect.Ask(next, views.view(next), draws, known));
    }

    private void handOut() {
        for (Dispatch.Handout handout : dispatch.handOut()) {
            List<Task> tasks = new ArrayList<>();
            for (Attempt attempt : handout.attempts()) {
                Trial trial = trial(attempt.trial());
                tasks.add(new Task(
                        attempt,
                        Assignments.of(spec, trial),
                        trial.plan(),
                        spec.goals().timed()));
                effects.add(new Effect.BeginAttempt(attempt));
                announce(new StudyEvent.TrialStarted(trial));
            }
            effects.add(new Effect.Answer(handout.request(), tasks));
        }
    }

    /** Enters the phases that follow as long as everything before has ended. */
    private void nextPhases() {
        for (Phase next = LaterPhases.after(phase);
                endedTrials >= phaseEnd && next != null;
                next = LaterPhases.after(phase)) {
            List<Trial> planned = laterPhases.planned(next, trials.subList(0, Math.toIntExact(phaseEnd)));
            boolean held = trials.size() > phaseEnd;
            if (finishing && !held && !planned.isEmpty()) return;
            phase = next;
            if (planned.isEmpty()) continue;
            if (held) LaterPhases.checkHeld(planned, trials);
            else add(planned);
            phaseEnd += planned.size();
            announce(new StudyEvent.PhaseStarted(phase, planned.size()));
        }
    }

    private void announce(StudyEvent event) {
        effects.add(new Effect.Announce(event));
    }

    private void alarm(@Nullable String message) {
        if (message != null) announce(new StudyEvent.Alarm(message));
    }
}
