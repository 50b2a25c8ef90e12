// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What norms gather, and what an embedding leaves behind from batch to batch. */
class LayersTest {
    private static final LayerSpec NORM = new LayerSpec.BatchNorm();

    private static Network network(Blueprint blueprint, Updates updates) {
        return LayerSamples.network(
                blueprint, updates, LayerSamples.ROWS, Kernels.twins().getFirst());
    }

    private static void step(Network network, Blueprint blueprint, int from, int count, double rate) {
        network.train(
                LayerSamples.rows(blueprint.input()),
                LayerSamples.targets(),
                LayerSamples.order(),
                from,
                count,
                rate,
                Double.NaN);
    }

    private static float[] values(List<Weights> weights, String name) {
        Map<String, Weights> named = NetworkSamples.named(weights);
        return Objects.requireNonNull(named.get(name), name).values();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 19})
    void runningFiguresOfAnImageMoveTowardsThoseOfAllPixels(int count) {
        Shape.Image image = new Shape.Image(3, 4, 5);
        Blueprint blueprint = LayerSamples.of(image, NORM);
        Network network = network(blueprint, Updates.by(Sgd.PLAIN));
        float[] mean = values(network.weights(), "batchNorm1.mean");
        float[] variance = values(network.weights(), "batchNorm1.variance");
        step(network, blueprint, 0, count, 0);
        double[][] rows = LayerSamples.first(NetworkSamples.rows(LayerSamples.rows(image)), count);
        for (int c = 0; c < 3; c++) {
            int from = c * image.pixels();
            double[] all = Arrays.stream(rows)
                    .flatMapToDouble(row -> Arrays.stream(row, from, from + image.pixels()))
                    .toArray();
            assertFollows(mean[c], variance[c], all, network, c);
        }
    }

    @Test
    void runningFiguresOfASequenceLeaveOutWhatIsBeyondItsEnd() {
        Shape.Sequence shape = new Shape.Sequence(6, 4, true);
        Blueprint blueprint = LayerSamples.of(shape, NORM);
        Network network = network(blueprint, Updates.by(Sgd.PLAIN));
        float[] mean = values(network.weights(), "batchNorm1.mean");
        float[] variance = values(network.weights(), "batchNorm1.variance");
        step(network, blueprint, 0, 9, 0);
        double[][] rows = LayerSamples.first(NetworkSamples.rows(LayerSamples.rows(shape)), 9);
        for (int f = 0; f < 4; f++) {
            int feature = f;
            double[] all = Arrays.stream(rows)
                    .flatMapToDouble(row ->
                            java.util.stream.IntStream.range(0, (int) row[24]).mapToDouble(t -> row[t * 4 + feature]))
                    .toArray();
            assertFollows(mean[f], variance[f], all, network, f);
        }
    }

    private static void assertFollows(float mean, float variance, double[] all, Network network, int channel) {
        double own = Arrays.stream(all).average().orElseThrow();
        double squares = Arrays.stream(all).map(x -> (x - own) * (x - own)).sum();
        assertEquals(0.9 * mean + 0.1 * own, values(network.weights(), "batchNorm1.mean")[channel], 1e-6);
        assertEquals(
                0.9 * variance + 0.1 * squares / (all.length - 1),
                values(network.weights(), "batchNorm1.variance")[channel],
                1e-5);
    }

    @Test
    void aSingleNumberAChannelIsNormalisedByTheRunningFigures() {
        Blueprint blueprint = LayerSamples.of(new Shape.Image(3, 1, 1), NORM);
        Network network = network(blueprint, Updates.by(Sgd.PLAIN));
        float[] before = values(network.weights(), "batchNorm1.variance");
        step(network, blueprint, 0, 1, 0);
        assertArrayEquals(before, values(network.weights(), "batchNorm1.variance"));
        step(network, blueprint, 0, 2, 0);
        assertEquals(false, Arrays.equals(before, values(network.weights(), "batchNorm1.variance")));
    }

    /** A batch's gradient is the same after other batches as in a network that has seen none. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void anEmbeddingForgetsTheGradientOfTheBatchBefore(double l1) {
        Blueprint blueprint = LayerSamples.of(new Shape.Tokens(3, 200, true), LayerSamples.embed(18));
        Updates updates = new Updates(Sgd.PLAIN, l1, 0.1, 0, List.of());
        Network used = network(blueprint, updates);
        for (int from = 0; from < 30; from += 10) step(used, blueprint, from, 10, 0);
        step(used, blueprint, 33, 5, 0);
        Network fresh = network(blueprint, updates);
        step(fresh, blueprint, 33, 5, 0);
        for (Weights gradient : fresh.gradients())
            assertArrayEquals(gradient.values(), values(used.gradients(), gradient.name()), gradient.name());
    }

    @Test
    void rowsOfTokensThatTheBatchHasNotGotHaveNoGradient() {
        Shape.Tokens tokens = new Shape.Tokens(3, 200, true);
        Blueprint blueprint = LayerSamples.of(tokens, LayerSamples.embed(5));
        Network network = network(blueprint, Updates.by(Sgd.PLAIN));
        step(network, blueprint, 0, 5, 0);
        boolean[] seen = new boolean[200];
        for (double[] row : LayerSamples.first(NetworkSamples.rows(LayerSamples.rows(tokens)), 5))
            for (int t = 0; t < (int) row[3]; t++) seen[(int) row[t]] = true;
        float[] gradient = values(network.gradients(), "embedding1.weight");
        for (int token = 0; token < 200; token++) {
            boolean moved = false;
            for (int j = 0; j < 5; j++) moved |= gradient[token * 5 + j] != 0;
            assertEquals(seen[token], moved, "token " + token);
        }
    }

    @Test
    void aTokenBeyondTheVocabularyIsRefused() {
        Blueprint blueprint = LayerSamples.of(new Shape.Tokens(2, 3, false), LayerSamples.embed(5));
        Matrix rows = Matrix.zeros(LayerSamples.ROWS, 2);
        rows.set(1, 1, 3);
        Network network = network(blueprint, Updates.by(Sgd.PLAIN));
        assertThrows(IndexOutOfBoundsException.class, () -> network.predict(rows, new int[] {0, 1}));
    }

    @Test
    void aTableIsDrawnFromTheStandardNormalDistribution() {
        Blueprint blueprint = LayerSamples.of(new Shape.Tokens(2, 400, false), LayerSamples.embed(30));
        float[] table = values(network(blueprint, Updates.by(Sgd.PLAIN)).weights(), "embedding1.weight");
        double squares = 0;
        for (float each : table) squares += each * each;
        assertEquals(1, squares / table.length, 4 * Math.sqrt(2.0 / table.length));
    }
}
