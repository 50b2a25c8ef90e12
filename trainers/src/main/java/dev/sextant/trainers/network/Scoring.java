// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/**
 * An evaluation of rows whose inputs come piece by piece, so that they need not all be held at once; the outputs come
 * out on the way. Equal to {@link Network#evaluate} but for the loss's rounding, and in every bit where each piece but
 * the last is a multiple of the network's largest batch.
 */
public final class Scoring {
    private final Network network;
    private final Targets targets;
    private final Scores scores;
    private final int[] rows;
    private int done;
    private double sum;

    Scoring(Network network, Targets targets, Scores scores, int[] rows) {
        this.network = network;
        this.targets = targets;
        this.scores = scores;
        this.rows = rows;
    }

    /**
     * Predicts for the next of the rows that are evaluated, and compares.
     *
     * @param order the inputs' rows, as many as follow
     * @return the outputs in the order of {@code order}, (rows, outputs)
     */
    public Matrix add(Matrix inputs, int[] order) {
        if (order.length > rows.length - done)
            throw new IllegalArgumentException("%d rows, %d are left".formatted(order.length, rows.length - done));
        Matrix outputs = Matrix.zeros(order.length, network.outputs());
        for (int from = 0; from < order.length; from += network.maxBatch()) {
            int count = Math.min(network.maxBatch(), order.length - from);
            sum += network.score(inputs, order, from, targets, rows, done, count, scores, outputs);
            done += count;
        }
        return outputs;
    }

    /** After the last row. */
    public Evaluation evaluation() {
        if (done < rows.length)
            throw new IllegalStateException("%d of %d rows were evaluated".formatted(done, rows.length));
        return scores.evaluation(sum / rows.length);
    }
}
