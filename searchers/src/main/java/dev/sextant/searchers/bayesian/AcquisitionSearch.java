// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.searchers.math.Plateaus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the untried point that promises most: a pool of Sobol points and of neighbours of the best trials, then climbs
 * from a few starts, by gradient along numbers and level by level along discrete coordinates.
 *
 * <p>Cost: about 700 values of the acquisition for the pool and some hundred with gradients for the climbs. Randomness:
 * the streams {@code bayesian.*} of the trial. Threads: confined to one.
 */
final class AcquisitionSearch {
    private static final int POOL = 512;
    private static final int ROULETTE = 4;
    private static final int STARTS = 10;
    private static final int LEVEL_STARTS = 8;
    private static final int FALLBACKS = 200;
    private static final double PROMISING = 1.8;

    private final Encoding encoding;
    private final Box box;
    private final Landscape landscape;
    private final Hyperparameters hyperparameters;
    private final Draws draws;
    private final Pool pool;
    private final TriedPoints tried;

    /** @param evidence of all trials */
    AcquisitionSearch(Encoding encoding, Evidence evidence, Model model, Draws draws) {
        this.encoding = encoding;
        this.box = model.box();
        this.landscape = model.landscape();
        this.hyperparameters = model.hyperparameters();
        this.draws = draws;
        this.pool = new Pool(encoding, model.best(), box, draws);
        this.tried = new TriedPoints(
                evidence.all(),
                encoding.categorical(),
                hyperparameters.weights(),
                Plateaus.squaredRadius(evidence.points(), evidence.y(), encoding.categorical()));
    }

    /** The best untried point found, or null where everything found has been tried. */
    @Nullable
    Candidate best() {
        List<double[]> points = pool.points(POOL);
        double[] values = landscape.values(points);
        List<Candidate> looked = new ArrayList<>();
        for (int i = 0; i < values.length; i++) looked.add(new Candidate(points.get(i), values[i]));
        List<Candidate> climbs = new ArrayList<>();
        for (double[] start : starts(looked))
            climbs.add(new Climb(encoding, landscape.near(start), hyperparameters, box).from(start));
        for (List<Candidate> found : List.of(climbs, looked)) {
            found.sort(Comparator.comparingDouble(Candidate::value).reversed());
            for (Candidate candidate : found.subList(0, Math.min(found.size(), FALLBACKS)))
                if (!tried.contain(candidate.x())) return candidate;
        }
        return null;
    }

    /**
     * The untried point whose result is least certain among those that may still beat the best: insurance against a
     * wrong fit. Null where everything has been tried.
     */
    @Nullable
    Candidate leastCertain() {
        List<double[]> points = pool.points(2 * POOL);
        double[] means = new double[points.size()];
        double[] variances = new double[points.size()];
        landscape.predict(points, means, variances);
        int uncertain = -1;
        int any = -1;
        for (int i = 0; i < means.length; i++) {
            double variance = variances[i];
            if ((uncertain >= 0 && variance <= variances[uncertain]) || tried.contain(points.get(i))) continue;
            boolean promising = means[i] - PROMISING * Math.sqrt(variance) <= landscape.bestMean();
            if (promising) uncertain = i;
            if (uncertain < 0 && (any < 0 || variance > variances[any])) any = i;
        }
        int chosen = uncertain >= 0 ? uncertain : any;
        if (chosen < 0) return null;
        return new Candidate(
                points.get(chosen), landscape.near(points.get(chosen)).value(points.get(chosen)));
    }

    /** Where climbs begin: the pool's best, the best trial, four by roulette, and the pool's best of every category. */
    private List<double[]> starts(List<Candidate> pool) {
        List<double[]> starts = new ArrayList<>();
        int top = 0;
        for (int i = 1; i < pool.size(); i++)
            if (pool.get(i).value() > pool.get(top).value()) top = i;
        starts.add(pool.get(top).x());
        starts.add(landscape.bestPoint());
        double most = pool.get(top).value();
        double[] shares = pool.stream()
                .mapToDouble(candidate -> StrictMath.exp(candidate.value() - most))
                .toArray();
        shares[top] = 0;
        DrawSequence roulette = draws.of("bayesian.roulette");
        for (int k = 0; k < ROULETTE; k++) {
            double total = 0;
            for (double share : shares) total += share;
            if (!(total > 0)) break;
            double left = roulette.uniform() * total;
            int at = 0;
            for (int i = 0; i < shares.length; i++) {
                if (shares[i] <= 0) continue;
                at = i;
                left -= shares[i];
                if (left < 0) break;
            }
            starts.add(pool.get(at).x());
            shares[at] = 0;
        }
        List<Candidate> branches = new ArrayList<>();
        for (int d = 0; d < encoding.dimensions(); d++) {
            if (!encoding.categorical()[d]) continue;
            for (int level = 0;
                    level < Math.min(LEVEL_STARTS, encoding.coordinate(d).levels());
                    level++) {
                Candidate best = null;
                for (Candidate candidate : pool)
                    if (candidate.x()[d] == level && (best == null || candidate.value() > best.value()))
                        best = candidate;
                if (best != null) branches.add(best);
            }
        }
        branches.sort(Comparator.comparingDouble(Candidate::value).reversed());
        for (Candidate branch : branches.subList(0, Math.min(branches.size(), STARTS - starts.size())))
            starts.add(branch.x());
        return starts;
    }
}
