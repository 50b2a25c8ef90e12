// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/**
 * Minimises a smooth function inside a box: limited-memory BFGS on the free coordinates, steps projected onto the box,
 * backtracking until Armijo's condition holds.
 *
 * <p>Source: Nocedal and Wright 2006, "Numerical optimization", algorithm 7.4, and Bertsekas 1982, "Projected Newton
 * methods", for the projection. Departure: the curvature pairs are kept whole while the set of free coordinates
 * changes.
 *
 * <p>Cost: O(memory × d) beside one or a few evaluations an iteration. Threads: confined to one.
 *
 * @param memory curvature pairs kept
 * @param iterations at most
 * @param gradientTolerance stops when no free partial derivative is larger
 * @param gainTolerance stops when an iteration gains no more
 * @param firstStep length of the first step, at most
 * @param longestStep length of every step, at most
 */
public record ProjectedLbfgs(
        int memory,
        int iterations,
        double gradientTolerance,
        double gainTolerance,
        double firstStep,
        double longestStep) {
    private static final double ARMIJO = 1e-4;
    private static final double BACKTRACK = 0.35;
    private static final int BACKTRACKS = 10;

    /** A function and its gradient. */
    public interface Smooth {
        /** The value at x, infinite where there is none; overwrites the gradient. */
        double at(double[] x, double[] gradient);
    }

    /**
     * Moves x to a local minimum inside the box.
     *
     * @param x the start, inside the box; overwritten with the best point found
     * @return the value there
     */
    public double minimize(Smooth function, double[] x, double[] low, double[] high) {
        int d = x.length;
        double[] gradient = new double[d];
        double value = function.at(x, gradient);
        double[][] steps = new double[memory][d];
        double[][] changes = new double[memory][d];
        double[] curvature = new double[memory];
        double[] share = new double[memory];
        double[] direction = new double[d];
        double[] next = new double[d];
        double[] nextGradient = new double[d];
        boolean[] free = new boolean[d];
        int pairs = 0;
        for (int iteration = 0; iteration < iterations; iteration++) {
            double steepest = 0;
            double norm = 0;
            for (int i = 0; i < d; i++) {
                free[i] = !((x[i] <= low[i] && gradient[i] > 0) || (x[i] >= high[i] && gradient[i] < 0));
                direction[i] = free[i] ? gradient[i] : 0;
                steepest = Math.max(steepest, Math.abs(direction[i]));
                norm = Math.fma(direction[i], direction[i], norm);
            }
            norm = Math.sqrt(norm);
            if (!(steepest > gradientTolerance) || !Double.isFinite(norm)) break;
            if (pairs == 0) scale(direction, firstStep / Math.max(norm, firstStep));
            else {
                int kept = Math.min(pairs, memory);
                for (int m = 1; m <= kept; m++) {
                    int at = (pairs - m) % memory;
                    share[at] = curvature[at] * dot(steps[at], direction);
                    add(direction, -share[at], changes[at]);
                }
                int last = (pairs - 1) % memory;
                scale(direction, 1 / (curvature[last] * dot(changes[last], changes[last])));
                for (int m = kept; m >= 1; m--) {
                    int at = (pairs - m) % memory;
                    add(direction, share[at] - curvature[at] * dot(changes[at], direction), steps[at]);
                }
            }
            double slope = 0;
            double length = 0;
            for (int i = 0; i < d; i++) {
                direction[i] = free[i] ? -direction[i] : 0;
                slope = Math.fma(direction[i], gradient[i], slope);
                length = Math.fma(direction[i], direction[i], length);
            }
            length = Math.sqrt(length);
            if (!(slope < 0) || !Double.isFinite(length)) {
                for (int i = 0; i < d; i++)
                    direction[i] = free[i] ? -gradient[i] * firstStep / Math.max(norm, firstStep) : 0;
                length = Math.min(norm, firstStep);
                pairs = 0;
            }
            if (length > longestStep) scale(direction, longestStep / length);

            double step = 1;
            double nextValue = Double.POSITIVE_INFINITY;
            boolean found = false;
            for (int t = 0; t < BACKTRACKS && !found; t++, step *= BACKTRACK) {
                double expected = 0;
                for (int i = 0; i < d; i++) {
                    next[i] = Math.clamp(x[i] + step * direction[i], low[i], high[i]);
                    expected = Math.fma(gradient[i], next[i] - x[i], expected);
                }
                nextValue = function.at(next, nextGradient);
                found = nextValue <= value + ARMIJO * expected;
            }
            if (!found) break;
            int at = pairs % memory;
            double bend = 0;
            for (int i = 0; i < d; i++) {
                steps[at][i] = next[i] - x[i];
                changes[at][i] = nextGradient[i] - gradient[i];
                bend = Math.fma(steps[at][i], changes[at][i], bend);
            }
            if (bend > 1e-12) {
                curvature[at] = 1 / bend;
                pairs++;
            }
            double gain = value - nextValue;
            System.arraycopy(next, 0, x, 0, d);
            System.arraycopy(nextGradient, 0, gradient, 0, d);
            value = nextValue;
            if (!(gain > gainTolerance)) break;
        }
        return value;
    }

    private static double dot(double[] a, double[] b) {
        return Dots.dot(0, a, 0, b, 0, a.length);
    }

    private static void scale(double[] a, double by) {
        for (int i = 0; i < a.length; i++) a[i] *= by;
    }

    private static void add(double[] to, double times, double[] a) {
        for (int i = 0; i < a.length; i++) to[i] = Math.fma(times, a[i], to[i]);
    }
}
