// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest learning rate at which fewer than a tenth of all trainings diverge.
 *
 * <p>The probability of diverging is a logistic function of the learning rate on its domain's scale, fitted with
 * Firth's penalty, which keeps it finite: Firth 1993, "Bias reduction of maximum likelihood estimates", and Heinze and
 * Schemper 2002, "A solution to the problem of separation in logistic regression", whose penalised likelihood-ratio
 * test decides whether it rises at all (at 5 %). Departure: where every rate that diverged lies above every one that
 * trained, the likelihood alone says that the curve is a step somewhere between the two, and the middle is told; the
 * penalty would put the tenth far below rates that trained.
 *
 * <p>Cost: O(n) for n trials: more than {@value #BINNED} are counted in as many bins of equal width.
 */
final class DivergenceThreshold {
    /** So many trainings may diverge. */
    static final double SHARE = 0.1;

    private static final int BINNED = 512;
    private static final int MOST_STEPS = 50;

    /** The 95 % quantile of χ² with one degree of freedom. */
    private static final double CERTAIN = 3.841458820694124;

    /** Trainings at one place: how many, and how many of them diverged. */
    private record Place(double x, double trials, double diverged) {}

    /** A curve, and the penalised logarithm of its likelihood. */
    private record Curve(double intercept, double slope, double likelihood) {}

    private final List<Place> places;

    private DivergenceThreshold(List<Place> places) {
        this.places = places;
    }

    /**
     * NaN where nothing diverged, or the probability is not seen to rise with the rate; the smallest rate where
     * everything diverged, or where already at that more than a tenth would. Failed trials do not count.
     *
     * @param logarithmic whether equal ratios of rates are equally far apart; then rates not above 0 do not count
     */
    static double of(List<RankedTrial> trials, boolean logarithmic) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double highestTrained = Double.NEGATIVE_INFINITY;
        double lowestDiverged = Double.POSITIVE_INFINITY;
        for (RankedTrial trial : trials) {
            if (!counts(trial, logarithmic)) continue;
            low = Math.min(low, trial.rate());
            high = Math.max(high, trial.rate());
            if (trial.outcome() instanceof Outcome.Diverged) lowestDiverged = Math.min(lowestDiverged, trial.rate());
            else highestTrained = Math.max(highestTrained, trial.rate());
        }
        if (lowestDiverged == Double.POSITIVE_INFINITY) return Double.NaN;
        if (highestTrained == Double.NEGATIVE_INFINITY) return low;
        if (highestTrained < lowestDiverged)
            return logarithmic
                    ? Math.sqrt(highestTrained) * Math.sqrt(lowestDiverged)
                    : highestTrained + (lowestDiverged - highestTrained) / 2;
        if (!(low < high)) return Double.NaN;
        double from = forward(low, logarithmic);
        double width = forward(high, logarithmic) - from;
        double at = new DivergenceThreshold(places(trials, logarithmic, from, width)).tenth();
        double rate = logarithmic ? StrictMath.exp(from + at * width) : from + at * width;
        return at > 1 ? Double.NaN : at <= 0 ? low : Math.clamp(rate, low, high);
    }

    private static boolean counts(RankedTrial trial, boolean logarithmic) {
        return Double.isFinite(trial.rate())
                && (!logarithmic || trial.rate() > 0)
                && !(trial.outcome() instanceof Outcome.Failed);
    }

    private static double forward(double rate, boolean logarithmic) {
        return logarithmic ? StrictMath.log(rate) : rate;
    }

    /** The rates on the scale, from 0 for the smallest to 1 for the largest. */
    private static List<Place> places(List<RankedTrial> trials, boolean logarithmic, double from, double width) {
        boolean binned = trials.size() > BINNED;
        int[] all = new int[BINNED];
        int[] diverged = new int[BINNED];
        List<Place> places = new ArrayList<>();
        for (RankedTrial trial : trials) {
            if (!counts(trial, logarithmic)) continue;
            double x = (forward(trial.rate(), logarithmic) - from) / width;
            boolean lost = trial.outcome() instanceof Outcome.Diverged;
            int bin = (int) Math.min(x * BINNED, BINNED - 1);
            all[bin]++;
            if (lost) diverged[bin]++;
            if (!binned) places.add(new Place(x, 1, lost ? 1 : 0));
        }
        for (int i = 0; binned && i < BINNED; i++)
            if (all[i] > 0) places.add(new Place((i + 0.5) / BINNED, all[i], diverged[i]));
        return places;
    }

    /** Where the curve comes to {@link #SHARE}; NaN where it does not surely rise. */
    private double tenth() {
        Curve level = fitted(false);
        Curve curve = fitted(true);
        if (!(curve.slope > 0) || !(2 * (curve.likelihood - level.likelihood) >= CERTAIN)) return Double.NaN;
        return (StrictMath.log(SHARE / (1 - SHARE)) - curve.intercept) / curve.slope;
    }

    /** By Newton's method on Firth's score, each step halved until the likelihood does not fall. */
    private Curve fitted(boolean sloped) {
        Curve curve = new Curve(0, 0, likelihood(0, 0));
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] information = information(curve.intercept, curve.slope);
            double aa = information[0];
            double ab = information[1];
            double bb = information[2];
            double determinant = aa * bb - ab * ab;
            double scoreA = 0;
            double scoreB = 0;
            for (Place place : places) {
                double p = probability(curve, place.x);
                double hat = p * (1 - p) * (bb - 2 * ab * place.x + aa * place.x * place.x) / determinant;
                double residual = place.diverged - place.trials * p + place.trials * hat * (0.5 - p);
                scoreA += residual;
                scoreB += residual * place.x;
            }
            double moveA = sloped ? (bb * scoreA - ab * scoreB) / determinant : scoreA / aa;
            double moveB = sloped ? (aa * scoreB - ab * scoreA) / determinant : 0;
            Curve next = curve;
            for (double share = 1; share > 1e-9; share /= 2) {
                double a = curve.intercept + share * moveA;
                double b = curve.slope + share * moveB;
                next = new Curve(a, b, likelihood(a, b));
                if (next.likelihood >= curve.likelihood) break;
            }
            if (!(next.likelihood > curve.likelihood)) return curve;
            boolean done = next.likelihood - curve.likelihood < 1e-12 * Math.abs(curve.likelihood);
            curve = next;
            if (done) break;
        }
        return curve;
    }

    private static double probability(Curve curve, double x) {
        return 1 / (1 + StrictMath.exp(-(curve.intercept + curve.slope * x)));
    }

    /** Fisher's information: of the intercept, of both, of the slope. */
    private double[] information(double a, double b) {
        double[] sums = new double[3];
        for (Place place : places) {
            double p = 1 / (1 + StrictMath.exp(-(a + b * place.x)));
            double weight = place.trials * p * (1 - p);
            sums[0] += weight;
            sums[1] += weight * place.x;
            sums[2] += weight * place.x * place.x;
        }
        return sums;
    }

    /** ln L + ½ ln |I|. */
    private double likelihood(double a, double b) {
        double sum = 0;
        for (Place place : places) {
            double logit = a + b * place.x;
            // ln(1 + exp(z)) without overflow.
            double soft = Math.max(logit, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
            sum += place.diverged * logit - place.trials * soft;
        }
        double[] information = information(a, b);
        return sum + 0.5 * StrictMath.log(information[0] * information[2] - information[1] * information[1]);
    }
}
