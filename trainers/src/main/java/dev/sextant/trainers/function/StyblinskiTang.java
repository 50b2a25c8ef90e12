// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;

/**
 * Styblinski and Tang's function: ½ Σ (x⁴ - 16 x² + 5 x), two wells along every argument; least where every argument is
 * -2.903534.
 *
 * <p>Source: Styblinski and Tang 1990, "Experiments in nonconvex optimization".
 */
final class StyblinskiTang implements VectorFunction {
    /** At the least root of 4 x³ - 32 x + 5. */
    private static final double MINIMUM = -39.16616570377141;

    @Override
    public String description() {
        return "Styblinski and Tang's two wells along every argument; arguments usually in [-5, 5].";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public double reach() {
        return 1;
    }

    @Override
    public double at(double[] x, Draws study) {
        double sum = 0;
        for (double each : x) sum += each * each * each * each - 16 * each * each + 5 * each;
        return sum / 2;
    }

    @Override
    public double minimum(int arguments) {
        return arguments * MINIMUM;
    }
}
