// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.Draws;

/**
 * Hartman's functions, published for the unit cube: -Σ c_i exp(-Σ a_ij (x_j - p_ij)²), four wells of different depth.
 *
 * <p>Source: Dixon and Szegő 1978, "The global optimisation problem: an introduction", in Towards Global Optimisation
 * 2, who spell it Hartman. The field has become used to two n.
 *
 * @param description for documentation
 * @param minimum at {@code (0.114589, 0.555649, 0.852547)}, and at {@code (0.201690, 0.150011, 0.476874, 0.275332,
 *     0.311652, 0.657301)}; found by Newton's method from the published points
 */
record Hartmann(String description, double[][] a, double[][] p, double minimum) implements VectorFunction {
    static final Hartmann THREE = new Hartmann(
            "Hartmann's function of three arguments in [0, 1].",
            new double[][] {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}},
            new double[][] {
                {0.3689, 0.1170, 0.2673},
                {0.4699, 0.4387, 0.7470},
                {0.1091, 0.8732, 0.5547},
                {0.0381, 0.5743, 0.8828}
            },
            -3.862779787332663);

    static final Hartmann SIX = new Hartmann(
            "Hartmann's function of six arguments in [0, 1].",
            new double[][] {
                {10, 3, 17, 3.5, 1.7, 8},
                {0.05, 10, 17, 0.1, 8, 14},
                {3, 3.5, 1.7, 10, 17, 8},
                {17, 8, 0.05, 10, 0.1, 14}
            },
            new double[][] {
                {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
                {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
                {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
                {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
            },
            -3.322368011415515);

    private static final double[] C = {1, 1.2, 3, 3.2};

    @Override
    public int fewest() {
        return a[0].length;
    }

    @Override
    public int most() {
        return a[0].length;
    }

    @Override
    public double reach() {
        return 0.1;
    }

    @Override
    public double at(double[] x, Draws study) {
        double sum = 0;
        for (int i = 0; i < C.length; i++) {
            double distance = 0;
            for (int j = 0; j < x.length; j++) distance += a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]);
            sum += C[i] * StrictMath.exp(-distance);
        }
        return -sum;
    }

    @Override
    public double minimum(int arguments) {
        return minimum;
    }
}
