// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Direction;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A study while it is being described: by a space and what is said here, or by a study file in which this or that is
 * set. Every method is a key of the study file, has its meaning and its default, and is checked when the study is
 * opened; {@link #set} reaches the keys that have no method.
 *
 * <p>The result of a study is a function of what is said here, and of what its objective makes of each trial. How many
 * workers there are is said later and changes nothing in it.
 *
 * <p>Threads: confined to one.
 */
public final class StudyBuilder {
    private static final String SEARCH = "search.";

    private final StudyDocument document;
    private Consumer<StudyEvent> listener = _ -> {};

    StudyBuilder(StudyDocument document) {
        this.document = document;
    }

    /**
     * What reports call the study.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens or underscores. Default: {@code study}, or the file's name
     * @return this
     */
    public StudyBuilder name(String name) {
        return set("name", name);
    }

    /**
     * What reports say of the study.
     *
     * @param description a sentence. Default: nothing
     * @return this
     */
    public StudyBuilder description(String description) {
        return set("description", description);
    }

    /**
     * Who proposes configurations, with its usual options.
     *
     * @param name {@code grid}, {@code random}, {@code sobol}, {@code bayesian}, {@code tpe}, {@code cmaes}, or another
     *     that is on the class path. Default: {@code auto}
     * @return this
     */
    public StudyBuilder searcher(String name) {
        return set(SEARCH + "searcher", name);
    }

    /**
     * Who proposes configurations.
     *
     * @param name as in {@link #searcher(String)}
     * @param options by name, as they stand in a study file: numbers, words, booleans, lists, maps
     * @return this
     */
    public StudyBuilder searcher(String name, Map<String, ?> options) {
        return set(SEARCH + "searcher", Map.of(name, options));
    }

    /**
     * Who stops trials that do badly before their last epoch, with its usual options. It judges by what is reported, so
     * that {@link #epochs} has to be said, too.
     *
     * @param name {@code median}, {@code percentile}, {@code asha}, {@code hyperband}, or another that is on the class
     *     path. Default: nobody
     * @return this
     */
    public StudyBuilder pruner(String name) {
        return set(SEARCH + "pruner", name);
    }

    /**
     * Who stops trials that do badly before their last epoch.
     *
     * @param name as in {@link #pruner(String)}
     * @param options by name, as they stand in a study file
     * @return this
     */
    public StudyBuilder pruner(String name, Map<String, ?> options) {
        return set(SEARCH + "pruner", Map.of(name, options));
    }

    /**
     * How many trials the search has.
     *
     * @param trials at least 1, the default configuration and those that are tried first included; the trainings of the
     *     confirmation come on top of them. Default: that of study files
     * @return this
     */
    public StudyBuilder trials(long trials) {
        return set(SEARCH + "trials", trials);
    }

    /**
     * How many epochs a trial may report.
     *
     * @param epochs at least 1. Default: none, and then what is reported is no curve, and no trial is pruned
     * @return this
     */
    public StudyBuilder epochs(int epochs) {
        return set("trainer.epochs", epochs);
    }

    /**
     * What all chance of the study comes from: the searcher's, and {@link RunningTrial#seed()} of each trial.
     *
     * @param seed at least 0. Default: that of study files, the same in every run
     * @return this
     */
    public StudyBuilder seed(long seed) {
        return set("seed", seed);
    }

    /**
     * How far proposals look back: trial k is proposed from the results of trials 0 … k − window.
     *
     * @param trials from 1 to 1000: so many trials can run at once, and more workers find nothing to do. Default: 8
     * @return this
     */
    public StudyBuilder window(int trials) {
        return set(SEARCH + "window", trials);
    }

    /**
     * Instead of {@link #window}, for trials that differ much in their epochs: so many run at once on a clock that is
     * made of epochs, and each is proposed from those that ended before it there.
     *
     * @param slots from 1 to 1000; about three times the workers
     * @return this
     */
    public StudyBuilder virtualTime(int slots) {
        return set(SEARCH + "parallelism", Map.of("virtualTime", slots));
    }

    /**
     * A configuration that is tried right after the default one; may be called more than once.
     *
     * @param values by the parameters' names; of a choice of options {@code Map.of("sgd", Map.of("momentum", 0.9))}.
     *     What it does not say keeps its default
     * @return this
     * @throws StudyException for a study file, which says itself what is tried first
     */
    public StudyBuilder tryFirst(Map<String, ?> values) {
        document.tries(values);
        return this;
    }

    /**
     * What an objective tells beside the value that it returns, by {@link RunningTrial#metric}.
     *
     * @param names for reports, and for {@link #set} to make use of. Those of further objectives and of bounds need not
     *     be said
     * @return this
     * @throws StudyException for a study file, which says itself what is told
     */
    public StudyBuilder metrics(String... names) {
        for (String name : names) document.tells(name);
        return this;
    }

    /**
     * A further objective, which is to be small; may be called more than once. The report shows every trial that no
     * other betters in all of them. A pruner takes one objective only.
     *
     * @param metric that the objective tells of each trial by {@link RunningTrial#metric}
     * @return this
     * @throws StudyException for a study file, which says itself what it is about
     */
    public StudyBuilder alsoMinimize(String metric) {
        document.also(Direction.MINIMIZE, metric);
        return this;
    }

    /**
     * A further objective, which is to be large; as {@link #alsoMinimize}.
     *
     * @param metric that the objective tells of each trial by {@link RunningTrial#metric}
     * @return this
     * @throws StudyException for a study file, which says itself what it is about
     */
    public StudyBuilder alsoMaximize(String metric) {
        document.also(Direction.MAXIMIZE, metric);
        return this;
    }

    /**
     * What a trial has to keep to be able to win; may be called for each of the metrics.
     *
     * @param metric that the objective tells of each trial by {@link RunningTrial#metric}, or the value itself
     * @param bound the most that it may be
     * @return this
     */
    public StudyBuilder atMost(String metric, double bound) {
        document.bound(metric, "atMost", bound);
        return this;
    }

    /**
     * What a trial has to reach to be able to win; may be called for each of the metrics.
     *
     * @param metric as in {@link #atMost}
     * @param bound the least that it may be
     * @return this
     */
    public StudyBuilder atLeast(String metric, double bound) {
        document.bound(metric, "atLeast", bound);
        return this;
    }

    /**
     * How the leaders are trained again before they are ranked: the objective is called again with their parameters and
     * another {@link RunningTrial#seed()}. A search keeps the luckiest of many values; what fresh seeds say is honest.
     * An objective that makes nothing of the seed comes to the same each time, and is better left unconfirmed.
     *
     * @param top how many of the best trials, beside the default configuration; 0: none. Default: that of study files
     * @param seeds on how many fresh seeds each, the same for all, at least 1; fewer than 3 say little. Default: that
     *     of study files
     * @return this
     */
    public StudyBuilder confirm(int top, int seeds) {
        return set("confirm.top", top).set("confirm.seeds", seeds);
    }

    /**
     * Anything that a study file can say.
     *
     * @param path names joined by dots, as {@code --set} of the command line takes it: {@code search.stopWhen.target}
     * @param value a number, a word, a boolean, null, or a list or map of these; it replaces what is there
     * @return this
     * @throws StudyException where nothing can stand at this path
     */
    public StudyBuilder set(String path, @Nullable Object value) {
        document.set(path, value);
        return this;
    }

    /**
     * Who hears what happens while trials run.
     *
     * @param listener called on one thread of the study, in order; must be quick. What it throws ends the study
     * @return this
     */
    public StudyBuilder listener(Consumer<StudyEvent> listener) {
        this.listener = listener;
        return this;
    }

    /**
     * The study, kept in a directory: begun there, or gone on with where this very study was begun there before. It is
     * that of a run of the command line: {@code sextant rank}, {@code report}, {@code show}, {@code list} and
     * {@code export} take it.
     *
     * @param directory empty, or absent, or that of this study; trials are in it as soon as they have ended, reports
     *     after {@link Study#optimize}, {@link Study#run} or {@link Study#close}
     * @return open, and to be closed
     * @throws StudyException where something is wrong with the study (then with all that is wrong), or where the
     *     directory is that of another study or holds other files
     */
    public Study open(Path directory) {
        return Study.open(document, directory, listener);
    }

    /**
     * The study, kept nowhere else than in this object.
     *
     * @return open, and to be closed
     * @throws StudyException where something is wrong with the study, with all that is wrong
     */
    public Study inMemory() {
        return Study.open(document, null, listener);
    }
}
