// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/**
 * For values: R², the mean over the outputs of 1 − (sum of squared errors) / (sum of squared distances to the mean), as
 * in scikit-learn; an output whose targets are all equal counts 1 where it is met exactly and 0 otherwise.
 */
final class ValueScores implements Scores {
    private final Matrix wanted;
    private final int[] rows;
    private final double[] errors;

    ValueScores(Matrix wanted, int outputs, int[] rows) {
        this.wanted = wanted;
        this.rows = rows;
        errors = new double[outputs];
    }

    @Override
    public void add(Signal outputs, int[] order, int from, int count) {
        for (int i = 0; i < count; i++)
            for (int j = 0; j < errors.length; j++) {
                double error = (double) outputs.values()[Signal.at(i, j, count)] - wanted.get(order[from + i], j);
                errors[j] += error * error;
            }
    }

    @Override
    public Evaluation evaluation(double loss) {
        double sum = 0;
        for (int j = 0; j < errors.length; j++) {
            double spread = spread(j);
            if (spread > 0) sum += 1 - errors[j] / spread;
            else if (errors[j] == 0) sum += 1;
            else if (Double.isNaN(errors[j])) sum = Double.NaN;
        }
        return new Evaluation(loss, Double.NaN, Double.NaN, sum / errors.length);
    }

    private double spread(int column) {
        double mean = 0;
        for (int row : rows) mean += wanted.get(row, column);
        mean /= rows.length;
        double spread = 0;
        for (int row : rows) {
            double distance = wanted.get(row, column) - mean;
            spread += distance * distance;
        }
        return spread;
    }
}
