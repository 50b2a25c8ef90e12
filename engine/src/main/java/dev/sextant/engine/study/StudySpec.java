// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One search, fully decided: what the ranking is a function of, beside the data and the engine's version. Nothing in it
 * follows the machine.
 *
 * @param seed from which every random number of the study comes
 * @param trainerType which trainer runs the trials
 * @param template the trainer's document and the space in it, every default filled in
 * @param trials the search budget: at most so many search trials, the given ones included
 * @param epochs how many epochs they may train together
 * @param parallelism from which results each trial is decided
 * @param stopWhen what ends the search before its budget is spent
 * @param tryFirst configurations tried after the default and before the searcher's first
 * @param limits what the study and its trials may take
 */
public record StudySpec(
        String name,
        String description,
        long seed,
        String trainerType,
        Template template,
        Goals goals,
        Selection searcher,
        @Nullable Selection pruner,
        long trials,
        EpochBudget epochs,
        Parallelism parallelism,
        StopRule stopWhen,
        List<Configuration> tryFirst,
        ConfirmationRule confirm,
        Limits limits) {
    /** Trials that a study runs where it does not say. */
    public static final long DEFAULT_TRIALS = 100;

    /** The parallelism where a study does not say. */
    public static final Parallelism DEFAULT_PARALLELISM = new Parallelism.Window(8);

    /** The seed where a study does not say. */
    public static final long DEFAULT_SEED = 1;

    /** More trials than this are refused: streams of random numbers above it belong to confirmations. */
    public static final long MAX_TRIALS = 10_000_000;

    /** A searcher or pruner by name, with its settings, every default filled in. */
    public record Selection(String name, ObjectNode options) {
        public Selection {
            options = options.deepCopy();
        }
    }

    public StudySpec {
        tryFirst = List.copyOf(tryFirst);
        if (trials < 1 || trials > MAX_TRIALS)
            throw new IllegalArgumentException("trials (%d) must lie in 1 … %d".formatted(trials, MAX_TRIALS));
        for (Configuration configuration : tryFirst)
            if (!template.space().contains(configuration))
                throw new IllegalArgumentException("%s is not a configuration of the space".formatted(configuration));
    }

    /** With a window, without limits. */
    public StudySpec(
            String name,
            String description,
            long seed,
            String trainerType,
            Template template,
            Goals goals,
            Selection searcher,
            @Nullable Selection pruner,
            long trials,
            int window,
            StopRule stopWhen,
            List<Configuration> tryFirst,
            ConfirmationRule confirm) {
        this(
                name,
                description,
                seed,
                trainerType,
                template,
                goals,
                searcher,
                pruner,
                trials,
                EpochBudget.NONE,
                new Parallelism.Window(window),
                stopWhen,
                tryFirst,
                confirm,
                Limits.NONE);
    }

    /** This study with other limits. */
    public StudySpec with(Limits others) {
        return new StudySpec(
                name,
                description,
                seed,
                trainerType,
                template,
                goals,
                searcher,
                pruner,
                trials,
                epochs,
                parallelism,
                stopWhen,
                tryFirst,
                confirm,
                others);
    }

    /**
     * Search trials in all, where no rule ends the search early: as many as the study says, or as there are.
     *
     * @param capacity how many different proposals the searcher has, beside the {@link #given} configurations
     */
    public long budget(long capacity) {
        int given = given().size();
        return capacity < trials - given ? given + capacity : trials;
    }

    public Space space() {
        return template.space();
    }

    /** The first of the goals: what trainings report after every epoch. */
    public Objective objective() {
        return goals.first();
    }

    /**
     * The configurations of trials 0, 1, … that no searcher proposes: the default, then the study's own first tries.
     */
    public List<Configuration> given() {
        List<Configuration> given = new ArrayList<>();
        given.add(space().preset());
        for (Configuration first : tryFirst) if (!given.contains(first)) given.add(first);
        return given.subList(0, (int) Math.min(given.size(), trials));
    }

    /**
     * Whether a search trial of this number is a draw from the space, proposed without a look at any result: none is
     * where the searcher looks, and the {@link #given} and those that a person enqueued never are.
     *
     * @param independent see {@link Searcher#independent}
     * @param trials of the study
     */
    public LongPredicate drawn(boolean independent, List<Trial> trials) {
        int given = given().size();
        Set<Long> enqueued = new HashSet<>();
        for (Trial trial : trials) if (trial.note().isEnqueued()) enqueued.add(trial.number());
        return trial -> independent && trial >= given && !enqueued.contains(trial);
    }
}
