// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;

/**
 * A long ellipsoid across all axes: Σ 10^(6 i / (d - 1)) z_i² with z the arguments, turned; 0 where every argument is
 * 0.
 *
 * <p>Source: Hansen, Finck, Ros and Auger 2009, "Real-parameter black-box optimization benchmarking 2009: noiseless
 * functions definitions", f10. Departure: their small irregularities are left out.
 *
 * <p>Randomness: the turn is drawn from the study's seed, whether the function is shifted or not.
 */
final class Ellipsoid implements VectorFunction {
    /** Decades between the shortest and the longest axis, squared. */
    private static final double DECADES = 6;

    @Override
    public String description() {
        return "A bowl a thousand times as long as wide, turned by the study's seed; arguments usually in [-5, 5].";
    }

    @Override
    public int fewest() {
        return 2;
    }

    @Override
    public double reach() {
        return 3;
    }

    @Override
    public double at(double[] x, Draws study) {
        double[] z = Rotation.turned(x, study);
        double sum = 0;
        for (int i = 0; i < z.length; i++) sum += StrictMath.pow(10, DECADES * i / (z.length - 1)) * z[i] * z[i];
        return sum;
    }

    @Override
    public double minimum(int arguments) {
        return 0;
    }
}
