// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

/**
 * What a trial trains, and how well it does. Usually a lambda, or a reference to a method.
 *
 * <ol>
 *   <li>The result is a function of the trial's parameters and its {@link RunningTrial#seed()}: never of the thread,
 *       the time, or what ran before. Then the study's result is the same for any number of workers, and after any
 *       crash.
 *   <li>Several trials may run at once, each on its own thread; what they share is read-only or guarded.
 *   <li>What it throws fails its trial and nothing else; the message is kept with the trial.
 * </ol>
 *
 * <p>Threads: called on a platform thread of its own for the length of a trial, a daemon named {@code sextant-trial-n};
 * there are as many of them as workers. A thread is used again for later trials. It is interrupted where its study is
 * closed, or where the trial has taken as long as it may, see {@code limits.trialTime}.
 */
@FunctionalInterface
public interface Objective {
    /**
     * Trains one trial to its end, or until {@link RunningTrial#report} throws.
     *
     * @param trial its parameters, and where its epochs are reported; of use on this thread and those that it waits
     *     for, until this returns
     * @return the value of the study's (first) objective. One that is not finite is an answer as well: the trial
     *     diverged
     * @throws TrialPruned that {@link RunningTrial#report} threw; passed on, or not caught at all
     * @throws Exception where the trial failed
     */
    double train(RunningTrial trial) throws Exception;
}
