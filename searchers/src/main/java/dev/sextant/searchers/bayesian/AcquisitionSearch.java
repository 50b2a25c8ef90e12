// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.searchers.math.ProjectedLbfgs;
import dev.sextant.searchers.math.Sobol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
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
    private static final int NEAR = 128;
    private static final int BEST = 5;
    private static final double NEAR_STEP = 0.1;
    private static final double RESAMPLED = 0.2;
    private static final int ROULETTE = 4;
    private static final int STARTS = 10;
    private static final int LEVEL_STARTS = 8;
    private static final int SWEEPS = 8;
    private static final double SWEEP_GAIN = 1e-4;
    private static final int WIDE = 16;
    private static final int ALL_LEVELS = 64;
    private static final int FALLBACKS = 200;

    /** Nearer than a thousandth of a lengthscale is the same point. */
    private static final double SAME = 1e-6;

    private static final double PROMISING = 1.8;

    private static final ProjectedLbfgs CLIMB = new ProjectedLbfgs(8, 25, 1e-3, 1e-7, 0.3, 2);

    /** A point and what it promises. */
    record Candidate(double[] x, double value) {}

    private final Encoding encoding;
    private final Evidence evidence;
    private final Acquisition acquisition;
    private final Hyperparameters hyperparameters;
    private final Draws draws;
    private final double[][] tried;
    private final int[] climbed;

    AcquisitionSearch(
            Encoding encoding,
            Evidence evidence,
            Acquisition acquisition,
            Hyperparameters hyperparameters,
            Draws draws) {
        this.encoding = encoding;
        this.evidence = evidence;
        this.acquisition = acquisition;
        this.hyperparameters = hyperparameters;
        this.draws = draws;
        this.tried = evidence.all();
        this.climbed = IntStream.range(0, encoding.dimensions())
                .filter(d -> !encoding.categorical()[d])
                .filter(d -> encoding.coordinate(d).levels() == 0
                        || encoding.coordinate(d).levels() > WIDE)
                .toArray();
    }

    /** The best untried point found, or null where everything found has been tried. */
    @Nullable
    Candidate best() {
        List<double[]> points = pool(POOL);
        double[] values = acquisition.values(points);
        List<Candidate> pool = new ArrayList<>();
        for (int i = 0; i < values.length; i++) pool.add(new Candidate(points.get(i), values[i]));
        List<Candidate> climbs = new ArrayList<>();
        for (double[] start : starts(pool)) climbs.add(climb(start));
        for (List<Candidate> found : List.of(climbs, pool)) {
            found.sort(Comparator.comparingDouble(Candidate::value).reversed());
            for (Candidate candidate : found.subList(0, Math.min(found.size(), FALLBACKS)))
                if (!tried(candidate.x())) return candidate;
        }
        return null;
    }

    /**
     * The untried point whose result is least certain among those that may still beat the best: insurance against a
     * wrong fit. Null where everything has been tried.
     */
    @Nullable
    Candidate leastCertain() {
        List<double[]> points = pool(2 * POOL);
        double[] means = new double[points.size()];
        double[] variances = new double[points.size()];
        acquisition.predict(points, means, variances);
        int uncertain = -1;
        int any = -1;
        for (int i = 0; i < means.length; i++) {
            double variance = variances[i];
            if ((uncertain >= 0 && variance <= variances[uncertain]) || tried(points.get(i))) continue;
            boolean promising = means[i] - PROMISING * Math.sqrt(variance) <= acquisition.bestMean();
            if (promising) uncertain = i;
            if (uncertain < 0 && (any < 0 || variance > variances[any])) any = i;
        }
        int chosen = uncertain >= 0 ? uncertain : any;
        if (chosen < 0) return null;
        return new Candidate(points.get(chosen), acquisition.value(points.get(chosen)));
    }

    private boolean tried(double[] x) {
        for (double[] other : tried) {
            double scaled = 0;
            double plain = 0;
            for (int d = 0; d < x.length; d++) {
                double square =
                        encoding.categorical()[d] ? (x[d] == other[d] ? 0 : 1) : (x[d] - other[d]) * (x[d] - other[d]);
                scaled = Math.fma(hyperparameters.weights()[d], square, scaled);
                plain += square;
            }
            if (scaled < SAME || plain < 1e-18) return true;
        }
        return false;
    }

    private List<double[]> pool(int spread) {
        List<double[]> pool = new ArrayList<>();
        Sobol sobol = Sobol.scrambled(encoding.dimensions(), draws.of("bayesian.pool"));
        for (int i = 0; i < spread; i++) pool.add(encoding.fromUnit(sobol.point(i)));
        double[][] best = IntStream.range(0, evidence.completed())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> evidence.y()[i]))
                .limit(BEST)
                .map(i -> evidence.points()[i])
                .toArray(double[][]::new);
        DrawSequence near = draws.of("bayesian.near");
        for (int i = 0; i < NEAR; i++) pool.add(neighbour(best[i % best.length], i < NEAR / 2, near));
        for (double[] x : best) for (int d = 0; d < x.length; d++) exchange(x, d, pool);
        return pool;
    }

    /** A step from x along all coordinates, or along a random few. */
    private double[] neighbour(double[] x, boolean all, DrawSequence near) {
        double[] z = x.clone();
        int d = z.length;
        boolean[] moved = new boolean[d];
        boolean some = false;
        for (int j = 0; j < d; j++) {
            moved[j] = all || near.uniform() < Math.min(1, 3.0 / d);
            some |= moved[j];
        }
        if (!some) moved[near.below(d)] = true;
        for (int j = 0; j < d; j++) {
            if (!moved[j]) continue;
            if (!encoding.categorical()[j]) z[j] = Math.clamp(z[j] + NEAR_STEP * near.normal(), 0, 1);
            else if (!all || near.uniform() < RESAMPLED)
                z[j] = near.below((int) encoding.coordinate(j).levels());
        }
        encoding.settle(z);
        return z;
    }

    /** All that differ from x in one discrete coordinate: every other category, or the next level up and down. */
    private void exchange(double[] x, int d, List<double[]> pool) {
        Coordinate coordinate = encoding.coordinate(d);
        if (coordinate.levels() == 0) return;
        long own = coordinate.indexOf(x[d]);
        boolean category = encoding.categorical()[d];
        for (long level = category ? 0 : Math.max(0, own - 1);
                level < (category ? coordinate.levels() : Math.min(coordinate.levels(), own + 2));
                level++) {
            if (level == own) continue;
            double[] z = x.clone();
            z[d] = coordinate.level(level);
            encoding.neutralize(z);
            pool.add(z);
        }
    }

    /** Where climbs begin: the pool's best, the best trial, four by roulette, and the pool's best of every category. */
    private List<double[]> starts(List<Candidate> pool) {
        List<double[]> starts = new ArrayList<>();
        int top = 0;
        for (int i = 1; i < pool.size(); i++)
            if (pool.get(i).value() > pool.get(top).value()) top = i;
        starts.add(pool.get(top).x());
        starts.add(evidence.points()[acquisition.bestPoint()]);
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

    private Candidate climb(double[] start) {
        double[] x = start.clone();
        double value = acquisition.value(x);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double before = value;
            Candidate higher = ascend(x, value);
            x = higher.x();
            value = higher.value();
            boolean changed = false;
            for (int d = 0; d < x.length; d++) {
                Coordinate coordinate = encoding.coordinate(d);
                if (coordinate.levels() == 0 || !encoding.activeCoordinates(x)[d]) continue;
                double[] best = x;
                boolean higherLevel = false;
                for (long level : levels(coordinate, x[d])) {
                    double[] z = x.clone();
                    z[d] = coordinate.level(level);
                    if (z[d] == x[d]) continue;
                    encoding.neutralize(z);
                    double there = acquisition.value(z);
                    if (there > value + 1e-10) {
                        value = there;
                        best = z;
                        higherLevel = true;
                    }
                }
                changed |= higherLevel;
                x = best;
            }
            if (!changed || value - before < SWEEP_GAIN) break;
        }
        return new Candidate(x, value);
    }

    /** All levels, or where there are too many those around the present one and some spread over all. */
    private static Iterable<Long> levels(Coordinate coordinate, double x) {
        TreeSet<Long> levels = new TreeSet<>();
        long count = coordinate.levels();
        if (count <= ALL_LEVELS) for (long level = 0; level < count; level++) levels.add(level);
        else {
            long own = coordinate.indexOf(x);
            for (long step = -8; step <= 8; step++) levels.add(Math.clamp(own + step, 0, count - 1));
            for (int k = 0; k < 48; k++) levels.add(Math.clamp((long) (k / 47.0 * (count - 1)), 0, count - 1));
        }
        return levels;
    }

    /** By gradient along the active numeric coordinates, in lengthscales. */
    private Candidate ascend(double[] x, double value) {
        boolean[] active = encoding.activeCoordinates(x);
        int[] moving = Arrays.stream(climbed).filter(d -> active[d]).toArray();
        if (moving.length == 0) return new Candidate(x, value);
        double[] roots = new double[moving.length];
        double[] z = new double[moving.length];
        double[] high = new double[moving.length];
        for (int k = 0; k < moving.length; k++) {
            roots[k] = Math.sqrt(hyperparameters.weights()[moving[k]]);
            z[k] = x[moving[k]] * roots[k];
            high[k] = roots[k];
        }
        double[] point = x.clone();
        double[] full = new double[x.length];
        CLIMB.minimize(
                (at, gradient) -> {
                    for (int k = 0; k < moving.length; k++) point[moving[k]] = at[k] / roots[k];
                    double there = acquisition.value(point, full);
                    for (int k = 0; k < moving.length; k++) gradient[k] = -full[moving[k]] / roots[k];
                    return -there;
                },
                z,
                new double[moving.length],
                high);
        for (int k = 0; k < moving.length; k++) point[moving[k]] = z[k] / roots[k];
        encoding.settle(point);
        double there = acquisition.value(point);
        return there > value ? new Candidate(point, there) : new Candidate(x, value);
    }
}
