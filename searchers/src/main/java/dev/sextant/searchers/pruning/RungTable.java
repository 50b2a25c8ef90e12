// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the observed trials had reached at each rung: one row a trial, one column a rung, smaller is better.
 *
 * <p>A completed or pruned trial has its best value up to the rung at every rung that it reached. A diverged one counts
 * as worst, that is infinite, up to the first rung at or after the epoch in which it diverged: there it would have been
 * stopped. A failed one has no value.
 *
 * <p>Each curve is read once; a later view finds its rows. That only saves time: rows that a view does not bear out are
 * forgotten, and what is read is read from the view's rows alone.
 *
 * <p>Cost: O(epochs) for a trial seen first, O(observed) to find the others; 8 bytes a trial and rung. Threads:
 * confined to one.
 */
final class RungTable {
    private static final int FIRST_ROWS = 64;

    private final int[] epochs;
    private final double[][] columns;
    private final List<Observation> rows = new ArrayList<>();
    private Direction direction = Direction.MINIMIZE;
    private int forgotten;

    /** By row: the trial's number, its schedule, how many rungs it has a value at, and its last value. */
    private long[] trials = new long[FIRST_ROWS];

    private @Nullable Value[] schedules = new @Nullable Value[FIRST_ROWS];
    private int[] reached = new int[FIRST_ROWS];
    private double[] last = new double[FIRST_ROWS];

    /** @param epochs of the rungs, ascending */
    RungTable(int[] epochs) {
        this.epochs = epochs.clone();
        columns = new double[epochs.length][FIRST_ROWS];
    }

    /** Makes the first rows those of these trials. */
    @SuppressWarnings("ReferenceEquality") // an equal trial read anew is only read once more
    void show(List<Observation> observed, Direction seen) {
        int common = Math.min(rows.size(), observed.size());
        int same = 0;
        if (seen == direction) while (same < common && rows.get(same) == observed.get(same)) same++;
        if (same < common) {
            rows.subList(same, rows.size()).clear();
            forgotten++;
        }
        direction = seen;
        while (rows.size() < observed.size()) add(observed.get(rows.size()));
    }

    private void add(Observation observation) {
        int row = rows.size();
        if (row == reached.length) grow();
        rows.add(observation);
        trials[row] = observation.trial();
        schedules[row] = observation.configuration().get(Axes.SCHEDULE);
        last[row] = observation.outcome() instanceof Outcome.Completed completed
                ? direction.minimized(completed.value())
                : Double.NaN;
        LearningCurve curve = observation.outcome().curve();
        reached[row] = switch (observation.outcome()) {
            case Outcome.Completed _, Outcome.Pruned _ -> read(curve, row);
            case Outcome.Diverged _ -> diverged(curve.epochs(), row);
            case Outcome.Failed _ -> 0;
        };
    }

    private int read(LearningCurve curve, int row) {
        int rung = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int epoch = 1; epoch <= curve.epochs() && rung < epochs.length; epoch++) {
            double value = direction.minimized(curve.at(epoch));
            if (value < best) best = value;
            if (epoch == epochs[rung]) columns[rung++][row] = best;
        }
        return rung;
    }

    private int diverged(int after, int row) {
        int rung = 0;
        while (rung < epochs.length && (rung == 0 || epochs[rung - 1] < after))
            columns[rung++][row] = Double.POSITIVE_INFINITY;
        return rung;
    }

    private void grow() {
        int room = 2 * reached.length;
        trials = Arrays.copyOf(trials, room);
        schedules = Arrays.copyOf(schedules, room);
        reached = Arrays.copyOf(reached, room);
        last = Arrays.copyOf(last, room);
        for (int rung = 0; rung < columns.length; rung++) columns[rung] = Arrays.copyOf(columns[rung], room);
    }

    /** How often rows were forgotten: while it is the same, the first n rows are, for every n. */
    int forgotten() {
        return forgotten;
    }

    /** Whether the trial of this row has a value at the rung. */
    boolean reaches(int row, int rung) {
        return rung < reached[row];
    }

    /** Where {@link #reaches}. */
    double value(int row, int rung) {
        return columns[rung][row];
    }

    /** The value of a completed trial; otherwise NaN. */
    double last(int row) {
        return last[row];
    }

    long trial(int row) {
        return trials[row];
    }

    @Nullable
    Value schedule(int row) {
        return schedules[row];
    }
}
