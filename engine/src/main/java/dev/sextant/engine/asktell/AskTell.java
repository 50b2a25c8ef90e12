// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A study whose trials are asked for and told, one thing at a time. Owns one {@link StudyMachine}, as a coordinator
 * does: which trials there are and what each is proposed from is the machine's affair, so that equal results bring the
 * proposals of a run.
 *
 * <ol>
 *   <li>A trial is durable before {@link #ask} returns it; what is told and reported before those calls return.
 *   <li>The searcher is asked when a trial is asked for, never ahead.
 *   <li>Trials that the store holds without an outcome are open, with what the journal holds of them: they are reported
 *       and told like any other, never handed out again.
 *   <li>A trial ends early where a run would end it: by its own plan, its own curve, and nothing else. By which calls
 *       the curve comes, and by how many processes, changes nothing.
 *   <li>To say the same again is harmless; to say otherwise is refused, and changes nothing.
 * </ol>
 *
 * <p>Cost: O(log n) a call beside the searcher's, the copy of its view and the sync. Threads: confined to one.
 */
public final class AskTell {
    /** Who runs the trials, as the store notes it. */
    private static final String WORKER = "ask-tell";

    /** Epochs that a trial can have where nobody says how many. */
    public static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final StudySpec spec;
    private final StudyMachine machine;
    private final Proposer proposer;
    private final StudyStore store;
    private final Consumer<String> alarms;
    private final ProgramParameters parameters;

    private final ToIntFunction<ObjectNode> epochs;
    private final ReportJournal journal;

    /** Asked and not told. */
    private final TreeMap<Long, OpenTrial> open = new TreeMap<>();

    /** What is to be stored with the next {@link #sync}, in order. */
    private final List<Supplier<CompletionStage<?>>> changes = new ArrayList<>();

    /** The last change on its way to the store; those before it are durable when it is. */
    private CompletionStage<?> stored = CompletableFuture.completedStage(null);

    private Effect.@Nullable Ask question;
    private @Nullable String ended;
    private boolean complete;
    private long next;
    private long requests;

    /** Of a study whose reports need not outlive the process, with trials of any number of epochs. */
    public AskTell(
            StudySpec spec, Searcher searcher, @Nullable Pruner pruner, StudyStore store, Consumer<String> alarms)
            throws StoreException {
        this(spec, searcher, pruner, _ -> ANY_NUMBER, store, ReportJournal.NONE, alarms);
    }

    /**
     * Goes on from what the store and the journal hold, from the beginning if that is nothing.
     *
     * @param spec without confirmations and without a test, since nobody trains a trial again
     * @param epochs the most that a trial of this trainer document can have
     * @param store stays open: whoever opened it closes it
     * @param journal stays open, too
     * @param alarms told what could not be relied on, in words for people
     */
    public AskTell(
            StudySpec spec,
            Searcher searcher,
            @Nullable Pruner pruner,
            ToIntFunction<ObjectNode> epochs,
            StudyStore store,
            ReportJournal journal,
            Consumer<String> alarms)
            throws StoreException {
        if (spec.confirm().top() > 0 || spec.confirm().test())
            throw new IllegalArgumentException("nobody trains a told trial again, yet the study has " + spec.confirm());
        this.spec = spec;
        this.epochs = epochs;
        this.proposer = new Proposer(spec, searcher, pruner);
        this.machine = new StudyMachine(spec, searcher.capacity(), proposer.blind());
        this.store = store;
        this.journal = journal;
        this.alarms = alarms;
        this.parameters = new ProgramParameters(spec.template());
        StudyStore.Content content = await(store.load());
        accept(new Command.Begin(content.trials(), content.attempts(), content.ends(), false, content.enqueued()));
        next = content.trials().size();
        int left = 0;
        for (Trial trial : content.trials()) if (trial.outcome() == null) left++;
        if (left > 0) for (Task task : accept(new Command.Pull(requests++, WORKER, left))) open(task);
        for (Report report : journal.begin(open::containsKey)) again(report);
        sync();
    }

    private void open(Task task) {
        Attempt attempt = task.attempt();
        Trial trial = machine.trial(attempt.trial());
        int most = epochs.applyAsInt(spec.template().fill(trial.configuration()));
        open.put(attempt.trial(), new OpenTrial(attempt, trial, spec, most));
    }

    /** What a process before was told, and did not end the trial. */
    private void again(Report report) {
        OpenTrial trial = open.get(report.trial());
        if (trial == null || report.epoch() != trial.epochs() + 1) return;
        trial.report(report.value(), report.readings());
    }

    /** The next trial. */
    public Asked ask() throws RefusedCommandException, StoreException {
        Asked asked = handOut();
        sync();
        return asked;
    }

    /** {@link #ask}, which is durable with the next {@link #sync}. */
    Asked handOut() throws RefusedCommandException {
        long pull = requests++;
        // Where the study is asynchronous, the room for a trial makes the machine ask for one.
        accept(new Command.Pull(pull, WORKER, 1));
        Effect.Ask asked = question;
        if (asked == null) {
            accept(new Command.Expire(pull));
            throw new RefusedCommandException(nothingLeft(), ended == null && next < machine.budget());
        }
        question = null;
        for (Task task : accept(proposer.answer(asked))) open(task);
        next = asked.trial() + 1;
        return asked(asked.trial());
    }

    /** An epoch of the trial has ended, about which nothing else was read. */
    public @Nullable Outcome report(long trial, int epoch, double value)
            throws RefusedCommandException, StoreException {
        return report(trial, epoch, value, Map.of());
    }

    /**
     * An epoch of the trial has ended. Epochs are reported in order; reporting one again with the same value changes
     * nothing.
     *
     * @param epoch from 1
     * @param value the study's first objective after it; one that is not finite ends the trial: it diverged
     * @param readings what else was read, by name; nothing is decided by it
     * @return how the trial ended by it or by one before it, so that its training is stopped; null where it goes on
     */
    public @Nullable Outcome report(long trial, int epoch, double value, Map<String, Double> readings)
            throws RefusedCommandException, StoreException {
        Outcome end = hear(new Report(trial, epoch, value, readings));
        sync();
        return end;
    }

    /** {@link #report}, which is durable with the next {@link #sync}. */
    @Nullable
    Outcome hear(Report report) throws RefusedCommandException {
        OpenTrial trial = open.get(report.trial());
        if (trial == null) return afterwards(report);
        trial.checkPossible(report.epoch());
        if (report.epoch() <= trial.epochs()) {
            trial.checkSame(report.epoch(), report.value());
            return null;
        }
        trial.checkNext(report.epoch());
        Outcome end = trial.report(report.value(), report.readings());
        if (end == null) journal.add(report);
        else end(trial, end);
        return end;
    }

    /** A report of a trial that has ended. */
    private @Nullable Outcome afterwards(Report report) throws RefusedCommandException {
        Outcome standing = standing(report.trial());
        LearningCurve curve = standing.curve();
        if (report.epoch() >= 1
                && report.epoch() <= curve.epochs()
                && Double.compare(curve.at(report.epoch()), report.value()) == 0)
            return report.epoch() == curve.epochs() && stopped(standing) ? standing : null;
        if (report.epoch() > curve.epochs() && stopped(standing)) return standing;
        throw new RefusedCommandException("trial %d has ended (%s), and nothing more can be reported of it"
                .formatted(report.trial(), words(standing)));
    }

    /** Whether the study itself stopped the trial, so that its program may not have known better. */
    private static boolean stopped(Outcome outcome) {
        return outcome instanceof Outcome.Pruned || outcome instanceof Outcome.Diverged;
    }

    /** How the trial has ended. */
    private Outcome standing(long trial) throws RefusedCommandException {
        if (trial < 0 || trial >= next)
            throw new RefusedCommandException("trial %d was not asked for%s"
                    .formatted(trial, next == 0 ? "" : ": those asked for are 0 … " + (next - 1)));
        Outcome standing = machine.trial(trial).outcome();
        if (standing == null) throw new IllegalStateException("trial " + trial + " is open");
        return standing;
    }

    /**
     * How the trial ended. Its curve goes on after what was reported, see {@link #reported} and {@link #completed}; of
     * a failed one it may be left out. Telling the same again changes nothing.
     *
     * @return how it stands: otherwise than told where the trial's plan stops it, or did before, and where a value of
     *     the curve is not finite
     */
    public Outcome tell(long trial, Outcome outcome) throws RefusedCommandException, StoreException {
        Outcome standing = take(trial, outcome);
        sync();
        return standing;
    }

    /** {@link #tell}, which is durable with the next {@link #sync}. */
    Outcome take(long trial, Outcome told) throws RefusedCommandException {
        OpenTrial known = open.get(trial);
        if (known != null) {
            Outcome outcome = known.end(told);
            end(known, outcome);
            return outcome;
        }
        Outcome standing = standing(trial);
        if (told.equals(standing) || stopped(standing)) return standing;
        throw new RefusedCommandException(
                "trial %d was told before and differently (%s), which stands".formatted(trial, words(standing)));
    }

    private void end(OpenTrial trial, Outcome outcome) {
        Attempt attempt = trial.attempt();
        accept(new Command.Result(requests++, attempt, outcome));
        open.remove(attempt.trial());
    }

    /** What is known of the trial's curve. */
    public LearningCurve reported(long trial) throws RefusedCommandException {
        OpenTrial known = open.get(trial);
        return known == null ? standing(trial).curve() : known.curve();
    }

    /**
     * That the trial was trained to its end, with what was reported as its curve. A value that was not reported is that
     * of one more epoch, where the trial can have it.
     *
     * @param value the first objective, finite
     * @param metrics by name; what was read with the epoch that has the value is added
     */
    public Outcome.Completed completed(long trial, double value, Map<String, Double> metrics)
            throws RefusedCommandException {
        return Completion.of(reported(trial), epochs(trial), spec.objective(), value, metrics);
    }

    /** Returns once everything that was asked for, told and reported is durable. */
    public void sync() throws StoreException {
        if (!changes.isEmpty())
            store.together(() -> {
                for (Supplier<CompletionStage<?>> change : changes) stored = change.get();
            });
        changes.clear();
        journal.sync();
        await(stored);
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

    /** The most epochs that the trial can have; of one that has ended those that it had. */
    public int epochs(long trial) throws RefusedCommandException {
        OpenTrial known = open.get(trial);
        return known == null ? standing(trial).curve().epochs() : known.most();
    }

    /** How many epochs of a trial were reported that has not ended; 0 of any other. */
    int reportedEpochs(long trial) {
        OpenTrial known = open.get(trial);
        return known == null ? 0 : known.epochs();
    }

    /** The rung that a trial was stopped at; null where another rule stopped it, or none. */
    StoppingPlan.@Nullable Rung rung(long trial, Outcome outcome) {
        return outcome instanceof Outcome.Pruned
                ? machine.trial(trial).plan().missed(outcome, spec.objective().direction())
                : null;
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

    /**
     * Tells the machine and does what it says, but for the store: nobody else writes to it, so that what becomes of a
     * change is known before it is made, with the next {@link #sync}.
     *
     * @return the tasks that it hands out meanwhile
     */
    private List<Task> accept(Command first) {
        List<Task> tasks = new ArrayList<>();
        Deque<Command> commands = new ArrayDeque<>(List.of(first));
        while (!commands.isEmpty()) {
            for (Effect effect : machine.accept(commands.removeFirst())) {
                switch (effect) {
                    case Effect.Ask ask -> question = ask;
                    case Effect.Plan plan -> commands.add(proposer.answer(plan));
                    case Effect.AddTrials(List<Trial> trials) -> {
                        changes.add(() -> store.add(trials));
                        commands.add(new Command.Added(trials.getFirst().number()));
                    }
                    case Effect.EndTrial(Attempt attempt, Outcome outcome) -> {
                        changes.add(() -> store.end(attempt, outcome));
                        commands.add(new Command.Ended(attempt.trial(), outcome));
                    }
                    case Effect.BeginAttempt(Attempt attempt) -> {
                        changes.add(() -> store.begin(attempt));
                        commands.add(new Command.Begun(attempt.fence()));
                    }
                    case Effect.EndAttempt(Attempt attempt, AttemptEnd how) -> {
                        changes.add(() -> store.end(attempt, how));
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
