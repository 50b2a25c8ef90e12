// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The model of one trust region: a process conditioned on the {@value #NEAR} trials nearest to its centre and some
 * anchors elsewhere, with a warp and hyperparameters of its own, since what is far away says little about how results
 * vary here.
 *
 * <p>Cost: a process of some 500 trials; every {@value #FIT_EVERY} trials of the region a fit. Threads: immutable.
 */
final class RegionalModel {
    private static final int NEAR = 400;
    private static final int PENDING = 64;
    private static final int ANCHORS = 64;
    private static final int BEST = 36;
    private static final int FIT_EVERY = 20;

    /** Over which the slope of a warp is taken. */
    private static final double STEP = 1e-3;

    /** Of the nearest so many are fitted to. */
    private static final int FIT_NEAR = 192;

    private RegionalModel() {}

    /**
     * The model of a region.
     *
     * @param evidence of all trials
     * @param last theta of the region's newest trial, or of the newest elsewhere
     */
    static Model of(TrustRegion region, Evidence evidence, Encoding encoding, double @Nullable [] last, Draws draws) {
        boolean[] categorical = encoding.categorical();
        double[] centre = encoding.encode(region.centre().configuration());
        double[] weights = last == null
                ? Hyperparameters.of(Hyperparameters.start(centre.length)).weights()
                : Hyperparameters.of(last).weights();
        double[] distances = new double[evidence.all().length];
        new Inputs(evidence.all(), categorical, weights).distances(centre, distances);
        Evidence part = rescaled(new Subset(evidence, categorical)
                .nearest(distances, NEAR)
                .nearestPending(distances, PENDING)
                .best(BEST)
                .farthest(ANCHORS)
                .evidence());
        double[] theta =
                last == null || region.trials() % FIT_EVERY == 0 ? fit(part, centre, weights, categorical, last) : last;
        Hyperparameters hyperparameters = Hyperparameters.of(theta);
        Box box = region.box(centre, categorical, hyperparameters.weights());
        boolean[] inside = new boolean[part.all().length];
        for (int i = 0; i < part.completed(); i++) inside[i] = box.contains(part.points()[i], categorical);
        double[][] best = Pool.best(part.part(inside));
        Warp own = part.warp();
        return new Model(
                theta,
                new Acquisition(part, categorical, hyperparameters, draws.of("bayesian.fantasies")),
                best.length == 0 ? new double[][] {centre} : best,
                box,
                warped -> evidence.warp().invert(own.invert(warped)),
                region);
    }

    /** Theta for what is near the centre and some anchors. */
    private static double[] fit(
            Evidence part, double[] centre, double[] weights, boolean[] categorical, double @Nullable [] last) {
        double[] within = new double[part.all().length];
        new Inputs(part.all(), categorical, weights).distances(centre, within);
        Evidence told = new Subset(part, categorical)
                .nearest(within, FIT_NEAR)
                .farthest(ANCHORS)
                .evidence();
        return Fitting.fitToPart(told, categorical, last, last == null);
    }

    /** The same with values warped once more, by themselves alone. */
    private static Evidence rescaled(Evidence part) {
        OutputWarp warp = new OutputWarp(Arrays.copyOf(part.y(), part.completed()));
        double[] y = Arrays.stream(part.y()).map(warp::apply).toArray();
        double[] extra = part.extra().clone();
        for (int i = 0; i < extra.length; i++) {
            double slope = (warp.apply(part.y()[i] + STEP) - warp.apply(part.y()[i] - STEP)) / (2 * STEP);
            extra[i] *= slope * slope;
        }
        return new Evidence(
                part.points(), y, extra, part.completed(), part.failed(), part.pending(), warp, part.constraints());
    }
}
