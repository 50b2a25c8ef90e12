// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;

/**
 * Rosenbrock's valley, a banana in two dimensions and the chained form of it in more; 0 where every argument is 1.
 *
 * <p>Source: Rosenbrock 1960, "An automatic method for finding the greatest or least value of a function".
 */
final class Rosenbrock implements VectorFunction {
    @Override
    public String description() {
        return "Rosenbrock's curved valley; arguments usually in [-2, 2].";
    }

    @Override
    public int fewest() {
        return 2;
    }

    @Override
    public double reach() {
        return 0.4;
    }

    @Override
    public double at(double[] x, Draws study) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double across = x[i + 1] - x[i] * x[i];
            sum += 100 * across * across + (1 - x[i]) * (1 - x[i]);
        }
        return sum;
    }

    @Override
    public double minimum(int arguments) {
        return 0;
    }
}
