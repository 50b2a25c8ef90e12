// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a search has found so far that keeps its constraints: the best value of every objective, the trials that lead,
 * and the front.
 *
 * <p>Cost: constant time a trial with one objective, see {@link Front} with several. Threads: confined to one.
 */
final class BestSoFar {
    /** Leaders that are kept: more than any screen shows. */
    static final int LEADERS = 20;

    private final Goals goals;
    private final Front front = new Front();
    private final List<Trial> leaders = new ArrayList<>(); // with one objective
    private final double[] best; // of each objective
    private final long[] trials;
    private final List<Series> histories = new ArrayList<>();

    BestSoFar(Goals goals) {
        this.goals = goals;
        this.best = new double[goals.objectives().size()];
        this.trials = new long[best.length];
        Arrays.fill(best, Double.NaN);
        for (int i = 0; i < best.length; i++) histories.add(new Series());
    }

    /** Only completed trials of the search that keep every constraint lead; every trial of the search moves time on. */
    void add(Trial ended, Outcome outcome) {
        if (!(ended.role() instanceof Role.Search)) return;
        if (outcome instanceof Outcome.Completed completed && counts(completed)) found(ended, completed);
        for (int i = 0; i < best.length; i++) histories.get(i).add(best[i]);
    }

    /** Whether a result may lead. */
    boolean counts(Outcome.Completed completed) {
        return goals.told(completed) && goals.feasible(completed);
    }

    private void found(Trial ended, Outcome.Completed completed) {
        for (int i = 0; i < best.length; i++) {
            Objective objective = goals.objectives().get(i);
            double value = goals.metric(completed, objective.metric());
            if (!objective.direction().better(value, best[i])) continue;
            best[i] = value;
            trials[i] = ended.number();
        }
        if (goals.several()) front.add(ended, goals.minimized(completed));
        else lead(ended, completed.value());
    }

    private void lead(Trial ended, double value) {
        int at = leaders.size();
        while (at > 0 && before(value, ended.number(), leaders.get(at - 1))) at--;
        if (at == LEADERS) return;
        leaders.add(at, ended);
        if (leaders.size() > LEADERS) leaders.removeLast();
    }

    private boolean before(double value, long number, Trial other) {
        if (!(other.outcome() instanceof Outcome.Completed completed)) return true;
        int order = goals.first().direction().compare(value, completed.value());
        return order == 0 ? number < other.number() : order < 0;
    }

    boolean none() {
        return Double.isNaN(best[0]);
    }

    /** Of an objective, by its place among the goals; NaN where there is none. */
    double best(int objective) {
        return best[objective];
    }

    /** Which trial has the best value of the objective. */
    long trial(int objective) {
        return trials[objective];
    }

    /** The best value of the objective after each trial, or after equally many; NaN before the first. */
    double[] history(int objective) {
        return histories.get(objective).toArray();
    }

    /** How many trials are on the front; empty with one objective. */
    String front() {
        return goals.several() ? front.size() : "";
    }

    /** The first of the best, at most {@link #LEADERS}; with several objectives those of the front by the first. */
    List<Trial> leaders() {
        return goals.several() ? front.first(LEADERS) : List.copyOf(leaders);
    }
}
