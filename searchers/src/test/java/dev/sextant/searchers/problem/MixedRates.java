// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import static dev.sextant.searchers.problem.LearningRates.square;
import static dev.sextant.searchers.problem.Parameters.branch;
import static dev.sextant.searchers.problem.Parameters.choice;
import static dev.sextant.searchers.problem.Parameters.lg;
import static dev.sextant.searchers.problem.Parameters.linear;
import static dev.sextant.searchers.problem.Parameters.log;
import static dev.sextant.searchers.problem.Parameters.logWhole;
import static dev.sextant.searchers.problem.Parameters.names;
import static dev.sextant.searchers.problem.Parameters.number;
import static dev.sextant.searchers.problem.Parameters.place;
import static dev.sextant.searchers.problem.Parameters.whole;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Space;
import java.util.List;

/** Responses over choices, whole numbers and parameters that exist under one option only. */
final class MixedRates {
    private MixedRates() {}

    /** A schedule and the parameters that only it has; each has its own best learning rate and its own cliff. */
    static LearningRates.Response schedules(double shift) {
        Space space = Space.of(List.of(
                log("lr", 1e-5, 1),
                choice(
                        "sched",
                        Option.of(JsonNodeFactory.instance.textNode("const")),
                        branch("step", log("sched.step.gamma", .01, 1)),
                        Option.of(JsonNodeFactory.instance.textNode("cosine")),
                        branch("warmcos", linear("sched.warmcos.w", 0, .3)))));
        double[] best = {-3, -2.7, -2.4, -2};
        double[] base = {.35, .30, .27, .25};
        return new LearningRates.Response(
                space,
                c -> {
                    int s = place(c, "sched");
                    double l = lg(c, "lr") - shift;
                    double w = s == 3 ? number(c, "sched.warmcos.w") : 0;
                    double t = base[s] + .12 * square(l - best[s]);
                    if (s == 1) t += .05 * square(lg(c, "sched.step.gamma") + 1);
                    if (s == 3) t += 1.5 * square(w - .08);
                    double room = s == 3 ? .6 + 6 * w : s == 2 ? 1 : .9;
                    return l > best[s] + room ? Double.NaN : t;
                },
                .003,
                .25);
    }

    /** The best learning rate depends on width, depth and normalisation; without normalisation there is a cliff. */
    static LearningRates.Response architecture(double shift) {
        Space space = Space.of(List.of(
                names("act", "relu", "gelu", "tanh", "silu"),
                names("norm", "none", "bn", "ln"),
                whole("depth", 1, 12),
                logWhole("width", 16, 2048),
                log("lr", 1e-6, 1)));
        double[] byActivation = {0, -.01, .03, -.005};
        double[] byNorm = {.05, 0, .005};
        double[] rates = {-.6, .3, 0};
        return new LearningRates.Response(
                space,
                c -> {
                    int n = place(c, "norm");
                    double width = number(c, "width");
                    double depth = number(c, "depth");
                    double l = lg(c, "lr") - shift + 2.2 + .3 * StrictMath.log10(width / 128) + .05 * depth - rates[n];
                    double t = .3
                            + .08 * l * l
                            + .03 * Math.abs(StrictMath.log(depth / 6))
                            + .02 * square(StrictMath.log10(width) - 2.6)
                            + byActivation[place(c, "act")]
                            + byNorm[n];
                    return n == 0 && l > .5 ? Double.NaN : t;
                },
                .002,
                .29);
    }

    /**
     * A tree of choices with one parameter at each of four leaves and one at each of two branches. Source: Jenatton et
     * al. 2017, "Bayesian Optimization with Tree-structured Dependencies", section 4.1, with the leaves' optima moved
     * by the seed.
     *
     * @param tilt what each leaf is worse by than the one before it; with 0 all four are equally good
     */
    static LearningRates.Response tree(long seed, double tilt) {
        Space space = Space.of(List.of(choice(
                "x1",
                branch(
                        "a",
                        choice(
                                "x1.a.x2",
                                branch("a", linear("x1.a.x2.a.x4", -1, 1)),
                                branch("b", linear("x1.a.x2.b.x5", -1, 1))),
                        linear("x1.a.r8", 0, 1)),
                branch(
                        "b",
                        choice(
                                "x1.b.x3",
                                branch("a", linear("x1.b.x3.a.x6", -1, 1)),
                                branch("b", linear("x1.b.x3.b.x7", -1, 1))),
                        linear("x1.b.r9", 0, 1)))));
        String[] leaves = {"x1.a.x2.a.x4", "x1.a.x2.b.x5", "x1.b.x3.a.x6", "x1.b.x3.b.x7"};
        DrawSequence draws = new Draws(seed, 92).of("jenatton");
        double[] optima = new double[leaves.length];
        for (int i = 0; i < optima.length; i++) optima[i] = -.6 + 1.2 * draws.uniform();
        int[] order = {0, 1, 2, 3};
        draws.shuffle(order);
        return new LearningRates.Response(
                space,
                c -> {
                    int left = place(c, "x1");
                    int leaf = 2 * left + place(c, left == 0 ? "x1.a.x2" : "x1.b.x3");
                    double rest = number(c, left == 0 ? "x1.a.r8" : "x1.b.r9");
                    return square(number(c, leaves[leaf]) - optima[leaf]) + .1 + rest + tilt * order[leaf];
                },
                0,
                .1);
    }
}
