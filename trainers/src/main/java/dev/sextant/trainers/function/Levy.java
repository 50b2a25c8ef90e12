// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;

/**
 * Levy's function: waves on a bowl; 0 where every argument is 1.
 *
 * <p>Source: Levy and Montalvo 1985, "The tunneling algorithm for the global minimization of functions", in the form of
 * Laguna and Martí 2005, "Experimental testing of advanced scatter search designs".
 */
final class Levy implements VectorFunction {
    @Override
    public String description() {
        return "Levy's waves on a bowl; arguments usually in [-10, 10].";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public double reach() {
        return 6;
    }

    @Override
    public double at(double[] x, Draws study) {
        double first = StrictMath.sin(Math.PI * w(x[0]));
        double sum = first * first;
        for (int i = 0; i + 1 < x.length; i++) {
            double from = w(x[i]) - 1;
            double wave = StrictMath.sin(Math.PI * w(x[i]) + 1);
            sum += from * from * (1 + 10 * wave * wave);
        }
        double from = w(x[x.length - 1]) - 1;
        double wave = StrictMath.sin(2 * Math.PI * w(x[x.length - 1]));
        return sum + from * from * (1 + wave * wave);
    }

    private static double w(double x) {
        return 1 + (x - 1) / 4;
    }

    @Override
    public double minimum(int arguments) {
        return 0;
    }
}
