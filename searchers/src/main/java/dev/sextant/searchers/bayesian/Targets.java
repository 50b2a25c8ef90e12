// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.pareto.Chebyshev;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model is to learn of a view's completed trials: one number each, smaller is better.
 *
 * <p>With one objective that is its value. Several become one by Chebyshev's norm with weights drawn anew for every
 * trial, each objective warped first so that outliers do not stretch it. Where constraints are kept by no trial yet, it
 * is how badly they are violated: nothing else matters before.
 *
 * <p>Source: Knowles 2006, "ParEGO", for the weights.
 *
 * @param told the completed trials that tell every objective, in order of number
 * @param values one each
 * @param counts which of them may be the best: those that keep the constraints, or all where none does
 * @param ofObjective whether values are those of the study's one objective
 */
record Targets(List<Observation> told, double[] values, boolean[] counts, boolean ofObjective) {
    /** What a violation that is not finite counts as, in parts of the largest that is. */
    private static final double BEYOND = 2;

    /** @param scalarization null for the first objective alone */
    static Targets of(View view, @Nullable Chebyshev scalarization) {
        Goals goals = view.goals();
        List<Observation> told = new ArrayList<>();
        for (Observation observation : view.observed()) if (tells(observation, goals)) told.add(observation);
        boolean[] counts = new boolean[told.size()];
        boolean any = false;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = goals.feasible(completed(told.get(i)));
            any |= counts[i];
        }
        if (!any && !goals.constraints().isEmpty()) {
            Arrays.fill(counts, true);
            return new Targets(told, violations(told, goals), counts, false);
        }
        double[] values = scalarization == null ? objective(told, goals, 0) : scalarized(told, goals, scalarization);
        return new Targets(told, values, counts, scalarization == null);
    }

    /** Whether a model can learn a value from this trial. */
    static boolean tells(Observation observation, Goals goals) {
        return observation.outcome() instanceof Outcome.Completed completed && goals.told(completed);
    }

    private static Outcome.Completed completed(Observation observation) {
        return (Outcome.Completed) observation.outcome();
    }

    private static double[] objective(List<Observation> told, Goals goals, int objective) {
        return told.stream()
                .mapToDouble(trial -> goals.minimized(completed(trial))[objective])
                .toArray();
    }

    private static double[] scalarized(List<Observation> told, Goals goals, Chebyshev scalarization) {
        int objectives = goals.objectives().size();
        double[][] warped = new double[told.size()][objectives];
        double[] low = new double[objectives];
        double[] high = new double[objectives];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < objectives && !told.isEmpty(); j++) {
            double[] values = objective(told, goals, j);
            OutputWarp warp = new OutputWarp(values);
            for (int i = 0; i < values.length; i++) {
                warped[i][j] = warp.apply(values[i]);
                low[j] = Math.min(low[j], warped[i][j]);
                high[j] = Math.max(high[j], warped[i][j]);
            }
        }
        return Arrays.stream(warped)
                .mapToDouble(values -> scalarization.of(values, low, high))
                .toArray();
    }

    private static double[] violations(List<Observation> told, Goals goals) {
        double[] violations = told.stream()
                .mapToDouble(trial -> goals.violation(completed(trial)))
                .toArray();
        double largest = 0;
        for (double violation : violations) if (Double.isFinite(violation)) largest = Math.max(largest, violation);
        double beyond = largest > 0 && Double.isFinite(BEYOND * largest) ? BEYOND * largest : Math.max(1, largest);
        for (int i = 0; i < violations.length; i++) if (!Double.isFinite(violations[i])) violations[i] = beyond;
        return violations;
    }
}
