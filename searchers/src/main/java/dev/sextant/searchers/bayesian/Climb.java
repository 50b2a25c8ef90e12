// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.ProjectedLbfgs;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Climbs from a point to a local maximum of the acquisition: by gradient along numbers, level by level along discrete
 * coordinates, in turn.
 *
 * <p>Cost: some dozen values with gradients, and one for every level. Threads: confined to one.
 */
final class Climb {
    private static final int SWEEPS = 8;
    private static final double SWEEP_GAIN = 1e-4;
    private static final int WIDE = 16;
    private static final int ALL_LEVELS = 64;
    private static final ProjectedLbfgs ASCENT = new ProjectedLbfgs(8, 25, 1e-3, 1e-7, 0.3, 2);

    private final Encoding encoding;
    private final Acquisition acquisition;
    private final Hyperparameters hyperparameters;
    private final Box box;
    private final int[] climbed;

    Climb(Encoding encoding, Acquisition acquisition, Hyperparameters hyperparameters, Box box) {
        this.box = box;
        this.encoding = encoding;
        this.acquisition = acquisition;
        this.hyperparameters = hyperparameters;
        this.climbed = IntStream.range(0, encoding.dimensions())
                .filter(d -> !encoding.categorical()[d])
                .filter(d -> encoding.coordinate(d).levels() == 0
                        || encoding.coordinate(d).levels() > WIDE)
                .toArray();
    }

    /** The top that is reached from a start. */
    Candidate from(double[] start) {
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
                    if (z[d] == x[d] || (!encoding.categorical()[d] && (z[d] < box.low()[d] || z[d] > box.high()[d])))
                        continue;
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
        double[] low = new double[moving.length];
        double[] high = new double[moving.length];
        for (int k = 0; k < moving.length; k++) {
            roots[k] = Math.sqrt(hyperparameters.weights()[moving[k]]);
            low[k] = box.low()[moving[k]] * roots[k];
            high[k] = box.high()[moving[k]] * roots[k];
            z[k] = Math.clamp(x[moving[k]] * roots[k], low[k], high[k]);
        }
        double[] point = x.clone();
        double[] full = new double[x.length];
        ASCENT.minimize(
                (at, gradient) -> {
                    for (int k = 0; k < moving.length; k++) point[moving[k]] = at[k] / roots[k];
                    double there = acquisition.value(point, full);
                    for (int k = 0; k < moving.length; k++) gradient[k] = -full[moving[k]] / roots[k];
                    return -there;
                },
                z,
                low,
                high);
        for (int k = 0; k < moving.length; k++) point[moving[k]] = z[k] / roots[k];
        encoding.settle(point);
        double there = acquisition.value(point);
        return there > value ? new Candidate(point, there) : new Candidate(x, value);
    }
}
