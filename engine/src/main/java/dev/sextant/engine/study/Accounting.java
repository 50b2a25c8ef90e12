// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every attempt: who holds it, how it ended, and which result of a trial stands.
 *
 * <h2>Fences</h2>
 *
 * <p>Where workers outlive the coordinator, an attempt is handed out only once it is durable, so that no fence and no
 * attempt's number is ever used twice: one that a crash took from the store was never seen by a worker. Waiting costs
 * nothing where a pull waits: the attempt begins in the commit that adds its trial. Where workers die with the
 * coordinator, nobody is left to speak of an attempt that a crash took, its fence may be given to another, and nothing
 * waits, for the trial itself no more than for the attempt. What a worker says is held against the whole attempt, its
 * fence included; a break or a release of an attempt that is over changes nothing.
 *
 * <h2>Late results</h2>
 *
 * <p>A result is a function of its trial, not of its attempt. One of an attempt that was lost is therefore as good as
 * any while its trial has none, and is taken; what runs beside it is superseded. Only an attempt that never was is
 * refused, because its result is some other study's.
 *
 * <h2>Trials that break their workers</h2>
 *
 * <p>A trial fails after {@link StudyMachine#MAX_BREAKS} attempts that broke, counted over restarts, with every cause
 * in its message. Only what a worker that lives on says of itself is counted. The death of a process is not: a process
 * that was killed from outside looks the same as one that its trial brought down, even if it ran that trial alone, and
 * a trial that happened to run at three of many kills would fail in one run and complete in another. A trial that
 * brings its process down every time ends each start of its study and shows in the store as the attempt that was lost
 * each time; its study's result never differs.
 *
 * <p>Threads: confined to one. No clock: times are handed in.
 */
final class Accounting {
    /** A request, and how it will be answered. */
    private record Answer(long request, Verdict verdict) {}

    /** An outcome on its way to the store, and the requests that wait for it; the first brought it. */
    private record Submitted(Attempt attempt, Outcome outcome, List<Answer> answers) {}

    private final List<Trial> trials;
    private final Consumer<Effect> effects;
    private final BiFunction<Long, String, Outcome> broken;
    private final Dispatch dispatch = new Dispatch();
    private final Map<Long, Submitted> submitted = new HashMap<>(); // by trial
    private final Map<Long, List<Long>> ending = new HashMap<>(); // fence to requests; not durable yet
    private final Tally tally = new Tally();

    /**
     * @param trials those decided so far, by number; changes under the reader
     * @param broken the outcome of a trial that has broken every worker, with these words
     */
    Accounting(List<Trial> trials, Consumer<Effect> effects, BiFunction<Long, String, Outcome> broken) {
        this.trials = Collections.unmodifiableList(trials);
        this.effects = effects;
        this.broken = broken;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    Accounts accounts() {
        return tally.accounts();
    }

    /** Whether nothing runs and nothing is on its way to the store. */
    boolean idle() {
        return dispatch.idle() && submitted.isEmpty();
    }

    /** Takes over the attempts of the processes before. The trials are known already. */
    void restore(Command.Begin begin, long now) {
        for (Attempt attempt : begin.attempts()) {
            dispatch.fenced(attempt.fence());
            AttemptEnd end = begin.ends().get(attempt.fence());
            if (isOpen(attempt.trial())) restore(attempt, end, begin.survivors(), now);
            else if (end == null && attempt.number() > 1) supersede(attempt);
        }
        for (Trial trial : trials)
            if (trial.outcome() == null && !dispatch.runs(trial.number())) resume(trial.number());
    }

    /** The last break of a trial may have become durable, and the trial's end by it not. */
    private void resume(long trial) {
        List<String> causes = dispatch.breaks(trial);
        Attempt last = dispatch.last(trial);
        if (last != null && causes.size() >= StudyMachine.MAX_BREAKS) fail(last, causes);
        else dispatch.await(trial);
    }

    private void restore(Attempt attempt, @Nullable AttemptEnd end, boolean survivors, long now) {
        dispatch.restore(attempt, end);
        if (end != null) return;
        if (survivors) dispatch.adopt(attempt, now);
        else end(attempt, AttemptEnd.DIED);
    }

    /**
     * The trial's outcome may have become durable, and the end of an attempt that ran beside the one that brought it
     * not. The store knows: an attempt that has ended keeps its end. A first attempt never runs beside another.
     */
    private void supersede(Attempt attempt) {
        ending.put(attempt.fence(), new ArrayList<>(0));
        effects.accept(new Effect.EndAttempt(attempt, AttemptEnd.SUPERSEDED));
    }

    private boolean isOpen(long trial) {
        return trial >= 0 && trial < trials.size() && at(trial).outcome() == null;
    }

    private Trial at(long trial) {
        return trials.get(Math.toIntExact(trial));
    }

    void pull(Command.Pull pull, long now) {
        String worker = pull.worker();
        boolean replaces = dispatch.replaces(worker, pull.incarnation());
        if (!dispatch.counts(worker, pull.incarnation(), now)) {
            dispatch.ignore(pull.request());
            return;
        }
        if (replaces) lost(worker, AttemptEnd.REPLACED);
        dispatch.pull(pull.request(), worker, pull.credits(), pull.idle());
    }

    void expire(long request) {
        if (dispatch.expire(request)) effects.accept(new Effect.Answer(request, List.of()));
    }

    void lost(String worker) {
        lost(worker, AttemptEnd.GONE);
    }

    private void lost(String worker, AttemptEnd how) {
        for (long request : dispatch.unpull(worker)) effects.accept(new Effect.Answer(request, List.of()));
        for (Attempt attempt : dispatch.on(worker)) requeue(attempt, how);
    }

    /** The attempt is over and brought nothing: its trial waits again. */
    private void requeue(Attempt attempt, AttemptEnd how) {
        dispatch.over(attempt);
        end(attempt, how);
        if (!settled(attempt.trial())) dispatch.await(attempt.trial());
    }

    /** Whether the trial's outcome is known or on its way, or another attempt at it runs. */
    private boolean settled(long trial) {
        return !isOpen(trial) || submitted.containsKey(trial) || dispatch.runs(trial);
    }

    private void end(Attempt attempt, AttemptEnd how) {
        tally.ended(how.kind());
        ending.put(attempt.fence(), new ArrayList<>(0));
        effects.accept(new Effect.EndAttempt(attempt, how));
    }

    /** The end of the attempt is durable. */
    void attemptEnded(long fence) {
        List<Long> requests = ending.remove(fence);
        if (requests == null) throw new IllegalStateException("nobody ended the attempt with fence " + fence);
        for (long request : requests) effects.accept(new Effect.Acknowledge(request, Verdict.ACCEPTED));
    }

    void scan(long now) {
        for (Attempt attempt : dispatch.lapsed(now)) {
            tally.expired();
            requeue(attempt, AttemptEnd.SILENT);
        }
    }

    void beat(Command.Beat beat, long now) {
        // What an earlier process had is not lost by this: these attempts may have been begun before a restart of ours.
        boolean current = dispatch.counts(beat.worker(), beat.incarnation(), now);
        List<Attempt> extended = new ArrayList<>();
        List<Attempt> cancelled = new ArrayList<>();
        List<Attempt> unknown = new ArrayList<>();
        for (Attempt attempt : beat.attempts()) {
            boolean own = current && attempt.worker().equals(beat.worker());
            if (own && dispatch.extend(attempt, now)) extended.add(attempt);
            else if (dispatch.knows(attempt) || isEnded(attempt.trial())) cancelled.add(attempt);
            else unknown.add(attempt);
        }
        effects.accept(new Effect.Beaten(beat.request(), extended, cancelled, unknown));
    }

    private boolean isEnded(long trial) {
        return trial >= 0 && trial < trials.size() && at(trial).outcome() != null;
    }

    void release(long request, List<Attempt> released) {
        long last = -1;
        for (Attempt attempt : released) {
            if (dispatch.isRunning(attempt)) requeue(attempt, AttemptEnd.RELEASED);
            if (ending.containsKey(attempt.fence())) last = Math.max(last, attempt.fence());
        }
        acknowledgeAfter(last, request);
    }

    /** Answers once the end of the attempt is durable; at once where that end is long known, or none of ours. */
    private void acknowledgeAfter(long fence, long request) {
        List<Long> waiting = ending.get(fence);
        if (waiting != null) waiting.add(request);
        else effects.accept(new Effect.Acknowledge(request, Verdict.STALE));
    }

    void broke(long request, Attempt attempt, String message) {
        boolean ran = dispatch.over(attempt);
        if (ran) end(attempt, new AttemptEnd(AttemptEnd.Kind.BROKE, message));
        else if (!ending.containsKey(attempt.fence())) tally.judged(Verdict.STALE);
        acknowledgeAfter(attempt.fence(), request);
        if (!ran) return;
        dispatch.broke(attempt.trial(), message);
        List<String> causes = dispatch.breaks(attempt.trial());
        if (settled(attempt.trial())) return;
        if (causes.size() < StudyMachine.MAX_BREAKS) dispatch.await(attempt.trial());
        else fail(attempt, causes);
    }

    /** Whether the trial has broken a worker. */
    boolean hasBroken(long trial) {
        return !dispatch.breaks(trial).isEmpty();
    }

    private void fail(Attempt attempt, List<String> causes) {
        submit(attempt, broken.apply(attempt.trial(), Breaks.message(causes)), new ArrayList<>());
    }

    /** @return an alarm, or null */
    @Nullable
    String result(long request, Attempt attempt, Outcome outcome) {
        long number = attempt.trial();
        boolean ours = isEnded(number) ? dispatch.isPassed(attempt.fence()) : dispatch.knows(attempt);
        if (!ours) {
            judge(request, Verdict.STALE);
            return null;
        }
        Submitted before = submitted.get(number);
        Outcome standing = before == null ? at(number).outcome() : before.outcome();
        if (standing == null) {
            submit(attempt, outcome, new ArrayList<>(List.of(new Answer(request, Verdict.ACCEPTED))));
            return null;
        }
        String difference = Nondeterminism.ofTrial(number, standing, outcome);
        Verdict verdict = difference == null ? Verdict.DUPLICATE : Verdict.CONFLICT;
        if (before == null) judge(request, verdict);
        else before.answers().add(new Answer(request, verdict));
        return difference;
    }

    private void judge(long request, Verdict verdict) {
        tally.judged(verdict);
        effects.accept(new Effect.Acknowledge(request, verdict));
    }

    private void submit(Attempt attempt, Outcome outcome, List<Answer> answers) {
        dispatch.settle(attempt.trial());
        submitted.put(attempt.trial(), new Submitted(attempt, outcome, answers));
        effects.accept(new Effect.EndTrial(attempt, outcome));
    }

    /**
     * The trial has a durable outcome.
     *
     * @return an alarm, or null
     */
    @Nullable
    String ended(long number, Outcome standing) {
        Submitted waiting = submitted.remove(number);
        if (waiting == null) throw new IllegalStateException("nobody submitted an outcome of trial " + number);
        for (Attempt attempt : dispatch.ended(number)) {
            if (attempt.equals(waiting.attempt())) tally.ended(AttemptEnd.Kind.ENDED);
            else end(attempt, AttemptEnd.SUPERSEDED);
        }
        String difference = Nondeterminism.ofTrial(number, standing, waiting.outcome());
        for (Answer answer : waiting.answers())
            judge(
                    answer.request(),
                    difference != null && answer.verdict() == Verdict.ACCEPTED ? Verdict.CONFLICT : answer.verdict());
        return difference;
    }

    /** Begins attempts at what waits, for those who wait; they are handed out once they have {@link #begun}. */
    List<Attempt> handOut(long now) {
        List<Attempt> attempts = dispatch.begin(now);
        for (Attempt attempt : attempts) effects.accept(new Effect.BeginAttempt(attempt));
        return attempts;
    }

    /**
     * An attempt may be handed out.
     *
     * @param finishing whether nothing is handed out any more
     * @return what is handed out now, which the caller answers; null where that waits for others of the same pull
     */
    Dispatch.@Nullable Handout begun(long fence, boolean finishing, long now) {
        Dispatch.Handout handout = dispatch.begun(fence, now);
        if (handout == null) return null;
        List<Attempt> handed = new ArrayList<>();
        for (Attempt attempt : handout.attempts()) {
            // Else an earlier attempt's result came late and has its trial: what runs on ends with it.
            if (submitted.containsKey(attempt.trial())) continue;
            if (finishing) requeue(attempt, AttemptEnd.RELEASED);
            else {
                tally.began();
                handed.add(attempt);
            }
        }
        return new Dispatch.Handout(handout.request(), handed);
    }
}
