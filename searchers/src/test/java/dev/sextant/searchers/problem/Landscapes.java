// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import org.jspecify.annotations.Nullable;

/** Functions with a landscape of their own, moved only so little that their optimum stays in the cube. */
final class Landscapes {
    private static final double PI = StrictMath.PI;
    private static final double[][] A6 = {
        {10, 3, 17, 3.5, 1.7, 8}, {.05, 10, 17, .1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, .05, 10, .1, 14}
    };
    private static final double[][] P6 = {
        {.1312, .1696, .5569, .0124, .8283, .5886},
        {.2329, .4135, .8307, .3736, .1004, .9991},
        {.2348, .1451, .3522, .2883, .3047, .6650},
        {.4047, .8828, .8732, .5743, .1091, .0381}
    };
    private static final double[][] A3 = {{3, 10, 30}, {.1, 10, 35}, {3, 10, 30}, {.1, 10, 35}};
    private static final double[][] P3 = {
        {.3689, .1170, .2673}, {.4699, .4387, .7470}, {.1091, .8732, .5547}, {.0381, .5743, .8828}
    };
    private static final double[] ALPHA = {1, 1.2, 3, 3.2};
    private static final double[][] SHEKEL = {
        {4, 4, 4, 4}, {1, 1, 1, 1}, {8, 8, 8, 8}, {6, 6, 6, 6}, {3, 7, 3, 7},
        {2, 9, 2, 9}, {5, 3, 5, 3}, {8, 1, 8, 1}, {6, 2, 6, 2}, {7, 3.6, 7, 3.6}
    };
    private static final double[] SHEKEL_WIDTHS = {.1, .2, .2, .4, .4, .6, .3, .7, .5, .5};
    private static final double STYBLINSKI_MINIMUM = -39.16617;

    private Landscapes() {}

    /** The function, or null where it has no landscape here. */
    static Functions.@Nullable Landscape of(String function, Placement p) {
        int d = p.dimensions();
        return switch (function) {
            case "branin" -> new Functions.Landscape(x -> branin(p.nudged(x)), 0.397887);
            case "hartmann" ->
                d == 3
                        ? new Functions.Landscape(x -> hartmann(A3, P3, p.nudged(x)), -3.86278)
                        : new Functions.Landscape(x -> hartmann(A6, P6, p.nudged(x)), -3.32237);
            case "styblinski" -> new Functions.Landscape(x -> styblinski(p.nudged(x)), STYBLINSKI_MINIMUM * d);
            case "gallagher" -> new Functions.Landscape(x -> gallagher(p, x), 0);
            case "sixhump" -> new Functions.Landscape(x -> sixHumps(p.nudged(x)), -1.031628);
            case "goldstein" -> new Functions.Landscape(x -> goldsteinPrice(p.nudged(x)), 3);
            case "shekel" -> new Functions.Landscape(x -> shekel(p.nudged(x)), -10.53641);
            case "michalewicz" ->
                new Functions.Landscape(x -> michalewicz(p.nudged(x)), d == 2 ? -1.801303 : -4.687658);
            case "crossintray" -> new Functions.Landscape(x -> crossInTray(p.nudged(x)), -2.062612);
            default -> null;
        };
    }

    private static double branin(double[] x) {
        double u = 15 * x[0] - 5;
        double v = 15 * x[1];
        double t = v - 5.1 / (4 * PI * PI) * u * u + 5 / PI * u - 6;
        return t * t + 10 * (1 - 1 / (8 * PI)) * StrictMath.cos(u) + 10;
    }

    private static double hartmann(double[][] a, double[][] p, double[] x) {
        double y = 0;
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) sum += a[i][j] * ((x[j] - p[i][j]) * (x[j] - p[i][j]));
            y -= ALPHA[i] * StrictMath.exp(-sum);
        }
        return y;
    }

    private static double styblinski(double[] x) {
        double y = 0;
        for (double one : x) {
            double u = 10 * one - 5;
            y += .5 * (u * u * u * u - 16 * u * u + 5 * u);
        }
        return y;
    }

    private static double gallagher(Placement p, double[] x) {
        double best = 0;
        for (Placement.Peak peak : p.peaks()) {
            double[] z = p.turned(x, peak.centre());
            double sum = 0;
            for (int j = 0; j < z.length; j++) sum += peak.sharpness()[j] * z[j] * z[j];
            best = Math.max(best, peak.height() * StrictMath.exp(-sum / (2 * z.length)));
        }
        return 10 - best;
    }

    private static double sixHumps(double[] x) {
        double u = 6 * x[0] - 3;
        double v = 4 * x[1] - 2;
        return (4 - 2.1 * u * u + u * u * u * u / 3) * u * u + u * v + (4 * v * v - 4) * v * v;
    }

    private static double goldsteinPrice(double[] x) {
        double u = 4 * x[0] - 2;
        double v = 4 * x[1] - 2;
        double a = 19 - 14 * u + 3 * u * u - 14 * v + 6 * u * v + 3 * v * v;
        double b = 18 - 32 * u + 12 * u * u + 48 * v - 36 * u * v + 27 * v * v;
        return (1 + (u + v + 1) * (u + v + 1) * a) * (30 + (2 * u - 3 * v) * (2 * u - 3 * v) * b);
    }

    private static double shekel(double[] x) {
        double y = 0;
        for (int i = 0; i < SHEKEL.length; i++) {
            double sum = SHEKEL_WIDTHS[i];
            for (int j = 0; j < 4; j++) sum += (10 * x[j] - SHEKEL[i][j]) * (10 * x[j] - SHEKEL[i][j]);
            y -= 1 / sum;
        }
        return y;
    }

    private static double michalewicz(double[] x) {
        double y = 0;
        for (int i = 0; i < x.length; i++) {
            double u = PI * x[i];
            y -= StrictMath.sin(u) * StrictMath.pow(StrictMath.sin((i + 1) * u * u / PI), 20);
        }
        return y;
    }

    private static double crossInTray(double[] x) {
        double u = 20 * x[0] - 10;
        double v = 20 * x[1] - 10;
        double far = Math.abs(100 - StrictMath.sqrt(u * u + v * v) / PI);
        double inner = Math.abs(StrictMath.sin(u) * StrictMath.sin(v) * StrictMath.exp(far)) + 1;
        return -.0001 * StrictMath.pow(inner, .1);
    }
}
