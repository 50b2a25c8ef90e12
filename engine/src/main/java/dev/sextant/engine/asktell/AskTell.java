// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A study whose trials are asked for and told, one thing at a time. Owns one {@link StudyMachine}, as a coordinator
 * does: which trials there are and what each is proposed from is the machine's affair, so that equal results bring the
 * proposals of a run.
 *
 * <ol>
 *   <li>A trial is durable before it is handed out; a value before {@link #tell} returns.
 *   <li>The searcher is asked when a trial is asked for, never ahead.
 *   <li>Trials that the store holds without an outcome are open: they are told like any other, never handed out again.
 * </ol>
 *
 * <p>Cost: O(log n) a call beside the searcher's, the copy of its view and the store's sync. Threads: confined to one.
 */
public final class AskTell {
    /** Who runs the trials, as the store notes it. */
    private static final String WORKER = "ask-tell";

    private final StudySpec spec;
    private final StudyMachine machine;
    private final Proposer proposer;
    private final StudyStore store;
    private final Consumer<String> alarms;
    private final ProgramParameters parameters;

    /** Asked and not told. */
    private final TreeMap<Long, Attempt> open = new TreeMap<>();

    private Effect.@Nullable Ask question;
    private @Nullable String ended;
    private boolean complete;
    private long next;
    private long requests;

    /**
     * Goes on from what the store holds, from the beginning if that is nothing.
     *
     * @param spec without confirmations and without a test, since nobody trains a trial again
     * @param store stays open: whoever opened it closes it
     * @param alarms told what could not be relied on, in words for people
     */
    public AskTell(
            StudySpec spec, Searcher searcher, @Nullable Pruner pruner, StudyStore store, Consumer<String> alarms)
            throws StoreException {
        if (spec.confirm().top() > 0 || spec.confirm().test())
            throw new IllegalArgumentException("nobody trains a told trial again, yet the study has " + spec.confirm());
        this.spec = spec;
        this.proposer = new Proposer(spec, searcher, pruner);
        this.machine = new StudyMachine(spec, searcher.capacity(), proposer.blind());
        this.store = store;
        this.alarms = alarms;
        this.parameters = new ProgramParameters(spec.template());
        StudyStore.Content content = await(store.load());
        accept(new Command.Begin(content.trials(), content.attempts(), content.ends(), false, content.enqueued()));
        next = content.trials().size();
        int left = 0;
        for (Trial trial : content.trials()) if (trial.outcome() == null) left++;
        if (left > 0) handOut(left);
    }

    /** The next trial. */
    public Asked ask() throws RefusedCommandException, StoreException {
        long pull = requests++;
        // Where the study is asynchronous, the room for a trial makes the machine ask for one.
        accept(new Command.Pull(pull, WORKER, 1));
        Effect.Ask asked = question;
        if (asked == null) {
            accept(new Command.Expire(pull));
            throw new RefusedCommandException(nothingLeft());
        }
        question = null;
        for (Task task : accept(proposer.answer(asked))) open.put(task.attempt().trial(), task.attempt());
        next = asked.trial() + 1;
        return asked(asked.trial());
    }

    /** How the trial ended. Telling the same again changes nothing. */
    public void tell(long trial, Outcome outcome) throws RefusedCommandException, StoreException {
        Attempt attempt = open.get(trial);
        if (attempt != null) {
            accept(new Command.Result(requests++, attempt, outcome));
            open.remove(trial);
            return;
        }
        if (trial < 0 || trial >= next)
            throw new RefusedCommandException("trial %d was not asked for%s"
                    .formatted(trial, next == 0 ? "" : ": those asked for are 0 … " + (next - 1)));
        Outcome standing = machine.trial(trial).outcome();
        if (!outcome.equals(standing))
            throw new RefusedCommandException(
                    "trial %d was told before and differently (%s), which stands".formatted(trial, words(standing)));
    }

    private static String words(@Nullable Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed -> "completed with " + completed.value();
            case null -> "open";
            default -> outcome.state();
        };
    }

    /** The trials that were asked for and not told, by number. */
    public List<Asked> pending() {
        List<Asked> pending = new ArrayList<>();
        for (long trial : open.keySet()) pending.add(asked(trial));
        return pending;
    }

    /** The trial as its program takes it. */
    Asked asked(long number) {
        Trial trial = machine.trial(number);
        return new Asked(
                number, parameters.of(trial.configuration()), trial.note().content());
    }

    /** Every trial that was asked for, by number. */
    public List<Trial> trials() {
        return machine.trials();
    }

    public StudySpec spec() {
        return spec;
    }

    /** Whether every trial of the study was told. */
    public boolean complete() {
        return complete;
    }

    /** Why there is no trial to hand out now. */
    private String nothingLeft() {
        String still = open.isEmpty()
                ? ""
                : "; %d of them %s still to be told".formatted(open.size(), open.size() == 1 ? "is" : "are");
        if (ended != null) return "the search has ended after %d trials: %s%s".formatted(next, ended, still);
        if (next < machine.budget()) return toldFirst();
        if (next < spec.trials())
            return "%s has no more configurations: all %d were asked for%s"
                    .formatted(spec.searcher().name(), next, still);
        return "the budget is spent: all %d trials were asked for%s".formatted(next, still);
    }

    private String toldFirst() {
        return switch (spec.parallelism()) {
            case Parallelism.Window(int window) ->
                "trial %d must be told first: trial %d is proposed from the results of trials 0 … %d (the window is %d)"
                        .formatted(open.firstKey(), next, next - window, window);
            case Parallelism.VirtualTime(int slots) ->
                "%d trials are open and some must be told first (the study has %d slots of virtual time)"
                        .formatted(open.size(), slots);
            case Parallelism.Async() -> throw new IllegalStateException("nothing holds up an asynchronous study");
        };
    }

    private void handOut(int trials) throws StoreException {
        for (Task task : accept(new Command.Pull(requests++, WORKER, trials)))
            open.put(task.attempt().trial(), task.attempt());
    }

    /** Tells the machine and does what it says; the tasks that it hands out meanwhile. */
    private List<Task> accept(Command first) throws StoreException {
        List<Task> tasks = new ArrayList<>();
        Deque<Command> commands = new ArrayDeque<>(List.of(first));
        while (!commands.isEmpty()) {
            for (Effect effect : machine.accept(commands.removeFirst())) {
                switch (effect) {
                    case Effect.Ask ask -> question = ask;
                    case Effect.Plan plan -> commands.add(proposer.answer(plan));
                    case Effect.AddTrials(List<Trial> trials) -> {
                        await(store.add(trials));
                        commands.add(new Command.Added(trials.getFirst().number()));
                    }
                    case Effect.EndTrial(Attempt attempt, Outcome outcome) ->
                        commands.add(new Command.Ended(attempt.trial(), await(store.end(attempt, outcome))));
                    // Nothing waits for these two; if one failed, the next call fails.
                    case Effect.BeginAttempt(Attempt attempt) -> {
                        store.begin(attempt);
                        commands.add(new Command.Begun(attempt.fence()));
                    }
                    case Effect.EndAttempt(Attempt attempt, AttemptEnd how) -> {
                        store.end(attempt, how);
                        commands.add(new Command.AttemptEnded(attempt.fence()));
                    }
                    case Effect.Answer(long _, List<Task> handedOut) -> tasks.addAll(handedOut);
                    case Effect.Acknowledge _, Effect.Beaten _ -> {}
                    case Effect.Enqueue _, Effect.AnswerEnqueue _ ->
                        throw new IllegalStateException("nobody enqueues here: " + effect);
                    case Effect.Announce(StudyEvent event) -> hear(event);
                    case Effect.Conclude(boolean finished) -> complete = finished;
                }
            }
        }
        return tasks;
    }

    private void hear(StudyEvent event) {
        switch (event) {
            case StudyEvent.SearchEnded(long _, String reason) -> ended = reason;
            case StudyEvent.Alarm(String message) -> alarms.accept(message);
            case StudyEvent.Started _,
                    StudyEvent.OutOfTime _,
                    StudyEvent.PhaseStarted _,
                    StudyEvent.TrialStarted _,
                    StudyEvent.EpochEnded _,
                    StudyEvent.TrialEnded _ -> {}
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws StoreException {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StoreException words) throw words;
            throw failed;
        }
    }
}
