// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

/** Whether small or large values of the objective are good. */
public enum Direction {
    MINIMIZE,
    MAXIMIZE;

    /** The value turned so that smaller is better; undoes itself. */
    public double minimized(double value) {
        return this == MINIMIZE ? value : -value;
    }

    /** Best first; NaN last in both directions. */
    public int compare(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        return Double.compare(minimized(a), minimized(b));
    }

    public boolean better(double a, double b) {
        return compare(a, b) < 0;
    }
}
