// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;

/**
 * Ackley's function: a plain full of small pits around one deep funnel; 0 where every argument is 0.
 *
 * <p>Source: Ackley 1987, "A Connectionist Machine for Genetic Hillclimbing", with a = 20, b = 0.2 and c = 2π.
 */
final class Ackley implements VectorFunction {
    @Override
    public String description() {
        return "Ackley's funnel among pits; arguments usually in [-32, 32].";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public double reach() {
        return 19.2;
    }

    @Override
    public double at(double[] x, Draws study) {
        double squares = 0;
        double waves = 0;
        for (double each : x) {
            squares += each * each;
            waves += StrictMath.cos(2 * Math.PI * each);
        }
        return -20 * StrictMath.exp(-0.2 * Math.sqrt(squares / x.length))
                - StrictMath.exp(waves / x.length)
                + 20
                + Math.E;
    }

    @Override
    public double minimum(int arguments) {
        return 0;
    }
}
