// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsTest {
    private static Network network(Architecture architecture) {
        return NetworkSamples.network(architecture, Sgd.PLAIN, Kernels.twins().getFirst());
    }

    private static final Architecture NORMALISED =
            NetworkSamples.architecture(Activation.RELU, true, 0.1, Loss.CROSS_ENTROPY);

    @Test
    void tensorsHaveNamesAndShapesInTheOrderOfTheLayers() {
        assertEquals(
                List.of(
                        "dense1.weight[33, 19]",
                        "dense1.bias[33]",
                        "batchNorm1.scale[33]",
                        "batchNorm1.shift[33]",
                        "batchNorm1.mean[33]",
                        "batchNorm1.variance[33]",
                        "dense2.weight[7, 33]",
                        "dense2.bias[7]",
                        "batchNorm2.scale[7]",
                        "batchNorm2.shift[7]",
                        "batchNorm2.mean[7]",
                        "batchNorm2.variance[7]",
                        "dense3.weight[5, 7]",
                        "dense3.bias[5]"),
                network(NORMALISED).weights().stream()
                        .map(w -> w.name() + Arrays.toString(w.shape()))
                        .toList());
    }

    @Test
    void aNetworkWithAllWeightsOfAnotherPredictsTheSame() {
        Network one = network(NORMALISED);
        one.train(
                NetworkSamples.inputs(),
                NetworkSamples.targets(Loss.CROSS_ENTROPY),
                NetworkSamples.order(),
                0,
                32,
                0.1,
                Double.NaN);
        Network two = network(NORMALISED);
        one.weights().forEach(two::load);
        assertArrayEquals(
                one.predict(NetworkSamples.inputs(), NetworkSamples.order()).values(),
                two.predict(NetworkSamples.inputs(), NetworkSamples.order()).values());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Network network = network(Architecture.plain(2, List.of(), Activation.RELU, 3, Loss.CROSS_ENTROPY));
        assertEquals(
                "this network has no dense2.bias; it has dense1.weight, dense1.bias",
                message(() -> network.load(new Weights("dense2.bias", new int[] {3}, new float[3]))));
        assertEquals(
                "dense1.weight has the shape [2, 3], this network's is [3, 2]",
                message(() -> network.load(new Weights("dense1.weight", new int[] {2, 3}, new float[6]))));
        assertEquals(
                "dense1.bias has 2 values, its shape [3] needs 3",
                message(() -> new Weights("dense1.bias", new int[] {3}, new float[2])));
    }

    private static String message(org.junit.jupiter.api.function.Executable executable) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }
}
