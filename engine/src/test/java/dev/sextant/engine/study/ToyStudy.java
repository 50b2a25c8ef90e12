// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A study without numerics, whose every choice and result is a hash of all that it may depend on: whatever leaks into a
 * proposal, a plan or a result changes everything after it.
 */
public final class ToyStudy {
    /** The trial that no trainer can do. */
    private static final String UNLUCKY = "is unlucky";

    private ToyStudy() {}

    public static StudySpec spec(long trials, int window, ConfirmationRule confirm, Direction direction) {
        return spec(trials, window, confirm, direction, StopRule.NEVER);
    }

    /** With a rule that may end the search early. */
    public static StudySpec spec(
            long trials, int window, ConfirmationRule confirm, Direction direction, StopRule stopWhen) {
        return spec(trials, new Parallelism.Window(window), confirm, direction, stopWhen);
    }

    /** Of any parallelism. */
    public static StudySpec spec(
            long trials, Parallelism parallelism, ConfirmationRule confirm, Direction direction, StopRule stopWhen) {
        return spec(trials, EpochBudget.NONE, parallelism, confirm, direction, stopWhen);
    }

    /** With a budget of epochs; a toy trains at most five. */
    public static StudySpec spec(
            long trials,
            EpochBudget epochs,
            Parallelism parallelism,
            ConfirmationRule confirm,
            Direction direction,
            StopRule stopWhen) {
        Template template = template();
        Configuration first = template.space().fromUnit(new double[] {0.2, 0.9, 0.4, 0.7});
        return new StudySpec(
                "toy",
                "",
                7,
                "toy",
                template,
                Goals.of(new Objective("loss", direction)),
                new StudySpec.Selection("hashing", JsonNodeFactory.instance.objectNode()),
                null,
                trials,
                epochs,
                parallelism,
                stopWhen,
                List.of(first),
                confirm,
                Limits.NONE);
    }

    /** A learning rate, a schedule with a parameter below one of its branches, and a whole number. */
    public static Template template() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode document = json.objectNode();
        document.putObject("learningRate").putArray("log").add(1e-4).add(1.0);
        ObjectNode branches = document.putObject("schedule").putObject("choice");
        branches.putObject("constant");
        branches.putObject("step")
                .putObject("gamma")
                .putArray("uniform")
                .add(0.1)
                .add(0.9);
        document.putObject("units").putArray("int").add(1).add(9);
        document.put("fixed", "as it is");
        Parameter gamma =
                new Parameter("schedule.step.gamma", new Domain.Range(0.1, 0.9, Scale.LINEAR), new Value.Real(0.5));
        Domain.Choice schedules = new Domain.Choice(List.of(
                new Option("constant", json.objectNode(), true, List.of()),
                new Option("step", branches.get("step"), true, List.of(gamma))));
        return new Template(
                document,
                Space.of(List.of(
                        new Parameter("learningRate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01)),
                        new Parameter("schedule", schedules, schedules.chosen(0)),
                        new Parameter("units", new Domain.Whole(1, 9, Scale.LINEAR), new Value.Whole(4)))));
    }

    private static int hash(Object... parts) {
        int hash = 17;
        for (Object part : parts) hash = 31 * hash + part.toString().hashCode();
        return hash;
    }

    private static int hash(View view, long trial) {
        int hash = hash(trial, view.direction(), view.pending());
        for (var seen : view.observed())
            hash = hash(
                    hash,
                    seen.trial(),
                    seen.configuration(),
                    seen.outcome(),
                    seen.note().content());
        return hash;
    }

    /** Between 1 and 7. */
    public static long epochCost(ObjectNode document) {
        return 1L + Math.floorMod(hash(document), 7);
    }

    /** Proposes a hash of its view and draws. */
    public record HashingSearcher(long capacity) implements Searcher {
        @Override
        public Proposal propose(View view, long trial, Draws draws) {
            DrawSequence sequence = new Draws(draws.seed() + hash(view, trial), draws.trial()).of("toy");
            double[] unit = new double[view.space().dimensions()];
            Arrays.setAll(unit, _ -> sequence.uniform());
            ObjectNode note = JsonNodeFactory.instance.objectNode();
            note.put("mean", sequence.normal())
                    .put("odd", trial % 3 == 0 ? Double.NaN : -0.0)
                    .put("long", 1L);
            return new Proposal(view.space().fromUnit(unit), new Note(note));
        }
    }

