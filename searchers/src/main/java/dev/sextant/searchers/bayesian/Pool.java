// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.searchers.math.Sobol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The points that a search looks at first: Sobol points, neighbours of the best trials, and what differs from those in
 * a single discrete coordinate.
 *
 * <p>Randomness: the trial's streams {@code bayesian.pool} and {@code bayesian.near}. Threads: immutable.
 */
record Pool(Encoding encoding, Evidence evidence, Draws draws) {
    private static final int NEAR = 128;
    private static final int BEST = 5;
    private static final double NEAR_STEP = 0.1;
    private static final double RESAMPLED = 0.2;

    /** @param spread how many of them are spread over the whole space */
    List<double[]> points(int spread) {
        List<double[]> points = new ArrayList<>();
        Sobol sobol = Sobol.scrambled(encoding.dimensions(), draws.of("bayesian.pool"));
        for (int i = 0; i < spread; i++) points.add(encoding.fromUnit(sobol.point(i)));
        double[][] best = IntStream.range(0, evidence.completed())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> evidence.y()[i]))
                .limit(BEST)
                .map(i -> evidence.points()[i])
                .toArray(double[][]::new);
        DrawSequence near = draws.of("bayesian.near");
        for (int i = 0; i < NEAR; i++) points.add(neighbour(best[i % best.length], i < NEAR / 2, near));
        for (double[] x : best) for (int d = 0; d < x.length; d++) exchange(x, d, points);
        return points;
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
    private void exchange(double[] x, int d, List<double[]> points) {
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
            points.add(z);
        }
    }
}
