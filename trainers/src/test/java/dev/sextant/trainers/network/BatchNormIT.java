// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchNormIT {
    private static final Architecture NORMALISED =
            NetworkSamples.architecture(Activation.RELU, true, 0, Loss.CROSS_ENTROPY);
    private static final Targets TARGETS = NetworkSamples.targets(Loss.CROSS_ENTROPY);
    private static final Kernels PLAIN = Kernels.twins().getFirst();

    private static Network network(Updates updates) {
        return NetworkSamples.network(NORMALISED, updates, PLAIN);
    }

    private static void step(Network network, int rows) {
        network.train(NetworkSamples.inputs(), TARGETS, NetworkSamples.order(), 0, rows, 0.1, Double.NaN);
    }

    private static float[] values(Network network, String name) {
        Map<String, Weights> named = NetworkSamples.named(network.weights());
        return java.util.Objects.requireNonNull(named.get(name)).values();
    }

    @Test
    void runningFiguresMoveATenthTowardsTheBatchs() {
        Network network = network(Updates.by(Sgd.PLAIN));
        DoubleNetwork twin = NetworkSamples.twin(network, NORMALISED, Updates.by(Sgd.PLAIN));
        double[][] inputs = Arrays.copyOf(NetworkSamples.rows(NetworkSamples.inputs()), 9);
        double[] sums = new double[inputs.length];
        double mean = 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = twin.biases[0][3];
            for (int p = 0; p < inputs[i].length; p++) sums[i] += twin.weights[0][3][p] * inputs[i][p];
            mean += sums[i] / sums.length;
        }
        double squares = 0;
        for (double sum : sums) squares += (sum - mean) * (sum - mean);
        step(network, sums.length);
        assertEquals(0.1 * mean, values(network, "batchNorm1.mean")[3], 1e-6);
        assertEquals(0.9 + 0.1 * squares / (sums.length - 1), values(network, "batchNorm1.variance")[3], 1e-6);
    }

    @Test
    void aSingleRowIsNormalisedByTheRunningFiguresAndLeavesThem() {
        Network network = network(Updates.by(Sgd.PLAIN));
        step(network, 32);
        float[] mean = values(network, "batchNorm1.mean");
        float[] variance = values(network, "batchNorm2.variance");
        Network same = network(Updates.by(Sgd.PLAIN));
        network.weights().forEach(same::load);
        double evaluated =
                same.evaluate(NetworkSamples.inputs(), TARGETS, new int[] {0}).loss();
        double trained = network.train(NetworkSamples.inputs(), TARGETS, NetworkSamples.order(), 0, 1, 0.1, Double.NaN);
        assertEquals(evaluated, trained, 0.0);
        assertArrayEquals(mean, values(network, "batchNorm1.mean"));
        assertArrayEquals(variance, values(network, "batchNorm2.variance"));
    }

    @Test
    void evaluationChangesNothing() {
        Network network = network(Updates.by(Sgd.PLAIN));
        step(network, 32);
        float[] mean = values(network, "batchNorm1.mean");
        Evaluation first = network.evaluate(NetworkSamples.inputs(), TARGETS, NetworkSamples.order());
        assertEquals(first, network.evaluate(NetworkSamples.inputs(), TARGETS, NetworkSamples.order()));
        assertArrayEquals(mean, values(network, "batchNorm1.mean"));
    }

    @Test
    void restoreBringsBackTheRunningFigures() {
        Network network = network(Updates.by(Sgd.PLAIN));
        step(network, 32);
        network.keep();
        float[] mean = values(network, "batchNorm1.mean");
        step(network, 32);
        assertFalse(Arrays.equals(mean, values(network, "batchNorm1.mean")));
        network.restore();
        assertArrayEquals(mean, values(network, "batchNorm1.mean"));
    }

    @Test
    void aFrozenLayerStaysAsItIsWithItsFigures() {
        Network network = network(new Updates(Sgd.MOMENTUM, 0, 0, 0, List.of(0.0, 1.0, 1.0)));
        List<Weights> before = network.weights();
        step(network, 32);
        step(network, 20);
        for (Weights weights : before)
            assertEquals(
                    weights.name().startsWith("dense1") || weights.name().startsWith("batchNorm1"),
                    Arrays.equals(weights.values(), values(network, weights.name())),
                    weights.name());
        double[] norms = new double[3];
        network.gradientNorms(norms);
        assertEquals(0, norms[0]);
    }
}
