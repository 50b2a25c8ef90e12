// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

/** How the unit interval is laid over a numeric range. */
public enum Scale {
    /** Equal differences are equally far apart. */
    LINEAR,
    /** Equal ratios are equally far apart; the range must lie above 0. */
    LOG;

    /** The coordinate on which equal steps count the same: the value itself, or its natural logarithm. */
    double forward(double value) {
        return switch (this) {
            case LINEAR -> value;
            case LOG -> StrictMath.log(value);
        };
    }

    double backward(double coordinate) {
        return switch (this) {
            case LINEAR -> coordinate;
            case LOG -> StrictMath.exp(coordinate);
        };
    }
}
