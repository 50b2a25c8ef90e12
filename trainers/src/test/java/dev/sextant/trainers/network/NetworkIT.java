// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Adagrad;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.optimizer.RmsProp;
import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkIT {
    private static final int ROWS = NetworkSamples.ROWS;
    private static final int OUTPUTS = NetworkSamples.OUTPUTS;
    private static final int BATCH = NetworkSamples.BATCH;
    private static final Matrix INPUTS = NetworkSamples.inputs();
    private static final List<OptimizerRule> RULES = List.of(
            Sgd.PLAIN,
            new Sgd(0.8, 0.3, false, 1e-3),
            Sgd.NESTEROV,
            Adagrad.DEFAULTS,
            RmsProp.DEFAULTS,
            new RmsProp(0.9, 1e-8, 0.5, true, 0),
            Adam.PAPER,
            new Adam(0.9, 0.99, 1e-8, true, 1e-3));

    static Stream<Architecture> everyKind() {
        return NetworkSamples.architectures().stream();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void wholeTrainingsHaveTheSameBitsInEveryTwin(Architecture architecture) {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        List<Double> rates = Collections.nCopies(architecture.layers(), 0.5);
        for (OptimizerRule rule : RULES)
            for (Updates updates : List.of(Updates.by(rule), new Updates(rule, 1e-4, 0.5, 0.1, rates))) {
                int plain =
                        hashAfterTraining(architecture, updates, Kernels.twins().getFirst());
                for (Kernels twin : Kernels.twins())
                    assertEquals(plain, hashAfterTraining(architecture, updates, twin), () -> updates + ", " + twin);
            }
    }

    private static int hashAfterTraining(Architecture architecture, Updates updates, Kernels twin) {
        Network network = NetworkSamples.network(architecture, updates, twin);
        int hash = 1;
        int[] order = NetworkSamples.order();
        Targets targets = NetworkSamples.targets(architecture.loss());
        for (int epoch = 0; epoch < 3; epoch++) {
            new Draws(3, 3).of("shuffle", epoch).shuffle(order);
            for (int from = 0; from < ROWS; from += BATCH) {
                double mean =
                        network.train(INPUTS, targets, order, from, Math.min(BATCH, ROWS - from), 0.01, Double.NaN);
                assertTrue(Double.isFinite(mean));
                hash = 31 * hash + Double.hashCode(mean);
            }
            hash = 31 * hash + network.evaluate(INPUTS, targets, order).hashCode();
            hash = 31 * hash + Double.hashCode(network.deadUnits());
        }
        assertPaddingIsZero(network);
        for (Weights weights : network.weights()) hash = 31 * hash + Arrays.hashCode(weights.values());
        return 31 * hash + Arrays.hashCode(network.parameterArray());
    }

    /** What the padding holds is what is left when everything that is learnt is set to zero. */
    private static void assertPaddingIsZero(Network network) {
        float[] all = network.parameterArray();
        long used = IntStream.range(0, all.length).filter(i -> all[i] != 0f).count();
        assertTrue(used <= network.parameters(), "%d of %d".formatted(used, network.parameters()));
    }

    @Test
    void paddingStaysZeroWithManyOutputsAndBatchesOfTwoSizes() {
        Architecture wide = Architecture.plain(3, List.of(9), Activation.TANH, 21, Loss.MEAN_SQUARED_ERROR);
        Matrix targets = NetworkSamples.normal("wide", 21);
        Matrix inputs = NetworkSamples.normal("inputs", 3);
        Network network =
                NetworkSamples.network(wide, Sgd.PLAIN, Kernels.twins().getFirst());
        for (int from = 0; from < ROWS; from += BATCH)
            network.train(
                    inputs,
                    new Targets.Values(targets),
                    NetworkSamples.order(),
                    from,
                    Math.min(BATCH, ROWS - from),
                    0.1,
                    Double.NaN);
        assertPaddingIsZero(network);
    }

    @Test
    void evaluationCountsWhatTheOutputsSay() {
        Network network = network(Activation.TANH, Loss.CROSS_ENTROPY, Adam.PAPER, Kernels.chosen());
        int[] rows = IntStream.range(0, ROWS).toArray();
        Matrix outputs = network.predict(INPUTS, rows);
        Targets.Classes classes = (Targets.Classes) NetworkSamples.targets(Loss.CROSS_ENTROPY);
        int correct = 0;
        double loss = 0;
        for (int i = 0; i < ROWS; i++) {
            int best = 0;
            double sum = 0;
            for (int j = 0; j < OUTPUTS; j++) {
                if (outputs.get(i, j) > outputs.get(i, best)) best = j;
                sum += Math.exp(outputs.get(i, j));
            }
            if (best == classes.labels()[i]) correct++;
            loss += Math.log(sum) - outputs.get(i, classes.labels()[i]);
        }
        Evaluation evaluation = network.evaluate(INPUTS, classes, rows);
        assertEquals(correct / (double) ROWS, evaluation.accuracy(), 0.0);
        assertEquals(loss / ROWS, evaluation.loss(), 1e-6);
        Network regression = network(Activation.TANH, Loss.MEAN_SQUARED_ERROR, Adam.PAPER, Kernels.chosen());
        assertTrue(Double.isNaN(regression
                .evaluate(INPUTS, NetworkSamples.targets(Loss.MEAN_SQUARED_ERROR), rows)
                .accuracy()));
    }

    @Test
    void trainingLearns() {
        Network network = network(Activation.RELU, Loss.CROSS_ENTROPY, Adam.PAPER, Kernels.chosen());
        int[] order = IntStream.range(0, ROWS).toArray();
        for (int epoch = 0; epoch < 100; epoch++)
            for (int from = 0; from < ROWS; from += 32)
                network.train(
                        INPUTS,
                        NetworkSamples.targets(Loss.CROSS_ENTROPY),
                        order,
                        from,
                        Math.min(32, ROWS - from),
                        0.01,
                        Double.NaN);
        // the labels are noise: guessing finds a fifth of them
        double accuracy = network.evaluate(INPUTS, NetworkSamples.targets(Loss.CROSS_ENTROPY), order)
                .accuracy();
        assertTrue(accuracy > 0.8, "accuracy " + accuracy);
    }

    @Test
    void restoreBringsBackWhatWasKept() {
        Network network = network(Activation.RELU, Loss.CROSS_ENTROPY, Sgd.MOMENTUM, Kernels.chosen());
        float[] fresh = network.parameterArray().clone();
        int[] order = IntStream.range(0, ROWS).toArray();
        network.train(INPUTS, NetworkSamples.targets(Loss.CROSS_ENTROPY), order, 0, 32, 0.1, Double.NaN);
        float[] trained = network.parameterArray().clone();
        assertFalse(Arrays.equals(fresh, trained));
        network.keep();
        network.train(INPUTS, NetworkSamples.targets(Loss.CROSS_ENTROPY), order, 0, 32, 0.1, Double.NaN);
        assertFalse(Arrays.equals(trained, network.parameterArray()));
        network.restore();
        assertArrayEquals(trained, network.parameterArray());
    }

    @Test
    void divergenceIsALossThatIsNotFinite() {
        Network network = network(Activation.RELU, Loss.CROSS_ENTROPY, Sgd.PLAIN, Kernels.chosen());
        int[] order = IntStream.range(0, ROWS).toArray();
        double loss = 0;
        for (int step = 0; step < 50 && Double.isFinite(loss); step++)
            loss = network.train(INPUTS, NetworkSamples.targets(Loss.CROSS_ENTROPY), order, 0, 32, 1e20, Double.NaN);
        assertFalse(Double.isFinite(loss));
    }

    @Test
    void initialWeightsDependOnTheDrawsAlone() {
        Architecture architecture = Architecture.plain(40, List.of(60), Activation.RELU, 3, Loss.CROSS_ENTROPY);
        Network one = new Network(architecture, Updates.by(Sgd.PLAIN), 8, new Draws(1, 5));
        Network two = new Network(architecture, Updates.by(Adam.PAPER), 64, new Draws(1, 5));
        Network other = new Network(architecture, Updates.by(Sgd.PLAIN), 8, new Draws(1, 6));
        assertArrayEquals(one.parameterArray(), two.parameterArray());
        assertFalse(Arrays.equals(one.parameterArray(), other.parameterArray()));
        assertEquals(40 * 60 + 60 + 60 * 3 + 3, one.parameters());
        double largest = 0;
        for (float w : one.weights().getFirst().values()) largest = Math.max(largest, Math.abs(w));
        double bound = Math.sqrt(6.0 / 40);
        assertTrue(largest <= bound && largest > 0.99 * bound, "largest weight " + largest);
    }

    @Test
    void batchesThatDoNotFitAreRefused() {
        Network network = network(Activation.RELU, Loss.CROSS_ENTROPY, Sgd.PLAIN, Kernels.chosen());
        int[] order = IntStream.range(0, ROWS).toArray();
        assertEquals(
                "a batch of 33 rows must have 1 to 32",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> network.train(
                                        INPUTS,
                                        NetworkSamples.targets(Loss.CROSS_ENTROPY),
                                        order,
                                        0,
                                        33,
                                        0.1,
                                        Double.NaN))
                        .getMessage());
    }

    private static Network network(Activation activation, Loss loss, OptimizerRule rule, Kernels twin) {
        return NetworkSamples.network(NetworkSamples.architecture(activation, false, 0, loss), rule, twin);
    }
}
