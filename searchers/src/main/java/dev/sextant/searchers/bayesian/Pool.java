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
record Pool(Encoding encoding, double[][] best, Box box, Draws draws) {
    private static final int NEAR = 128;
    private static final int BEST = 5;
    private static final double NEAR_STEP = 0.1;
    private static final double RESAMPLED = 0.2;

    /** How many coordinates move at a time inside a box. */
    private static final double MOVED = 20;

    /** Of more categories than these so many are tried. */
    private static final int MANY_CATEGORIES = 64;

    /** The best completed trials, best first. */
    static double[][] best(Evidence evidence) {
        return IntStream.range(0, evidence.completed())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> evidence.y()[i]))
                .limit(BEST)
                .map(i -> evidence.points()[i])
                .toArray(double[][]::new);
    }

    /** @param spread how many of them are spread over the whole box */
    List<double[]> points(int spread) {
        List<double[]> points = new ArrayList<>();
        Sobol sobol = Sobol.scrambled(encoding.dimensions(), draws.of("bayesian.pool"));
        DrawSequence near = draws.of("bayesian.near");
        for (int i = 0; i < spread; i++)
            points.add(box.isWhole() ? encoding.fromUnit(sobol.point(i)) : inside(sobol.point(i), near));
        for (int i = 0; i < NEAR; i++) points.add(neighbour(best[i % best.length], i < NEAR / 2, near));
        for (double[] x : best) for (int d = 0; d < x.length; d++) exchange(x, d, near, points);
        return points;
    }

    /** A point of the box; in many dimensions most coordinates stay the centre's. */
    private double[] inside(double[] unit, DrawSequence near) {
        int d = unit.length;
        double[] z = box.centre().clone();
        boolean some = false;
        for (int j = 0; j < d; j++) {
            boolean category = encoding.categorical()[j];
            if (!(near.uniform() < (category ? RESAMPLED : Math.min(1, MOVED / d)))) continue;
            some = true;
            z[j] = category
                    ? encoding.coordinate(j).fromUnit(unit[j])
                    : box.low()[j] + unit[j] * (box.high()[j] - box.low()[j]);
        }
        if (!some) return neighbour(box.centre(), false, near);
        encoding.settle(z);
        return z;
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
            if (!encoding.categorical()[j]) {
                double step = NEAR_STEP * (box.high()[j] - box.low()[j]) * near.normal();
                z[j] = Math.clamp(z[j] + step, box.low()[j], box.high()[j]);
            } else if (!all || near.uniform() < RESAMPLED)
                z[j] = near.below((int) encoding.coordinate(j).levels());
        }
        encoding.settle(z);
        return z;
    }

    /** All that differ from x in one discrete coordinate: other categories, or the next level up and down. */
    private void exchange(double[] x, int d, DrawSequence near, List<double[]> points) {
        Coordinate coordinate = encoding.coordinate(d);
        long levels = coordinate.levels();
        if (levels == 0) return;
        long own = coordinate.indexOf(x[d]);
        boolean category = encoding.categorical()[d];
        if (category && levels > MANY_CATEGORIES)
            for (int i = 0; i < MANY_CATEGORIES; i++) exchanged(x, d, near.below((int) levels), own, points);
        else
            for (long level = category ? 0 : Math.max(0, own - 1);
                    level < (category ? levels : Math.min(levels, own + 2));
                    level++) exchanged(x, d, level, own, points);
    }

    private void exchanged(double[] x, int d, long level, long own, List<double[]> points) {
        if (level == own) return;
        double[] z = x.clone();
        z[d] = encoding.coordinate(d).level(level);
        encoding.neutralize(z);
        points.add(z);
    }
}
