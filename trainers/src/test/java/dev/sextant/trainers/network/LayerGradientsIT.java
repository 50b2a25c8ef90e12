// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer on every shape: the doubles against finite differences, the floats against the doubles. */
class LayerGradientsIT {
    /** A group of lanes, a tile, one more and one fewer of each; and a single row. */
    private static final int[] BATCHES = {1, 7, 16, 19};

    private static final double[][] TARGETS = NetworkSamples.plain(LayerSamples.targets());

    static Stream<Named<Blueprint>> networks() {
        return LayerSamples.named();
    }

    static Stream<Arguments> batches() {
        return networks().flatMap(network -> Arrays.stream(BATCHES).mapToObj(b -> Arguments.of(network, b)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsOfTheDoublesAreTheSlopesOfTheirLoss(Blueprint blueprint) {
        Network network = LayerSamples.network(
                blueprint, Updates.by(Sgd.PLAIN), 3, Kernels.twins().getFirst());
        DoubleLayers twin = new DoubleLayers(blueprint, network.weights(), NetworkSamples.DRAWS);
        double[][] rows = LayerSamples.first(NetworkSamples.rows(LayerSamples.rows(blueprint.input())), 3);
        double[][] targets = LayerSamples.first(TARGETS, 3);
        Map<String, double[]> gradients = twin.gradients(rows, targets);
        for (Weights tensor : network.gradients()) {
            double[] values = Objects.requireNonNull(twin.weights.get(tensor.name()));
            double[] slopes = Objects.requireNonNull(gradients.get(tensor.name()));
            for (int i = 0; i < values.length; i += 1 + values.length / 5) {
                double at = values[i];
                values[i] = at + 1e-6;
                double above = twin.loss(rows, targets);
                values[i] = at - 1e-6;
                double below = twin.loss(rows, targets);
                values[i] = at;
                assertEquals((above - below) / 2e-6, slopes[i], 1e-6, tensor.name() + " " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void lossAndGradientsAreThoseOfTheDoublesInEveryTwin(Blueprint blueprint, int batch) {
        List<List<Weights>> all = new ArrayList<>();
        for (Kernels kernels : Kernels.twins()) {
            Network network = LayerSamples.network(blueprint, Updates.by(Sgd.PLAIN), 24, kernels);
            DoubleLayers twin = new DoubleLayers(blueprint, network.weights(), NetworkSamples.DRAWS);
            // what a larger batch leaves behind must not be seen
            if (all.isEmpty()) network.predict(LayerSamples.rows(blueprint.input()), LayerSamples.order());
            double loss = network.train(
                    LayerSamples.rows(blueprint.input()),
                    LayerSamples.targets(),
                    LayerSamples.order(),
                    0,
                    batch,
                    0,
                    Double.NaN);
            all.add(network.gradients());
            if (all.size() > 1) continue;
            double[][] rows = NetworkSamples.rows(LayerSamples.rows(blueprint.input()));
            double[][] targets = LayerSamples.first(TARGETS, batch);
            assertEquals(twin.loss(LayerSamples.first(rows, batch), targets), loss, 2e-6);
            Map<String, double[]> gradients = twin.gradients(LayerSamples.first(rows, batch), targets);
            for (Weights tensor : network.gradients())
                assertNear(Objects.requireNonNull(gradients.get(tensor.name())), tensor);
        }
        for (List<Weights> other : all)
            for (int t = 0; t < other.size(); t++)
                assertArrayEquals(
                        all.getFirst().get(t).values(),
                        other.get(t).values(),
                        other.get(t).name());
    }

    private static void assertNear(double[] expected, Weights actual) {
        for (int i = 0; i < expected.length; i++)
            assertEquals(
                    expected[i],
                    actual.values()[i],
                    1e-5 * Math.max(1, Math.abs(expected[i])),
                    actual.name() + " " + i);
    }
}
