// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import static dev.sextant.searchers.problem.Parameters.lg;
import static dev.sextant.searchers.problem.Parameters.linear;
import static dev.sextant.searchers.problem.Parameters.log;
import static dev.sextant.searchers.problem.Parameters.logWhole;
import static dev.sextant.searchers.problem.Parameters.number;
import static dev.sextant.searchers.problem.Parameters.whole;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Responses to a learning rate: valleys with a cliff beyond which trainings diverge, moved along the learning rate by
 * the seed. A name that ends in {@code loud} is the same response with much noise.
 */
final class LearningRates {
    private static final String LOUD = "loud";
    private static final double LOUDER = 8;
    /** A logarithm beyond which a loss is as good as infinite: keeps it finite. */
    private static final double WORST = 40;

    private LearningRates() {}

    static Problem of(String name, long seed) {
        double shift = -.6 + 1.2 * new Draws(seed, 92).of(name).uniform();
        double loudness = name.endsWith(LOUD) ? LOUDER : 1;
        String response = name.endsWith(LOUD) ? name.substring(0, name.length() - LOUD.length()) : name;
        Response of = switch (response) {
            case "lr11" -> momentum(shift);
            case "lr11wide" -> momentumAndMore(shift);
            case "lr12" -> MixedRates.schedules(shift);
            case "lr13" -> edge(shift);
            case "lr14" -> explosion(shift);
            case "lr16" -> eight(shift);
            case "lr17" -> lastEpoch(shift);
            case "lr18" -> MixedRates.architecture(shift);
            case "lr21" -> HeldOutRates.optimizers(shift);
            case "lr22" -> HeldOutRates.plateau(shift);
            case "lr23" -> HeldOutRates.batches(shift);
            case "lr24" -> HeldOutRates.corridor(shift);
            case "jenatton" -> MixedRates.tree(seed, 0);
            case "jenatton_tilted" -> MixedRates.tree(seed, .02);
            default -> throw new IllegalArgumentException("no response is called " + name);
        };
        return new Problem(
                name, of.space(), of.truth(), Problem.Readout.deviating(loudness * of.noise()), of.minimum());
    }

    /** What a problem is made of, but for its name. */
    record Response(Space space, ToDoubleFunction<Configuration> truth, double noise, double minimum) {}

    /** Learning rate and momentum act as one effective rate. */
    private static Response momentum(double shift) {
        Space space = Space.of(List.of(log("lr", 1e-6, 10), linear("m", 0, .999)));
        return new Response(
                space,
                c -> {
                    double m = StrictMath.log10(1 - number(c, "m"));
                    double a = lg(c, "lr") - m - shift;
                    return a > .4 ? Double.NaN : valley(a, m);
                },
                .005,
                .25);
    }

    private static double valley(double a, double m) {
        return .25 + 1.5 * (1 - StrictMath.exp(-square(a + 1) / .98)) + .02 * square(m + 1);
    }

    /** The same with four more parameters, where warm-up epochs move the cliff and the batch size the valley. */
    private static Response momentumAndMore(double shift) {
        Space space = Space.of(List.of(
                log("lr", 1e-6, 10),
                linear("m", 0, .999),
                logWhole("batch", 8, 512),
                log("decay", 1e-6, .1),
                linear("dropout", 0, .8),
                whole("warmup", 0, 10)));
        return new Response(
                space,
                c -> {
                    double m = StrictMath.log10(1 - number(c, "m"));
                    double a = lg(c, "lr") - m - StrictMath.log10(number(c, "batch") / 64) - shift;
                    if (a > .2 + .08 * number(c, "warmup")) return Double.NaN;
                    return valley(a, m)
                            + .03 * square(lg(c, "decay") + 4)
                            + .3 * square(number(c, "dropout") - .3)
                            + .004 * square(number(c, "warmup") - 4);
                },
                .005,
                .25);
    }

    /** No trial diverges: beyond the valley the loss explodes, to 1e12. */
    private static Response explosion(double shift) {
        Response calm = momentum(shift);
        return new Response(
                calm.space(),
                c -> {
                    double m = StrictMath.log10(1 - number(c, "m"));
                    double a = lg(c, "lr") - m - shift;
                    return valley(a, m) + 1.75 * StrictMath.exp(Math.min(WORST, 6 * (a - .4)));
                },
                .0125,
                .25);
    }

    /** The best learning rate is the largest that does not diverge. */
    private static Response edge(double shift) {
        Space space = Space.of(List.of(log("lr", 1e-5, 10), log("omb2", 1e-4, .2)));
        return new Response(
                space,
                c -> {
                    double q = lg(c, "omb2") + 3;
                    double z = lg(c, "lr") - shift + 1.5 - .3 * q;
                    return z >= 0 ? Double.NaN : .2 + .12 * z * z + .02 * q * q;
                },
                .002,
                .2);
    }

    /** Eight parameters of an optimizer, of which regularisation spoils everything when it is large. */
    private static Response eight(double shift) {
        Space space = Space.of(List.of(
                log("lr", 1e-8, 10),
                log("omb1", 1e-4, 1),
                log("omb2", 1e-6, 1),
                log("eps", 1e-10, 1e3),
                log("l1", 1e-8, 10),
                log("l2", 1e-8, 10),
                log("ed", 1e-6, 1e-3),
                log("ld", 1e-7, 1e-4)));
        return new Response(
                space,
                c -> {
                    double e = lg(c, "lr") - shift + 2.5 - .1 * (lg(c, "eps") + 8);
                    double q = square(e / .8)
                            + .3 * square(lg(c, "omb1") + 1)
                            + .1 * square(lg(c, "omb2") + 3)
                            + .1 * square(lg(c, "ed") + 5);
                    double t = .69
                            - .5
                                    * StrictMath.exp(-q)
                                    * (1 - sigmoid(2 * (lg(c, "l1") + 3)))
                                    * (1 - sigmoid(2 * (lg(c, "l2") + 2)));
                    return e > 1.7 ? Double.NaN : t;
                },
                .002,
                .190026);
    }

    /** The last of 81 epochs of a training whose rate of learning and whose final loss depend on the learning rate. */
    private static Response lastEpoch(double shift) {
        Space space = Space.of(List.of(
                log("lr", 1e-5, 1), log("decay", 1e-6, .1), linear("dropout", 0, .8), logWhole("width", 16, 1024)));
        return new Response(
                space,
                c -> {
                    double x = lg(c, "lr") - shift;
                    if (x > -.7) return Double.NaN;
                    double last = .2 + .1 * square(x + 2.7) + .15 * Math.max(0, x + 2.3);
                    double speed = StrictMath.pow(10, x + 2);
                    return last
                            + (2.3 - last) / (1 + 81 * speed)
                            + .03 * square(lg(c, "decay") + 3.3)
                            + .15 * square(number(c, "dropout") - .25)
                            + .03 * square(lg(c, "width") - 2.3);
                },
                .005,
                .2661);
    }

    static double square(double x) {
        return x * x;
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
