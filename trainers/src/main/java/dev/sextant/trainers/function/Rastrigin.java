// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;

/**
 * Rastrigin's function: an egg box in a bowl, 10 d + Σ (x² - 10 cos 2πx); 0 where every argument is 0.
 *
 * <p>Source: Rastrigin 1974, "Systems of Extremal Control", in the form for any number of arguments of Mühlenbein,
 * Schomisch and Born 1991, "The parallel genetic algorithm as function optimizer".
 */
final class Rastrigin implements VectorFunction {
    @Override
    public String description() {
        return "Rastrigin's egg box in a bowl; arguments usually in [-5.12, 5.12].";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public double reach() {
        return 3;
    }

    @Override
    public double at(double[] x, Draws study) {
        double sum = 10.0 * x.length;
        for (double each : x) sum += each * each - 10 * StrictMath.cos(2 * Math.PI * each);
        return sum;
    }

    @Override
    public double minimum(int arguments) {
        return 0;
    }
}
