// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next in a study, from nothing but what has happened: commands in, effects out.
 *
 * <ol>
 *   <li>Which trials there are, and with which configurations, seeds and plans, is a function of the study's spec, its
 *       searcher and pruner, the trials' outcomes, and of what a person enqueued in the place of which trial: never of
 *       the order of other commands, of workers, or of restarts.
 *   <li>A trial's outcome is acknowledged, shown and learned from only when it is durable. Where workers may outlive
 *       this machine's process, the trial itself is handed out only when it is durable; where they die with it, nobody
 *       is left to speak of one that was not, and the next process decides the very same trial.
 *   <li>A trial has one outcome, the first that was stored. A repeat is acknowledged; one that differs raises an alarm.
 *   <li>An attempt that is lost, given back or broken costs an attempt, never a trial: the trial waits again, with the
 *       same number, configuration, seeds and plan.
 *   <li>Beginning with what the store held after any prefix of its commits continues the same study.
 * </ol>
 *
 * <p>Cost: O(log n) a command, and O(w) where w trials are open. Threads: confined to one. No clock, no chance: times
 * come with the commands, and decide when something is tried again, never what comes of it.
 */
public final class StudyMachine {
    /** A trial that broke its worker so often has failed. */
    public static final int MAX_BREAKS = 3;

    private final StudySpec spec;
    private final List<Configuration> given;
    private long budget;
    private LaterPhases laterPhases;
    private final Views views;

    /** Every trial that was decided, by number; the last ones may not be durable yet. */
    private final List<Trial> trials = new ArrayList<>();

    private final Set<Long> unstored = new HashSet<>();
    private final Accounting accounting;
    private final EnqueuedTrials enqueued = new EnqueuedTrials();

    private Phase phase = Phase.SEARCH;
    private long phaseEnd; // the first number of the next phase

    /** Trials of a phase are decided when all before have ended, so that counting them is enough. */
    private long endedTrials;

    private boolean begun;
    private boolean survivors;
    private boolean asking;
    private boolean planning;
    private boolean withheld; // the next phase, because the study finishes
    private boolean finishing;
    private boolean concluded;
    private long now;
    private List<Effect> effects = new ArrayList<>();

    /** Of a study whose searcher or pruner looks at the views. */
    public StudyMachine(StudySpec spec, long capacity) {
        this(spec, capacity, false);
    }

    /**
     * @param capacity how many different proposals the study's searcher has
     * @param blind see {@link Proposer#blind}
     */
    public StudyMachine(StudySpec spec, long capacity, boolean blind) {
        this.spec = spec;
        this.given = List.copyOf(spec.given());
        this.budget = spec.budget(capacity);
        this.phaseEnd = budget;
        this.laterPhases = new LaterPhases(spec, budget);
        this.views = new Views(spec, blind);
        this.accounting = new Accounting(trials, this::emit, views::broken);
    }

    /** Takes in what has happened at the time of the command before, and says what is to be done, in order. */
    public List<Effect> accept(Command command) {
        return accept(command, now);
    }

