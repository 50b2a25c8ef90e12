// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.data.Parts;
import dev.sextant.trainers.network.Network;
import java.util.function.DoubleUnaryOperator;

/**
 * A network that trains one mini-batch for each learning rate it is asked about. The batches are those of a training:
 * the rows in each epoch's own order, and from the first again when an epoch ends; one batch of all rows stays as it
 * is. No schedule, no early stopping, no validation rows.
 *
 * <p>Threads: confined to one.
 */
final class RateSweep implements DoubleUnaryOperator {
    private final Network network;
    private final Parts.Part part;
    private final double lossScale;
    private final int batch;
    private final Draws draws;
    private final int[] order;
    private int epoch;
    private int trained;

    /**
     * @param network fresh
     * @param batch rows in a step, at most those of the training part
     * @param draws gives the order of the rows, as in a training
     */
    RateSweep(Network network, Parts parts, int batch, Draws draws) {
        this.network = network;
        this.part = parts.training();
        this.lossScale = parts.lossScale();
        this.batch = batch;
        this.draws = draws;
        order = part.rows().clone();
        trained = order.length;
    }

    /** The mean loss before the update, in the units of a trial's losses; not finite where training diverged. */
    @Override
    public double applyAsDouble(double rate) {
        if (trained == order.length) {
            trained = 0;
            epoch++;
            if (batch < order.length) NetworkTraining.shuffle(draws, epoch, order);
        }
        int count = Math.min(batch, order.length - trained);
        double loss = network.train(part.inputs(), part.targets(), order, trained, count, rate, Double.NaN);
        trained += count;
        return loss * lossScale;
    }
}
