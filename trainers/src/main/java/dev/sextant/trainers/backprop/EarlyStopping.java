// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;

/**
 * Watches one value an epoch: which epoch was best, and when to give up.
 *
 * <p>The best epoch is the first with the strictly best value. Training stops after {@code patience} epochs in a row
 * that did not improve by more than {@code minDelta} on the last value that did (as Keras counts).
 */
final class EarlyStopping implements Stateful {
    private final Direction direction;
    private final int patience;
    private final double minDelta;
    private double best = Double.NaN;
    private int bestEpoch;
    private double improved = Double.NaN;
    private int waited;

    EarlyStopping(Direction direction, int patience, double minDelta) {
        this.direction = direction;
        this.patience = patience;
        this.minDelta = minDelta;
    }

    /**
     * Takes the value of the next epoch.
     *
     * @param value finite
     * @return whether training stops
     */
    boolean after(int epoch, double value) {
        if (direction.better(value, best)) {
            best = value;
            bestEpoch = epoch;
        }
        boolean improves =
                Double.isNaN(improved) || direction.minimized(improved) - direction.minimized(value) > minDelta;
        if (improves) {
            improved = value;
            waited = 0;
        } else {
            waited++;
        }
        return waited >= patience;
    }

    /** NaN before the first epoch. */
    double best() {
        return best;
    }

    /** 0 before the first epoch. */
    int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void write(StateWriter out) {
        out.of("earlyStopping").put(best).put(bestEpoch).put(improved).put(waited);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.of("earlyStopping");
        best = in.real();
        bestEpoch = in.whole(Integer.MAX_VALUE);
        improved = in.real();
        waited = in.whole(Integer.MAX_VALUE);
    }
}
