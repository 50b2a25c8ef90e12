// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * A trial in hand: what is to be trained, and where its epochs are reported. An {@link Objective} is given one, and
 * {@link Study#ask} returns one. A trial that has ended is an engine's {@link dev.sextant.engine.trial.Trial}.
 *
 * <p>A parameter is named by its own name; where an option and another place have the same name, by its path from the
 * space on, names joined by dots: {@code sgd.momentum} below the option, {@code optimizer.sgd.momentum} in full. Those
 * of options that are not chosen are not there, see {@link #has}.
 *
 * <p>Threads: any, one at a time.
 */
public sealed interface RunningTrial permits TrialInHand {
    /**
     * Which trial it is.
     *
     * @return its number among all trials of the study, from 0; those of the search come first. To be shown: an
     *     objective whose result depends on it has another result when it is confirmed
     */
    long number();

    /**
     * A number.
     *
     * @param name the parameter's
     * @return its value, in the unit of its domain
     * @throws StudyException where the trial has no such parameter, or it is no number
     */
    double number(String name);

    /**
     * A whole number.
     *
     * @param name the parameter's
     * @return its value
     * @throws StudyException where the trial has no such parameter, or it is no whole number
     */
    long whole(String name);

    /**
     * A word: of a choice of words the one that is chosen, of a choice of options its name.
     *
     * @param name the parameter's
     * @return the word
     * @throws StudyException where the trial has no such parameter, or it is no word
     */
    String text(String name);

    /**
     * True or false.
     *
     * @param name the parameter's
     * @return which
     * @throws StudyException where the trial has no such parameter, or it is neither
     */
    boolean flag(String name);

    /**
     * Whether the trial has this parameter: those below an option exist only while it is chosen.
     *
     * @param name the parameter's
     * @return whether it has
     */
    boolean has(String name);

    /**
     * All parameters of the trial, in the order of the space.
     *
     * @return by name, as JSON has them: Double, Long, String, Boolean, List, Map
     */
    Map<String, Object> parameters();

    /**
     * The most epochs that may be reported, as the study says.
     *
     * @return at least 1
     */
    int epochs();

    /**
     * The one source of chance for the training: initial weights, shuffling, divisions of the data. Each trial of the
     * search has its own; when leaders are trained again, replicate r of each has the same.
     *
     * @return 31 bits
     */
    int seed();

    /**
     * Whether a leader is trained again on a fresh seed, rather than a configuration searched.
     *
     * @return false throughout the search
     */
    boolean confirms();

    /**
     * An epoch has ended. Waits until it is decided whether the trial goes on.
     *
     * @param epoch from 1 to {@link #epochs}, ascending; of epochs that are left out the value of the one before is
     *     taken
     * @param value the study's first objective after it; one that is not finite ends the trial: it diverged
     * @throws TrialPruned where the trial is over
     * @throws CancellationException where its study was closed; the trial is run again when the study goes on
     * @throws StudyException where the epoch cannot be reported
     */
    default void report(int epoch, double value) {
        report(epoch, value, Map.of());
    }

    /**
     * An epoch has ended, about which more is known.
     *
     * @param epoch as in {@link #report(int, double)}
     * @param value as in {@link #report(int, double)}
     * @param metrics further ones after this epoch, by name: they stand in the curve, and those of the epoch with the
     *     trial's value are its metrics
     * @throws TrialPruned where the trial is over
     * @throws CancellationException where its study was closed; the trial is run again when the study goes on
     * @throws StudyException where the epoch cannot be reported
     */
    void report(int epoch, double value, Map<String, Double> metrics);

    /**
     * What else the trial came to: further objectives and constraints are judged by it.
     *
     * @param name of the metric, as the study names it
     * @param value finite; a later one replaces it, and it goes before what was reported with an epoch
     */
    void metric(String name, double value);
}