    /**
     * Takes in what has happened and says what is to be done, in order.
     *
     * @param nanos when it was heard of, on a clock of any origin that never goes back
     */
    public List<Effect> accept(Command command, long nanos) {
        now = nanos;
        effects = new ArrayList<>();
        switch (command) {
            case Command.Begin begin -> begin(begin);
            case Command.Pull pull -> accounting.pull(pull, now);
            case Command.Expire(long request) -> accounting.expire(request);
            case Command.Proposed proposed -> proposed(proposed);
            case Command.Planned planned -> planned(planned);
            case Command.Added(long first) -> added(first);
            case Command.Begun(long fence) -> begun(fence);
            case Command.AttemptEnded(long fence) -> accounting.attemptEnded(fence);
            case Command.Beat beat -> accounting.beat(beat, now);
            case Command.Release(long request, List<Attempt> attempts) -> accounting.release(request, attempts);
            case Command.Scan() -> accounting.scan(now);
            case Command.Progressed(long trial, int epochs) -> views.progressed(trial, epochs);
            case Command.Result(long request, Attempt attempt, Outcome outcome) ->
                alarm(accounting.result(request, attempt, outcome));
            case Command.Broke(long request, Attempt attempt, String message) ->
                accounting.broke(request, attempt, message);
            case Command.Ended(long trial, Outcome standing) -> ended(trial, standing);
            case Command.WorkerLost(String worker) -> accounting.lost(worker);
            case Command.Elapsed(Duration used) -> elapsed(used);
            case Command.Enqueue(long request, Configuration configuration) -> enqueue(request, configuration);
            case Command.EnqueuedDurably(long place) ->
                effects.add(new Effect.AnswerEnqueue(enqueued.stored(place), place, ""));
            case Command.Finish() -> finishing = true;
        }
        if (begun && !concluded) advance();
        return Collections.unmodifiableList(effects);
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

    /** Whether this attempt holds a lease: it began, and neither it nor its trial has ended. */
    public boolean isRunning(Attempt attempt) {
        return accounting.dispatch().isRunning(attempt);
    }

    /** The attempts that hold a lease, by fence. */
    public List<Attempt> running() {
        return accounting.dispatch().running();
    }

    /** How the attempts have fared since this machine was made. */
    public Accounts accounts() {
        return accounting.accounts();
    }

    private void begin(Command.Begin begin) {
        if (begun) throw new IllegalStateException("a study begins once");
        begun = true;
        survivors = begin.survivors();
        String ending = null;
        for (Trial trial : begin.trials()) {
            boolean search = trial.role() instanceof Role.Search;
            if (!search && ending == null && trials.size() < budget) ending = endSearchEarly();
            restore(trial);
        }
        accounting.restore(begin, now);
        enqueued.restore(begin.enqueued(), trials);
        List<Trial> ended =
                trials.stream().filter(trial -> trial.outcome() != null).toList();
        announce(new StudyEvent.Started(ended, budget));
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
        if (outcome != null) count(trial, outcome);
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
        effects.add(new Effect.AddTrials(added));
        for (Trial trial : added) {
            unstored.add(trial.number());
            // The store keeps the order of calls: whatever is stored of an attempt comes after its trial.
            accounting.dispatch().await(trial.number());
        }
    }

    private void added(long first) {
        // A batch is one search trial, or all the trials of a later phase.
        for (long number = first; number < trials.size() && unstored.remove(number); number++)
            if (number < budget) break;
    }

    private void handOut() {
        List<Attempt> attempts = accounting.handOut(now);
        if (!survivors) for (Attempt attempt : attempts) begun(attempt.fence());
    }

    private void begun(long fence) {
        Dispatch.Handout handout = accounting.begun(fence, finishing, now);
        if (handout == null) return;
        List<Task> tasks = new ArrayList<>();
        for (Attempt attempt : handout.attempts()) {
            Trial trial = trial(attempt.trial());
            tasks.add(new Task(
                    attempt,
                    Assignments.of(spec, trial),
                    trial.plan(),
                    spec.goals().timed(),
                    spec.limits(),
                    accounting.hasBroken(trial.number())));
            announce(new StudyEvent.TrialStarted(trial));
        }
        effects.add(new Effect.Answer(handout.request(), tasks));
    }

    private void ended(long number, Outcome standing) {
        Trial trial = trial(number).ended(standing);
        trials.set(Math.toIntExact(number), trial);
        alarm(accounting.ended(number, standing));
        count(trial, standing);
        announce(new StudyEvent.TrialEnded(trial));
        if (trial.role() instanceof Role.Test(long of)) alarm(Nondeterminism.ofTest(trial(of), standing));
    }

    private void count(Trial trial, Outcome outcome) {
        endedTrials++;
        if (trial.role() instanceof Role.Search) views.ended(trial, outcome);
    }

    /** As if finished from outside: what there is of the study by then is what it will have. */
    private void elapsed(Duration used) {
        Duration limit = spec.limits().studyTime();
        if (limit == null || finishing || concluded || !spec.limits().spent(used)) return;
        finishing = true;
        announce(new StudyEvent.OutOfTime(limit));
    }

    private void advance() {
        String ending = endSearchEarly();
        if (ending != null) announce(new StudyEvent.SearchEnded(budget, ending + untried()));
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
        return finishing && !asking && !planning && unstored.isEmpty() && accounting.idle();
    }

    /** What is enqueued takes the place of trials that are not asked for yet; the study's own first tries stay. */
    private void enqueue(long request, Configuration configuration) {
        long spoken = Math.max(given.size(), trials.size() + (asking ? 1 : 0));
        long left = finishing || concluded ? 0 : Math.max(0, budget - spoken);
        Enqueued taken = enqueued.take(request, configuration, left);
        effects.add(taken == null ? new Effect.AnswerEnqueue(request, -1, refusal(left)) : new Effect.Enqueue(taken));
    }

    private String refusal(long left) {
        if (finishing || concluded) return "the study begins no more trials. Go on with it first.";
        if (enqueued.all() >= EnqueuedTrials.MOST)
            return "%d configurations wait already, and no more can. Wait until some were tried."
                    .formatted(enqueued.all());
        String spoken = left > 0 ? ", of which what is enqueued already takes the last " + enqueued.all() : "";
        return "the search has no trial left for it: it has %d%s. Begin a study with more (search.trials)."
                .formatted(budget, spoken);
    }

    /** Told with the end of a search that leaves some out. */
    private String untried() {
        int left = enqueued.all();
        return left == 0 ? "" : "; %d enqueued configuration%s not tried".formatted(left, left == 1 ? " is" : "s are");
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
        // The last trials are kept for what is enqueued and not durable yet.
        if (!enqueued.isWaiting() && next + enqueued.all() >= budget) return;
        // There is room for a trial where a worker says so, and nowhere else.
        if (spec.parallelism() instanceof Parallelism.Async
                && !accounting.dispatch().wants()) return;
        asking = true;
        Draws draws = new Draws(spec.seed(), Math.toIntExact(next));
        effects.add(new Effect.Ask(next, views.view(next), draws, known(next)));
    }

    /** What is tried without asking the searcher; null where it is asked. */
    private @Nullable Proposal known(long next) {
        if (next < given.size()) return new Proposal(given.get(Math.toIntExact(next)), Note.EMPTY);
        Enqueued first = enqueued.poll();
        return first == null ? null : first.proposal();
    }

    /** Asks for the trials of the phase that follows once everything before has ended. */
    private void nextPhases() {
        Phase next = LaterPhases.after(phase);
        while (next != null && endedTrials >= phaseEnd && !planning && !withheld && laterPhases.leavesOut(next)) {
            phase = next;
            next = LaterPhases.after(phase);
        }
        if (next == null || endedTrials < phaseEnd || planning || withheld) return;
        planning = true;
        effects.add(new Effect.Plan(next, budget, List.copyOf(trials.subList(0, Math.toIntExact(phaseEnd)))));
    }

    private void planned(Command.Planned planned) {
        if (!planning) throw new IllegalStateException("nobody asked for the trials of " + planned.phase());
        planning = false;
        boolean held = trials.size() > phaseEnd;
        withheld = finishing && !held && !planned.trials().isEmpty();
        if (withheld) return;
        phase = planned.phase();
        if (planned.trials().isEmpty()) return;
        if (held) LaterPhases.checkHeld(planned.trials(), trials);
        else add(planned.trials());
        phaseEnd += planned.trials().size();
        announce(new StudyEvent.PhaseStarted(phase, planned.trials().size()));
    }

    private void emit(Effect effect) {
        effects.add(effect);
    }

    private void announce(StudyEvent event) {
        effects.add(new Effect.Announce(event));
    }

    private void alarm(@Nullable String message) {
        if (message != null) announce(new StudyEvent.Alarm(message));
    }
}
