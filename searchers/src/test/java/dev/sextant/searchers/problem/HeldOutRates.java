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
import static dev.sextant.searchers.problem.Parameters.numbers;
import static dev.sextant.searchers.problem.Parameters.place;
import static dev.sextant.searchers.problem.Parameters.whole;

import dev.sextant.engine.space.Space;
import java.util.List;

/** Responses of the same kinds that no searcher was developed on. */
final class HeldOutRates {
    private HeldOutRates() {}

    /** Two optimizers, each with its own learning rate, one more parameter and its own cliff. */
    static LearningRates.Response optimizers(double shift) {
        Space space = Space.of(List.of(
                choice(
                        "optimizer",
                        branch("sgd", log("optimizer.sgd.lr", 1e-4, 10), linear("optimizer.sgd.m", 0, .99)),
                        branch("adam", log("optimizer.adam.lr", 1e-6, .1), log("optimizer.adam.omb2", 1e-4, .2))),
                logWhole("batch", 16, 512),
                whole("depth", 2, 10)));
        return new LearningRates.Response(
                space,
                c -> {
                    double depth = number(c, "depth");
                    double wide = .5 * StrictMath.log10(number(c, "batch") / 64);
                    double common = .015 * Math.abs(depth - 5) + .03 * wide * wide;
                    if (place(c, "optimizer") == 0) {
                        double m = StrictMath.log10(1 - number(c, "optimizer.sgd.m"));
                        double l = lg(c, "optimizer.sgd.lr") - m - 2 * wide - shift;
                        return l > .8 ? Double.NaN : .30 + .15 * l * l + .02 * square(m + 1) + common;
                    }
                    double l = lg(c, "optimizer.adam.lr") + 3 - wide - .5 * shift + .05 * (depth - 4);
                    double q = lg(c, "optimizer.adam.omb2") + 2;
                    return l > 1.2 ? Double.NaN : .27 + .1 * l * l + .02 * q * q + common;
                },
                .004,
                .27);
    }

    /** Nothing is learnt but in a narrow range of rates; beyond it losses explode but stay finite. */
    static LearningRates.Response plateau(double shift) {
        Space space = Space.of(
                List.of(log("lr", 1e-7, 10), log("decay", 1e-7, 1), linear("smoothing", 0, .5), log("clip", .01, 100)));
        return new LearningRates.Response(
                space,
                c -> {
                    double l = lg(c, "lr") + 2.5 - shift;
                    double decay = lg(c, "decay") + 4;
                    double over = l + .3 * lg(c, "clip") - 1;
                    double learnt = .4 * StrictMath.exp(-square(l / .6) - .1 * decay * decay);
                    return .69
                            - learnt
                            + .5 * square(number(c, "smoothing") - .1)
                            + (over > 0 ? StrictMath.pow(10, Math.min(15, 4 * over)) - 1 : 0);
                },
                .008,
                .29);
    }

    /** The best learning rate rises with the batch size, and is steep towards the cliff. */
    static LearningRates.Response batches(double shift) {
        Space space = Space.of(List.of(
                log("lr", 1e-6, 1),
                numbers("batch", 16, 32, 64, 128, 256, 512),
                whole("cycles", 1, 8),
                names("anneal", "linear", "cosine", "poly")));
        double[] byAnneal = {.01, 0, .02};
        return new LearningRates.Response(
                space,
                c -> {
                    int batch = place(c, "batch");
                    double l = lg(c, "lr") + 2.6 - .15 * batch - shift;
                    if (l > .6) return Double.NaN;
                    return .4
                            + (l > 0 ? .3 : .08) * l * l
                            + .012 * square(batch - 2)
                            + .004 * square(number(c, "cycles") - 3)
                            + byAnneal[place(c, "anneal")];
                },
                .004,
                .4);
    }

    /** Two scales whose product must be right: trainings fail on both sides of a corridor. */
    static LearningRates.Response corridor(double shift) {
        Space space = Space.of(List.of(log("lr", 1e-8, 100), log("scale", 1e-4, 1e4)));
        return new LearningRates.Response(
                space,
                c -> {
                    double z = lg(c, "lr") + lg(c, "scale") - shift + 1;
                    double w = lg(c, "lr") - lg(c, "scale") + 3;
                    return Math.abs(z) > 2 ? Double.NaN : .5 + .1 * square(z - .3) + .02 * w * w;
                },
                .001,
                .5);
    }
}
