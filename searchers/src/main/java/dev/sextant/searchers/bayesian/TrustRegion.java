// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A part of the space that is searched by a model of its own: a box around its best trial that grows while trials
 * succeed, shrinks while they fail, and is given up when it has become small. Its state follows from the notes and
 * results of its trials, taken in order.
 *
 * <p>Source: Eriksson et al. 2019, "Scalable global optimization via local Bayesian optimization" (TuRBO), with its
 * constants. Departure: any improvement is a success, and trials that were proposed before the size changed count for
 * nothing but an improvement.
 */
final class TrustRegion {
    private static final double FIRST_LENGTH = 0.8;
    private static final double LONGEST = 1.6;
    private static final double SHORTEST = 0x1p-7;
    private static final int SUCCESSES = 3;
    private static final int LEAST_PATIENCE = 4;

    private final long opened;
    private final int patience;
    private Observation centre;
    private double best;
    private double length = FIRST_LENGTH;
    private int successes;
    private int failures;
    private int trials;
    private @Nullable JsonNode theta;

    /**
     * @param centre the completed trial that it is opened around
     * @param value its result, smaller is better
     */
    TrustRegion(Observation centre, double value, int dimensions) {
        this.opened = centre.trial();
        this.centre = centre;
        this.best = value;
        this.patience = Math.max(LEAST_PATIENCE, dimensions);
    }

    /**
     * Takes in a trial that was proposed for this region.
     *
     * @param value its result, smaller is better
     */
    void observe(Observation trial, double value) {
        trials++;
        JsonNode region = trial.note().get("region");
        boolean better = trial.outcome() instanceof Outcome.Completed && value < best;
        if (better) {
            best = value;
            centre = trial;
        }
        JsonNode written = trial.note().get("theta");
        if (!written.isEmpty()) theta = written;
        if (region.path("length").doubleValue() != length) return;
        successes = better ? successes + 1 : 0;
        failures = better ? 0 : failures + 1;
        if (successes >= SUCCESSES) {
            length = Math.min(2 * length, LONGEST);
            successes = 0;
        } else if (failures >= patience) {
            length /= 2;
            failures = 0;
        }
    }

    boolean closed() {
        return length < SHORTEST;
    }

    /** The trial that it was opened around, which is its name. */
    long opened() {
        return opened;
    }

    /** Its best trial. */
    Observation centre() {
        return centre;
    }

    /** The result of its best trial, smaller is better. */
    double best() {
        return best;
    }

    double length() {
        return length;
    }

    /** How many trials it has had. */
    int trials() {
        return trials;
    }

    /** Theta of its newest trial, or null where it had none. */
    @Nullable
    JsonNode theta() {
        return theta;
    }

    /** What the note of its next trial says of it. */
    void write(ObjectNode note) {
        note.putObject("region").put("trial", opened).put("length", length);
    }

    /**
     * The box around a point: as long as the region says, in each numeric dimension by its lengthscale, so that the
     * volume is that of a cube.
     */
    Box box(double[] x, boolean[] categorical, double[] weights) {
        int d = x.length;
        double logs = 0;
        int numeric = 0;
        for (int i = 0; i < d; i++) {
            if (categorical[i]) continue;
            logs += StrictMath.log(weights[i]);
            numeric++;
        }
        double[] low = new double[d];
        double[] high = new double[d];
        for (int i = 0; i < d; i++) {
            if (categorical[i]) continue;
            double half = length / 2 * StrictMath.exp((logs / numeric - StrictMath.log(weights[i])) / 2);
            low[i] = Math.clamp(x[i] - half, 0, 1);
            high[i] = Math.clamp(x[i] + half, 0, 1);
        }
        return new Box(x, low, high);
    }
}