    /** Plans a hash of its view. */
    public static final Pruner HASHING_PRUNER = (view, trial, configuration) -> {
        DrawSequence sequence = new Draws(hash(view, trial) + hash(configuration), 0).of("toy");
        return new StoppingPlan(
                List.of(
                        new StoppingPlan.Rung(1, 0.3 + sequence.uniform(), sequence.below(9)),
                        new StoppingPlan.Rung(2, 0.3 + sequence.uniform(), sequence.below(9))),
                sequence.below(5) > 0,
                List.of(new StoppingPlan.SwitchedOff(3, sequence.uniform(), 5)));
    };

    /** What every trainer must make of this task. */
    public static Outcome outcome(Task task) {
        Assignment assignment = task.assignment();
        Direction direction = assignment.objective().direction();
        DrawSequence sequence = sequence(assignment);
        if (sequence.below(9) == 0) return new Outcome.Failed("learningRate: %s Choose another.".formatted(UNLUCKY));
        double[] curve = curve(sequence);
        // The last epoch comes with the training's own end, and is held against nothing.
        for (int epoch = 1; epoch < curve.length; epoch++) {
            double best = new LearningCurve(curve).bestUpTo(epoch, direction);
            if (epoch == task.limits().trialEpochs() || task.plan().stops(epoch, best, direction))
                return new Outcome.Pruned(best, epochOf(curve, best), new LearningCurve(Arrays.copyOf(curve, epoch)));
        }
        return whole(curve, assignment);
    }

    private static Outcome whole(double[] values, Assignment assignment) {
        LearningCurve curve = new LearningCurve(values);
        if (Double.isNaN(values[values.length - 1])) return new Outcome.Diverged(curve);
        double best = curve.bestUpTo(values.length, assignment.objective().direction());
        Map<String, Double> metrics = assignment.scoreTest()
                ? Map.of("loss", best, "testLoss", 2 * best)
                : Map.of("loss", best, "strange", Double.NEGATIVE_INFINITY);
        return new Outcome.Completed(best, epochOf(values, best), metrics, curve);
    }

    private static int epochOf(double[] curve, double value) {
        for (int i = 0; i < curve.length; i++) if (curve[i] == value) return i + 1;
        throw new IllegalArgumentException("no such value");
    }

    private static DrawSequence sequence(Assignment assignment) {
        Seeds seeds = assignment.seeds();
        return new Draws(hash(assignment.document(), seeds.study(), seeds.split()), seeds.training()).of("curve");
    }

    private static double[] curve(DrawSequence sequence) {
        double[] curve = new double[1 + sequence.below(5)];
        Arrays.setAll(curve, _ -> sequence.uniform());
        if (sequence.below(7) == 0) curve[curve.length - 1] = Double.NaN;
        return curve;
    }

    /** Trains as {@link #outcome} says, an epoch a slice. */
    public static class ToyTrainer implements Trainer {
        /** Called in every slice. */
        protected void pause() {}

        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
            return Preparation.of(Map.of());
        }

        @Override
        public long epochCost(ObjectNode document) {
            return ToyStudy.epochCost(document);
        }

        @Override
        public Training start(Assignment assignment) throws TrainingException {
            return startAfter(0, assignment);
        }

