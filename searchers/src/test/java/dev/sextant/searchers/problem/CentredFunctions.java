// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import java.util.function.ToDoubleFunction;

/** Functions of the way z from their optimum, where they are 0: the optimum may be put anywhere, the axes turned. */
final class CentredFunctions {
    private static final double PI = StrictMath.PI;

    private CentredFunctions() {}

    static Functions.Cube of(String function, Placement placement, boolean turned) {
        ToDoubleFunction<double[]> of = switch (function) {
            case "ellipsoid" -> CentredFunctions::ellipsoid;
            case "rosenbrock" -> CentredFunctions::rosenbrock;
            case "ackley" -> CentredFunctions::ackley;
            case "levy" -> CentredFunctions::levy;
            case "ridge" -> CentredFunctions::ridge;
            case "step" -> z -> steps(z, placement.weights());
            case "rastrigin" -> CentredFunctions::rastrigin;
            case "griewank" -> CentredFunctions::griewank;
            case "dixonprice" -> CentredFunctions::dixonPrice;
            case "zakharov" -> CentredFunctions::zakharov;
            case "powell" -> CentredFunctions::powell;
            case "spherelog" -> CentredFunctions::logarithmicSphere;
            default -> throw new IllegalArgumentException("no function is called " + function);
        };
        boolean alongAxes =
                !turned && (function.equals("rosenbrock") || function.equals("levy") || function.equals("dixonprice"));
        return alongAxes ? x -> of.applyAsDouble(placement.straight(x)) : x -> of.applyAsDouble(placement.turned(x));
    }

    private static double ellipsoid(double[] z) {
        double y = 0;
        for (int i = 0; i < z.length; i++) y += StrictMath.pow(10, 3.0 * i / (z.length - 1)) * z[i] * z[i];
        return y;
    }

    private static double rosenbrock(double[] z) {
        double y = 0;
        for (int i = 0; i + 1 < z.length; i++) {
            double u = 1 + 4 * z[i];
            double v = 1 + 4 * z[i + 1];
            y += 100 * (v - u * u) * (v - u * u) + (1 - u) * (1 - u);
        }
        return y;
    }

    private static double ackley(double[] z) {
        double squares = 0;
        double waves = 0;
        for (double one : z) {
            squares += 400 * one * one / z.length;
            waves += StrictMath.cos(2 * PI * 20 * one) / z.length;
        }
        return 20 - 20 * StrictMath.exp(-.2 * StrictMath.sqrt(squares)) + StrictMath.E - StrictMath.exp(waves);
    }

    private static double levy(double[] z) {
        int d = z.length;
        double[] u = new double[d];
        for (int i = 0; i < d; i++) u[i] = 1 + 5 * z[i];
        double y = square(StrictMath.sin(PI * u[0]));
        for (int i = 0; i + 1 < d; i++) y += square(u[i] - 1) * (1 + 10 * square(StrictMath.sin(PI * u[i] + 1)));
        return y + square(u[d - 1] - 1) * (1 + square(StrictMath.sin(2 * PI * u[d - 1])));
    }

    private static double ridge(double[] z) {
        double rest = 0;
        for (int i = 1; i < z.length; i++) rest += z[i] * z[i];
        return 10 * z[0] * z[0] + 10 * StrictMath.sqrt(rest);
    }

    private static double steps(double[] z, double[] weights) {
        double y = 0;
        for (int i = 0; i < z.length; i++) y += StrictMath.floor(12 * Math.abs(z[i])) * weights[i];
        return y;
    }

    private static double rastrigin(double[] z) {
        double y = 10 * z.length;
        for (double one : z) y += 25 * one * one - 10 * StrictMath.cos(10 * PI * one);
        return y;
    }

    private static double griewank(double[] z) {
        double sum = 0;
        double product = 1;
        for (int i = 0; i < z.length; i++) {
            double u = 100 * z[i];
            sum += u * u / 4000;
            product *= StrictMath.cos(u / StrictMath.sqrt(i + 1));
        }
        return sum - product + 1;
    }

    /** Its optimum lies at 2^-(1 - 2^-(i - 1)) in the i-th dimension, from 1. */
    private static double dixonPrice(double[] z) {
        double before = 1 + 8 * z[0];
        double y = square(before - 1);
        double exponent = 0;
        for (int i = 1; i < z.length; i++) {
            exponent = (exponent + 1) / 2;
            double u = StrictMath.pow(2, -exponent) + 8 * z[i];
            y += (i + 1) * square(2 * u * u - before);
            before = u;
        }
        return y;
    }

    private static double zakharov(double[] z) {
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            double u = 10 * z[i];
            squares += u * u;
            sum += .5 * (i + 1) * u;
        }
        return squares + sum * sum + sum * sum * sum * sum;
    }

    /** In four or eight dimensions. */
    private static double powell(double[] z) {
        double y = 0;
        for (int i = 0; i + 3 < z.length; i += 4) {
            double a = 6 * z[i];
            double b = 6 * z[i + 1];
            double c = 6 * z[i + 2];
            double d = 6 * z[i + 3];
            y += square(a + 10 * b) + 5 * square(c - d) + square(square(b - 2 * c)) + 10 * square(square(a - d));
        }
        return y;
    }

    private static double logarithmicSphere(double[] z) {
        double squares = 0;
        for (double one : z) squares += one * one;
        return StrictMath.log1p(1000 * squares);
    }

    private static double square(double x) {
        return x * x;
    }
}
