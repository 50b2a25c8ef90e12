// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One trial, replayed epoch by epoch. */
final class ReplayTraining implements Training {
    private final Assignment assignment;
    private final int[] rows;
    private final List<Readout> readouts;
    private final double[] values;
    private final CurveRecorder curve = new CurveRecorder();
    private double best = Double.NaN;
    private int bestEpoch;

    /**
     * @param rows of the trial's configuration
     * @param objective one of the readouts
     */
    ReplayTraining(Assignment assignment, int[] rows, List<Readout> readouts, Readout objective) {
        this.assignment = assignment;
        this.rows = rows;
        this.readouts = List.copyOf(readouts);
        values = objective.values(rows, assignment.seeds().draws());
    }

    @Override
    public Progress step() {
        int epoch = curve.epochs() + 1;
        double value = values[epoch - 1];
        curve.add(value, Map.of());
        if (!Double.isFinite(value)) return new Progress.Done(new Outcome.Diverged(curve.curve()));
        Direction direction = assignment.objective().direction();
        if (direction.better(value, best)) {
            best = value;
            bestEpoch = epoch;
        }
        if (epoch < values.length) return new Progress.Epoch(epoch, value);
        return new Progress.Done(new Outcome.Completed(best, bestEpoch, metrics(), curve.curve()));
    }

    /** At the best epoch, or the end of a curve that does not reach it; what is no number is not told. */
    private Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>();
        for (Readout readout : readouts) {
            String metric = readout.measure().metric();
            if (metric.startsWith(TestScore.PREFIX) && !assignment.scoreTest()) continue;
            double[] read = readout.values(rows, assignment.seeds().draws());
            double value = read[Math.min(bestEpoch, read.length) - 1];
            if (Double.isFinite(value)) metrics.put(metric, value);
        }
        return metrics;
    }

    @Override
    public void close() {}
}
