// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A function to minimise, shifted (and for some rotated) by a seed; NaN where a training would diverge.
 *
 * @param truth the noise-free response
 * @param noise deviation of what is added to it when it is observed
 * @param minimum of the noise-free response
 */
record Problem(String name, Space space, ToDoubleFunction<Configuration> truth, double noise, double minimum) {
    static final List<String> SMOOTH =
            List.of("branin", "hartmann3", "hartmann6", "styblinski4", "ellipsoid6", "rosenbrock5");
    static final List<String> HARD = List.of("ackley4", "levy6", "ridge6", "step5", "gallagher4", "rastrigin4");
    static final List<String> RATES = List.of("lr11", "lr12", "lr13", "lr14", "lr16", "lr18");

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

    /** A function of the unit cube. */
    private interface Cube {
        double at(double[] x);
    }

    static Problem of(String name, long seed) {
        return name.startsWith("lr") ? learningRate(name, seed) : synthetic(name, seed);
    }

    /** What a trial of it reports; the noise of the n-th trial is a function of n. */
    double observed(Configuration configuration, long seed, int trial) {
        double truth = this.truth.applyAsDouble(configuration);
        return truth + noise * new Draws(seed, trial).of("noise").normal();
    }

    private static Problem synthetic(String name, long seed) {
        int d = name.equals("branin") ? 2 : name.charAt(name.length() - 1) - '0';
        DrawSequence draws = new Draws(seed, 777).of(name);
        double[] small = new double[d];
        double[] s = new double[d];
        double[] w = new double[d];
        for (int i = 0; i < d; i++) {
            small[i] = -.1 + .2 * draws.uniform();
            s[i] = .2 + .6 * draws.uniform();
            w[i] = .5 + 1.5 * draws.uniform();
        }
        double[][] q = rotation(d, draws);
        double[][] c = new double[21][d];
        double[][] sharp = new double[21][d];
        double[] heights = new double[21];
        for (int i = 0; i < 21; i++) {
            heights[i] = i == 0 ? 10 : 1.1 + 8 * draws.uniform();
            for (int j = 0; j < d; j++) {
                c[i][j] = .1 + .8 * draws.uniform();
                sharp[i][j] = StrictMath.pow(10, 1 + 1.2 * draws.uniform());
            }
        }
        Cube f = switch (name) {
            case "branin" ->
                x -> {
                    double u = 15 * (x[0] + small[0]) - 5;
                    double v = 15 * (x[1] + small[1]);
                    double t = v - 5.1 / (4 * PI * PI) * u * u + 5 / PI * u - 6;
                    return t * t + 10 * (1 - 1 / (8 * PI)) * StrictMath.cos(u) + 10;
                };
            case "hartmann3" -> x -> hartmann(A3, P3, x, small);
            case "hartmann6" -> x -> hartmann(A6, P6, x, small);
            case "styblinski4" ->
                x -> {
                    double y = 0;
                    for (int i = 0; i < d; i++) {
                        double u = 10 * (x[i] + small[i]) - 5;
                        y += .5 * (u * u * u * u - 16 * u * u + 5 * u);
                    }
                    return y;
                };
            case "ellipsoid6" ->
                x -> {
                    double[] z = turned(q, x, s);
                    double y = 0;
                    for (int i = 0; i < d; i++) y += StrictMath.pow(10, 3.0 * i / (d - 1)) * z[i] * z[i];
                    return y;
                };
            case "rosenbrock5" ->
                x -> {
                    double y = 0;
                    for (int i = 0; i + 1 < d; i++) {
                        double u = 1 + 4 * (x[i] - s[i]);
                        double v = 1 + 4 * (x[i + 1] - s[i + 1]);
                        y += 100 * (v - u * u) * (v - u * u) + (1 - u) * (1 - u);
                    }
                    return y;
                };
            case "ackley4" ->
                x -> {
                    double[] z = turned(q, x, s);
                    double squares = 0;
                    double waves = 0;
                    for (double one : z) {
                        squares += 400 * one * one / d;
                        waves += StrictMath.cos(2 * PI * 20 * one) / d;
                    }
                    return 20
                            - 20 * StrictMath.exp(-.2 * StrictMath.sqrt(squares))
                            + StrictMath.E
                            - StrictMath.exp(waves);
                };
            case "levy6" ->
                x -> {
                    double[] u = new double[d];
                    for (int i = 0; i < d; i++) u[i] = 1 + 5 * (x[i] - s[i]);
                    double y = square(StrictMath.sin(PI * u[0]));
                    for (int i = 0; i + 1 < d; i++)
                        y += square(u[i] - 1) * (1 + 10 * square(StrictMath.sin(PI * u[i] + 1)));
                    return y + square(u[d - 1] - 1) * (1 + square(StrictMath.sin(2 * PI * u[d - 1])));
                };
            case "ridge6" ->
                x -> {
                    double[] z = turned(q, x, s);
                    double rest = 0;
                    for (int i = 1; i < d; i++) rest += z[i] * z[i];
                    return 10 * z[0] * z[0] + 10 * StrictMath.sqrt(rest);
                };
            case "step5" ->
                x -> {
                    double[] z = turned(q, x, s);
                    double y = 0;
                    for (int i = 0; i < d; i++) y += StrictMath.floor(12 * Math.abs(z[i])) * w[i];
                    return y;
                };
            case "gallagher4" ->
                x -> {
                    double best = 0;
                    for (int i = 0; i < 21; i++) {
                        double[] z = turned(q, x, c[i]);
                        double sum = 0;
                        for (int j = 0; j < d; j++) sum += sharp[i][j] * z[j] * z[j];
                        best = Math.max(best, heights[i] * StrictMath.exp(-sum / (2 * d)));
                    }
                    return 10 - best;
                };
            case "rastrigin4" ->
                x -> {
                    double y = 10 * d;
                    for (double one : turned(q, x, s)) y += 25 * one * one - 10 * StrictMath.cos(10 * PI * one);
                    return y;
                };
            default -> throw new IllegalArgumentException(name);
        };
        double minimum = switch (name) {
            case "branin" -> 0.397887;
            case "hartmann3" -> -3.86278;
            case "hartmann6" -> -3.32237;
            case "styblinski4" -> -39.16617 * 4;
            default -> 0;
        };
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < d; i++) parameters.add(real("x" + i, 0, 1, Scale.LINEAR));
        Space space = Space.of(parameters);
        return new Problem(name, space, configuration -> f.at(space.toUnit(configuration)), 0, minimum);
    }

    private static double hartmann(double[][] a, double[][] p, double[] x, double[] shift) {
        double y = 0;
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) sum += a[i][j] * square(x[j] + shift[j] - p[i][j]);
            y -= ALPHA[i] * StrictMath.exp(-sum);
        }
        return y;
    }

    private static double[] turned(double[][] q, double[] x, double[] s) {
        double[] z = new double[x.length];
        for (int i = 0; i < z.length; i++) for (int j = 0; j < z.length; j++) z[i] += q[i][j] * (x[j] - s[j]);
        return z;
    }

    /** Random directions, made orthogonal one after the other. */
    private static double[][] rotation(int d, DrawSequence draws) {
        double[][] q = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) q[i][j] = draws.normal();
            for (int k = 0; k < i; k++) {
                double along = 0;
                for (int j = 0; j < d; j++) along += q[i][j] * q[k][j];
                for (int j = 0; j < d; j++) q[i][j] -= along * q[k][j];
            }
            double length = 0;
            for (int j = 0; j < d; j++) length += q[i][j] * q[i][j];
            for (int j = 0; j < d; j++) q[i][j] /= StrictMath.sqrt(length);
        }
        return q;
    }

    /** Responses to a learning rate: valleys with a cliff beyond which trainings diverge. */
    private static Problem learningRate(String name, long seed) {
        double shift = -.6 + 1.2 * new Draws(seed, 92).of(name).uniform();
        return switch (name) {
            case "lr11", "lr14" -> {
                Space space = Space.of(List.of(real("lr", 1e-6, 10, Scale.LOG), real("m", 0, .999, Scale.LINEAR)));
                yield new Problem(
                        name,
                        space,
                        c -> {
                            double m = lg(1 - number(c, "m"));
                            double a = lg(number(c, "lr")) - m - shift;
                            double t = .25 + 1.5 * (1 - StrictMath.exp(-square(a + 1) / .98)) + .02 * square(m + 1);
                            if (name.equals("lr14")) return t + 1.75 * StrictMath.exp(Math.min(40, 6 * (a - .4)));
                            return a > .4 ? Double.NaN : t;
                        },
                        name.equals("lr14") ? .0125 : .005,
                        .25);
            }
            case "lr12" -> {
                Domain.Choice schedules = new Domain.Choice(List.of(
                        Option.of(JsonNodeFactory.instance.textNode("const")),
                        branch("step", real("sched.step.gamma", .01, 1, Scale.LOG)),
                        Option.of(JsonNodeFactory.instance.textNode("cosine")),
                        branch("warmcos", real("sched.warmcos.w", 0, .3, Scale.LINEAR))));
                Space space = Space.of(List.of(
                        real("lr", 1e-5, 1, Scale.LOG), new Parameter("sched", schedules, schedules.fromUnit(0.5))));
                double[] best = {-3, -2.7, -2.4, -2};
                double[] base = {.35, .30, .27, .25};
                yield new Problem(
                        name,
                        space,
                        c -> {
                            int s = place(c, "sched");
                            double l = lg(number(c, "lr")) - shift;
                            double w = s == 3 ? number(c, "sched.warmcos.w") : 0;
                            double t = base[s] + .12 * square(l - best[s]);
                            if (s == 1) t += .05 * square(lg(number(c, "sched.step.gamma")) + 1);
                            if (s == 3) t += 1.5 * square(w - .08);
                            double room = s == 3 ? .6 + 6 * w : s == 2 ? 1 : .9;
                            return l > best[s] + room ? Double.NaN : t;
                        },
                        .003,
                        .25);
            }
            case "lr13" -> {
                Space space = Space.of(List.of(real("lr", 1e-5, 10, Scale.LOG), real("omb2", 1e-4, .2, Scale.LOG)));
                yield new Problem(
                        name,
                        space,
                        c -> {
                            double q = lg(number(c, "omb2")) + 3;
                            double z = lg(number(c, "lr")) - shift + 1.5 - .3 * q;
                            return z >= 0 ? Double.NaN : .2 + .12 * z * z + .02 * q * q;
                        },
                        .002,
                        .2);
            }
            case "lr16" -> {
                Space space = Space.of(List.of(
                        real("lr", 1e-8, 10, Scale.LOG),
                        real("omb1", 1e-4, 1, Scale.LOG),
                        real("omb2", 1e-6, 1, Scale.LOG),
                        real("eps", 1e-10, 1e3, Scale.LOG),
                        real("l1", 1e-8, 10, Scale.LOG),
                        real("l2", 1e-8, 10, Scale.LOG),
                        real("ed", 1e-6, 1e-3, Scale.LOG),
                        real("ld", 1e-7, 1e-4, Scale.LOG)));
                yield new Problem(
                        name,
                        space,
                        c -> {
                            double e = lg(number(c, "lr")) - shift + 2.5 - .1 * (lg(number(c, "eps")) + 8);
                            double q = square(e / .8)
                                    + .3 * square(lg(number(c, "omb1")) + 1)
                                    + .1 * square(lg(number(c, "omb2")) + 3)
                                    + .1 * square(lg(number(c, "ed")) + 5);
                            double t = .69
                                    - .5
                                            * StrictMath.exp(-q)
                                            * (1 - sigmoid(2 * (lg(number(c, "l1")) + 3)))
                                            * (1 - sigmoid(2 * (lg(number(c, "l2")) + 2)));
                            return e > 1.7 ? Double.NaN : t;
                        },
                        .002,
                        .190026);
            }
            case "lr18" -> {
                Domain.Choice activation = names("relu", "gelu", "tanh", "silu");
                Domain.Choice norm = names("none", "bn", "ln");
                Space space = Space.of(List.of(
                        new Parameter("act", activation, activation.fromUnit(.5)),
                        new Parameter("norm", norm, norm.fromUnit(.5)),
                        new Parameter("depth", new Domain.Whole(1, 12, Scale.LINEAR), new Value.Whole(7)),
                        new Parameter("width", new Domain.Whole(16, 2048, Scale.LOG), new Value.Whole(178)),
                        real("lr", 1e-6, 1, Scale.LOG)));
                double[] byActivation = {0, -.01, .03, -.005};
                double[] byNorm = {.05, 0, .005};
                double[] rates = {-.6, .3, 0};
                yield new Problem(
                        name,
                        space,
                        c -> {
                            int n = place(c, "norm");
                            double width = number(c, "width");
                            double depth = number(c, "depth");
                            double l =
                                    lg(number(c, "lr")) - shift + 2.2 + .3 * lg(width / 128) + .05 * depth - rates[n];
                            double t = .3
                                    + .08 * l * l
                                    + .03 * Math.abs(StrictMath.log(depth / 6))
                                    + .02 * square(lg(width) - 2.6)
                                    + byActivation[place(c, "act")]
                                    + byNorm[n];
                            return n == 0 && l > .5 ? Double.NaN : t;
                        },
                        .002,
                        .29);
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static double square(double x) {
        return x * x;
    }

    private static double lg(double x) {
        return StrictMath.log10(x);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double number(Configuration configuration, String path) {
        return switch (configuration.get(path)) {
            case Value.Real real -> real.number();
            case Value.Whole whole -> whole.number();
            case Value.Chosen chosen -> chosen.index();
            case null -> throw new AssertionError(path);
        };
    }

    private static int place(Configuration configuration, String path) {
        return (int) number(configuration, path);
    }

    private static Parameter real(String path, double low, double high, Scale scale) {
        Domain.Range range = new Domain.Range(low, high, scale);
        return new Parameter(path, range, range.fromUnit(.5));
    }

    private static Option branch(String label, Parameter child) {
        return new Option(label, JsonNodeFactory.instance.objectNode(), true, List.of(child));
    }

    private static Domain.Choice names(String... names) {
        return new Domain.Choice(java.util.Arrays.stream(names)
                .map(name -> Option.of(JsonNodeFactory.instance.textNode(name)))
                .toList());
    }
}
