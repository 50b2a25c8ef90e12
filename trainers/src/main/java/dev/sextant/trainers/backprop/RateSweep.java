// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.random.Draws;
import java.util.function.DoubleUnaryOperator;

/**
 * A network that trains one mini-batch for each learning rate it is asked about. The batches are those of a training:
 * the rows in each epoch's own order, and from the first again when an epoch ends; one batch of all rows stays as it
 * is. No schedule, no early stopping, no validation rows.
 *
 * <p>Threads: confined to one.
 */
final class RateSweep implements DoubleUnaryOperator {
    private final Trainee trainee;
    private final Draws draws;
    private final int[] order;
    private int epoch;
    private int trained;

    /** @param draws gives the order of the rows and what becomes of images, as in a training */
    RateSweep(Trainee trainee, Draws draws) {
        this.trainee = trainee;
        this.draws = draws;
        order = new int[trainee.rows()];
        for (int i = 0; i < order.length; i++) order[i] = i;
        trained = order.length;
    }

    /** The mean loss before the update, in the units of a trial's losses; not finite where training diverged. */
    @Override
    public double applyAsDouble(double rate) {
        if (trained == order.length) {
            trained = 0;
            epoch++;
            if (trainee.batch() < order.length) FoldTraining.shuffle(draws, epoch, order);
            trainee.begin(epoch);
        }
        int count = Math.min(trainee.batch(), order.length - trained);
        double loss = trainee.train(order, trained, count, rate, Double.NaN);
        trained += count;
        return loss * trainee.lossScale();
    }
}