        /** From the epoch after this one on. */
        final Training startAfter(int begun, Assignment assignment) throws TrainingException {
            DrawSequence sequence = sequence(assignment);
            if (sequence.below(9) == 0) throw new TrainingException("learningRate", UNLUCKY, "Choose another.");
            double[] curve = curve(sequence);
            return new Training() {
                private int epoch = begun;

                @Override
                public Progress step() {
                    pause();
                    epoch++;
                    return epoch < curve.length
                            ? new Progress.Epoch(epoch, curve[epoch - 1])
                            : new Progress.Done(whole(curve, assignment));
                }

                @Override
                public void close() {}
            };
        }
    }

    /** The study's trials from beginning to end, one thing at a time. */
    public static List<Trial> straight(StudySpec spec, Searcher searcher, @Nullable Pruner pruner) {
        return straight(spec, searcher, pruner, ToyStudy::outcome, Set.of(), "", Map.of());
    }

    /** With another trainer than the toy's. */
    public static List<Trial> straight(
            StudySpec spec, Searcher searcher, @Nullable Pruner pruner, Function<Task, Outcome> trained) {
        return straight(spec, searcher, pruner, trained, Set.of(), "", Map.of());
    }

    /**
     * Where some trials break every worker that takes them.
     *
     * @param cause what their workers say
     */
    public static List<Trial> straight(
            StudySpec spec, Searcher searcher, @Nullable Pruner pruner, Set<Long> poisoned, String cause) {
        return straight(spec, searcher, pruner, ToyStudy::outcome, poisoned, cause, Map.of());
    }

    /**
     * Where a person puts configurations into the search as well.
     *
     * @param enqueued by the trial in whose place it is tried
     */
    public static List<Trial> straight(
            StudySpec spec,
            Searcher searcher,
            @Nullable Pruner pruner,
            Set<Long> poisoned,
            String cause,
            Map<Long, Enqueued> enqueued) {
        return straight(spec, searcher, pruner, ToyStudy::outcome, poisoned, cause, enqueued);
    }

    private static List<Trial> straight(
            StudySpec spec,
            Searcher searcher,
            @Nullable Pruner pruner,
            Function<Task, Outcome> trained,
            Set<Long> poisoned,
            String cause,
            Map<Long, Enqueued> enqueued) {
        StudyMachine machine = new StudyMachine(spec, searcher.capacity());
        Proposer proposer = new Proposer(spec, searcher, pruner, ToyStudy::epochCost);
        List<Command> commands = new ArrayList<>(List.of(new Command.Begin(List.of(), List.of())));
        long requests = 0;
        // An asynchronous study decides nothing before somebody asks.
        if (!spec.parallelism().reproducible()) commands.add(new Command.Pull(requests++, "w", 1));
        while (!commands.isEmpty()) {
            for (Effect effect : machine.accept(commands.removeFirst())) {
                switch (effect) {
                    case Effect.Ask(long trial, var view, var draws, var given) -> {
                        Enqueued here = enqueued.get(trial);
                        commands.add(proposer.answer(
                                new Effect.Ask(trial, view, draws, here == null ? given : here.proposal())));
                    }
                    case Effect.Plan plan -> commands.add(proposer.answer(plan));
                    case Effect.AddTrials(List<Trial> trials) -> {
                        commands.add(new Command.Added(trials.getFirst().number()));
                        commands.add(new Command.Pull(requests++, "w", trials.size()));
                    }
                    case Effect.Answer(long _, List<Task> tasks) -> {
                        for (Task task : tasks) {
                            boolean breaks = poisoned.contains(task.attempt().trial());
                            commands.add(
                                    breaks
                                            ? new Command.Broke(requests++, task.attempt(), cause)
                                            : new Command.Result(requests++, task.attempt(), trained.apply(task)));
                            if (breaks) commands.add(new Command.Pull(requests++, "w", 1));
                        }
                    }
                    case Effect.EndTrial(Attempt attempt, Outcome outcome) ->
                        commands.add(new Command.Ended(attempt.trial(), outcome));
                    case Effect.Conclude(boolean _) -> {
                        return machine.trials();
                    }
                    case Effect.BeginAttempt(Attempt attempt) -> commands.add(new Command.Begun(attempt.fence()));
                    case Effect.EndAttempt(Attempt attempt, AttemptEnd _) ->
                        commands.add(new Command.AttemptEnded(attempt.fence()));
                    case Effect.Acknowledge _,
                            Effect.Beaten _,
                            Effect.Announce _,
                            Effect.Enqueue _,
                            Effect.AnswerEnqueue _ -> {}
                }
            }
        }
        throw new IllegalStateException("the study came to a halt");
    }
}
