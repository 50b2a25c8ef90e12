// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Architecture;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientMeterTest {
    @Test
    void itIsTheRootMeanSquareOverEvenlySpacedSteps() {
        Architecture architecture = Architecture.plain(1, List.of(3), Activation.TANH, 1, Loss.MEAN_SQUARED_ERROR);
        Network network = new Network(architecture, Updates.by(Sgd.PLAIN), 1, new Draws(1, 0));
        Matrix inputs = Matrix.zeros(20, 1);
        Matrix outputs = Matrix.zeros(20, 1);
        int[] order = new int[20];
        for (int i = 0; i < 20; i++) {
            inputs.set(i, 0, i - 10);
            outputs.set(i, 0, i % 3);
            order[i] = i;
        }
        GradientMeter meter = new GradientMeter(2, 20);
        double[] norms = new double[2];
        for (int epoch = 0; epoch < 2; epoch++) {
            double squares = 0;
            meter.clear();
            for (int step = 0; step < 20; step++) {
                network.train(inputs, new Targets.Values(outputs), order, step, 1, 0.05, Double.NaN);
                meter.step(network);
                network.gradientNorms(norms);
                if (step % 3 == 0) squares += norms[1] * norms[1];
            }
            assertEquals(Math.sqrt(squares / 7), meter.norm(1), 1e-12);
        }
    }
}
