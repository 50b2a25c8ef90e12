// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.util.Map;

/**
 * Trains nothing: the loss falls from 2.3 towards a floor, the faster the larger the learning rate; the best rate is
 * 0.01, and rates above 0.5 diverge in the third epoch. Trials take uneven times, in another order for every
 * {@code pace}.
 */
record FallingCurves(int epochs, int pace) implements Trainer {
    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
        return Preparation.of(Map.of());
    }

    @Override
    public Training start(Assignment assignment) {
        double rate = assignment.document().get("learningRate").doubleValue();
        long nap = (assignment.seeds().training() * 7L + pace) % 3;
        double far = StrictMath.log10(rate) + 2;
        double floor = 0.2 + 0.1 * far * far;
        CurveRecorder curve = new CurveRecorder();
        return new Training() {
            @Override
            public Progress step() {
                int epoch = curve.epochs() + 1;
                if (epoch == 1) pause(nap);
                double value = rate > 0.5 && epoch == 3 ? Double.NaN : floor + (2.3 - floor) / (1 + 100 * rate * epoch);
                curve.add(value, Map.of());
                return epoch < epochs
                        ? new Progress.Epoch(epoch, value)
                        : new Progress.Done(new Outcome.Completed(value, epoch, Map.of("loss", value), curve.curve()));
            }

            @Override
            public void close() {}
        };
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
