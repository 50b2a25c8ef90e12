// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.function.ToDoubleFunction;

/**
 * Where a result stands among others, for who orders results without comparing the incomparable: first the kind, then
 * what counts within the kind. Smaller is better.
 *
 * @param kind a better kind beats every value
 * @param first within the kind; never NaN
 * @param second where the first is equal; never NaN
 */
public record Merit(Kind kind, double first, double second) implements Comparable<Merit> {
    /** Best first. */
    public enum Kind {
        /** Completed, keeping every constraint: by value. */
        FEASIBLE,
        /** Completed: the less violated first, then by value. */
        INFEASIBLE,
        /** By the epochs it was trained, the longest first, then by its best value. */
        PRUNED,
        /** Diverged or failed: all alike. */
        LOST
    }

    /**
     * A result's merit.
     *
     * @param scalar one number of the minimised values of all objectives; of a single objective the value itself
     */
    public static Merit of(Outcome outcome, Goals goals, ToDoubleFunction<double[]> scalar) {
        return switch (outcome) {
            case Outcome.Completed completed
            when goals.told(completed) -> {
                double value = scalar.applyAsDouble(goals.minimized(completed));
                double violation = goals.violation(completed);
                yield violation == 0
                        ? new Merit(Kind.FEASIBLE, value, 0)
                        : new Merit(Kind.INFEASIBLE, violation, value);
            }
            case Outcome.Pruned pruned
            when Double.isFinite(pruned.value()) ->
                new Merit(
                        Kind.PRUNED,
                        -pruned.curve().epochs(),
                        goals.first().direction().minimized(pruned.value()));
            case Outcome.Completed _, Outcome.Pruned _, Outcome.Diverged _, Outcome.Failed _ ->
                new Merit(Kind.LOST, 0, 0);
        };
    }

    /** The merit by the first objective. */
    public static Merit of(Outcome outcome, Goals goals) {
        return of(outcome, goals, values -> values[0]);
    }

    @Override
    public int compareTo(Merit other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) order = Double.compare(first, other.first);
        return order == 0 ? Double.compare(second, other.second) : order;
    }
}
