// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Backward: the doubles' against finite differences, the floats' against the doubles'. */
class GradientsIT {
    private static final Updates PENALISED = new Updates(Sgd.PLAIN, 1e-3, 0, 0, List.of());

    /** Each kind with a batch, and those with batch norm with a single row too, which is a case of its own. */
    static Stream<Arguments> everyKind() {
        return NetworkSamples.architectures().stream()
                .flatMap(architecture -> (architecture.batchNorm() ? IntStream.of(27, 1) : IntStream.of(27))
                        .mapToObj(rows -> Arguments.of(architecture, rows)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void gradientsOfTheDoublesAreTheSlopesOfTheirLoss(Architecture architecture, int rows) {
        Network network =
                NetworkSamples.network(architecture, PENALISED, Kernels.twins().getFirst());
        NetworkSamples.unsettle(network);
        DoubleNetwork twin = NetworkSamples.twin(network, architecture, PENALISED);
        twin.masks = NetworkSamples.firstMasks(architecture, rows);
        double[][] inputs = Arrays.copyOf(NetworkSamples.rows(NetworkSamples.inputs()), rows);
        double[][] targets = Arrays.copyOf(NetworkSamples.plain(NetworkSamples.targets(architecture.loss())), rows);
        twin.gradients(inputs, targets);
        DoubleSupplier loss = () -> twin.trainingLoss(inputs, targets);
        for (int l = 0; l < twin.weights.length; l++) {
            for (int q = 0; q < twin.weights[l].length; q += 2)
                assertSlopes(loss, twin.weights[l][q], twin.weightGradients[l][q], 3);
            assertSlopes(loss, twin.biases[l], twin.biasGradients[l], 2);
        }
        for (int l = 0; l < twin.scales.length; l++) {
            assertSlopes(loss, twin.scales[l], twin.scaleGradients[l], 2);
            assertSlopes(loss, twin.shifts[l], twin.shiftGradients[l], 2);
        }
    }

    private static void assertSlopes(DoubleSupplier loss, double[] parameters, double[] gradient, int stride) {
        double step = 1e-6;
        for (int i = 0; i < parameters.length; i += stride) {
            double at = parameters[i];
            parameters[i] = at + step;
            double above = loss.getAsDouble();
            parameters[i] = at - step;
            double below = loss.getAsDouble();
            parameters[i] = at;
            assertEquals((above - below) / (2 * step), gradient[i], 1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void gradientsAreThoseOfTheDoubles(Architecture architecture, int count) {
        for (Kernels kernels : Kernels.twins()) {
            Network network = NetworkSamples.network(architecture, PENALISED, kernels);
            NetworkSamples.unsettle(network);
            DoubleNetwork twin = NetworkSamples.twin(network, architecture, PENALISED);
            twin.masks = NetworkSamples.firstMasks(architecture, count);
            int[] order = IntStream.range(0, NetworkSamples.ROWS)
                    .map(i -> NetworkSamples.ROWS - 1 - i)
                    .toArray();
            Targets targets = NetworkSamples.targets(architecture.loss());
            double mean = network.train(NetworkSamples.inputs(), targets, order, 4, count, 0.0, Double.NaN);
            double[][] inputs = NetworkSamples.rows(NetworkSamples.inputs());
            double[][] plain = NetworkSamples.plain(targets);
            double[][] batch = IntStream.range(4, 4 + count)
                    .mapToObj(i -> inputs[order[i]])
                    .toArray(double[][]::new);
            double[][] wanted =
                    IntStream.range(4, 4 + count).mapToObj(i -> plain[order[i]]).toArray(double[][]::new);
            assertEquals(twin.gradients(batch, wanted), mean, 1e-5);
            Map<String, Weights> gradients = NetworkSamples.named(network.gradients());
            for (int l = 0; l < twin.weights.length; l++) {
                double[][] weights = NetworkSamples.square(NetworkSamples.get(gradients, "dense%d.weight", l));
                for (int q = 0; q < weights.length; q++) assertNear(twin.weightGradients[l][q], weights[q]);
                assertNear(twin.biasGradients[l], values(gradients, "dense%d.bias", l));
            }
            for (int l = 0; l < twin.scales.length; l++) {
                assertNear(twin.scaleGradients[l], values(gradients, "batchNorm%d.scale", l));
                assertNear(twin.shiftGradients[l], values(gradients, "batchNorm%d.shift", l));
            }
        }
    }

    private static double[] values(Map<String, Weights> gradients, String pattern, int layer) {
        return NetworkSamples.doubles(
                NetworkSamples.get(gradients, pattern, layer).values());
    }

    private static void assertNear(double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], actual[i], 2e-6 * Math.max(1, Math.abs(expected[i])));
    }
}
