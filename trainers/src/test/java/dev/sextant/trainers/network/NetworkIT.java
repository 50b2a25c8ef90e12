// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Adagrad;
import dev.sextant.trainers.optimizer.Adam;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.optimizer.RmsProp;
import dev.sextant.trainers.optimizer.Sgd;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkIT {
    private static final int ROWS = 70;
    private static final int INPUTS = 19;
    private static final int OUTPUTS = 5;
    private static final List<OptimizerRule> RULES = List.of(
            Sgd.PLAIN,
            new Sgd(0.8, 0.3, false, 1e-3),
            Sgd.NESTEROV,
            Adagrad.DEFAULTS,
            RmsProp.DEFAULTS,
            new RmsProp(0.9, 1e-8, 0.5, true, 0),
            Adam.PAPER,
            new Adam(0.9, 0.99, 1e-8, true, 1e-3));

    static Stream<Arguments> everyKind() {
        return Stream.of(Activation.RELU, Activation.TANH, Activation.SIGMOID)
                .flatMap(activation -> Stream.of(Loss.CROSS_ENTROPY, Loss.MEAN_SQUARED_ERROR)
                        .map(loss -> Arguments.of(activation, loss)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void wholeTrainingsHaveTheSameBitsInEveryTwin(Activation activation, Loss loss) {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        for (OptimizerRule rule : RULES) {
            int plain =
                    hashAfterTraining(activation, loss, rule, Kernels.twins().getFirst());
            for (Kernels twin : Kernels.twins())
                assertEquals(plain, hashAfterTraining(activation, loss, rule, twin), () -> rule + ", " + twin);
        }
    }

    private static int hashAfterTraining(Activation activation, Loss loss, OptimizerRule rule, Kernels twin) {
        Network network = network(activation, loss, rule, twin);
        int hash = 1;
        int[] order = IntStream.range(0, ROWS).toArray();
        for (int epoch = 0; epoch < 3; epoch++) {
            new Draws(3, 3).of("shuffle", epoch).shuffle(order);
            for (int from = 0; from < ROWS; from += 32) {
                double mean = network.train(
                        inputs(), targets(loss), order, from, Math.min(32, ROWS - from), 0.01, Double.NaN);
                assertTrue(Double.isFinite(mean));
                hash = 31 * hash + Double.hashCode(mean);
            }
            hash = 31 * hash + network.evaluate(inputs(), targets(loss), order).hashCode();
        }
        assertPaddingIsZero(network);
        return 31 * hash + Arrays.hashCode(network.parameterArray());
    }

    /** What the padding holds is what is left when everything that is learnt is set to zero. */
    private static void assertPaddingIsZero(Network network) {
        float[] all = network.parameterArray();
        long used = IntStream.range(0, all.length).filter(i -> all[i] != 0f).count();
        assertTrue(used <= network.parameters(), "%d of %d".formatted(used, network.parameters()));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void gradientsOfTheDoublesAreTheSlopesOfTheirLoss(Activation activation, Loss loss) {
        Network network = network(activation, loss, Sgd.PLAIN, Kernels.twins().getFirst());
        DoubleNetwork twin = twin(network, activation, loss);
        double[][] inputs = rows(inputs());
        double[][] targets = plain(targets(loss));
        twin.gradients(inputs, targets);
        double step = 1e-6;
        for (int l = 0; l < twin.weights.length; l++)
            for (int q = 0; q < twin.weights[l].length; q += 2) {
                for (int p = 0; p < twin.weights[l][q].length; p += 3) {
                    double at = twin.weights[l][q][p];
                    twin.weights[l][q][p] = at + step;
                    double above = twin.loss(inputs, targets);
                    twin.weights[l][q][p] = at - step;
                    double below = twin.loss(inputs, targets);
                    twin.weights[l][q][p] = at;
                    assertEquals((above - below) / (2 * step), twin.weightGradients[l][q][p], 1e-7);
                }
                double at = twin.biases[l][q];
                twin.biases[l][q] = at + step;
                double above = twin.loss(inputs, targets);
                twin.biases[l][q] = at - step;
                double below = twin.loss(inputs, targets);
                twin.biases[l][q] = at;
                assertEquals((above - below) / (2 * step), twin.biasGradients[l][q], 1e-7);
            }
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void gradientsAreThoseOfTheDoubles(Activation activation, Loss loss) {
        for (Kernels kernels : Kernels.twins()) {
            Network network = network(activation, loss, Sgd.PLAIN, kernels);
            DoubleNetwork twin = twin(network, activation, loss);
            int count = 27;
            int[] order = IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray();
            double mean = network.train(inputs(), targets(loss), order, 4, count, 0.0, Double.NaN);
            double[][] inputs = rows(inputs());
            double[][] targets = plain(targets(loss));
            double[][] batch = IntStream.range(4, 4 + count)
                    .mapToObj(i -> inputs[order[i]])
                    .toArray(double[][]::new);
            double[][] wanted = IntStream.range(4, 4 + count)
                    .mapToObj(i -> targets[order[i]])
                    .toArray(double[][]::new);
            assertEquals(twin.gradients(batch, wanted), mean, 1e-5);
            for (int l = 0; l < twin.weights.length; l++) {
                float[][] gradients = network.weightGradients(l);
                for (int q = 0; q < gradients.length; q++) {
                    for (int p = 0; p < gradients[q].length; p++)
                        assertEquals(twin.weightGradients[l][q][p], gradients[q][p], 2e-6);
                    assertEquals(twin.biasGradients[l][q], network.biasGradients(l)[q], 2e-6);
                }
            }
        }
    }

    @Test
    void evaluationCountsWhatTheOutputsSay() {
        Network network = network(Activation.TANH, Loss.CROSS_ENTROPY, Adam.PAPER, Kernels.chosen());
        int[] rows = IntStream.range(0, ROWS).toArray();
        Matrix outputs = network.predict(inputs(), rows);
        Targets.Classes classes = (Targets.Classes) targets(Loss.CROSS_ENTROPY);
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
        Evaluation evaluation = network.evaluate(inputs(), classes, rows);
        assertEquals(correct / (double) ROWS, evaluation.accuracy(), 0.0);
        assertEquals(loss / ROWS, evaluation.loss(), 1e-6);
        Network regression = network(Activation.TANH, Loss.MEAN_SQUARED_ERROR, Adam.PAPER, Kernels.chosen());
        assertTrue(Double.isNaN(regression
                .evaluate(inputs(), targets(Loss.MEAN_SQUARED_ERROR), rows)
                .accuracy()));
    }

    @Test
    void trainingLearns() {
        Network network = network(Activation.RELU, Loss.CROSS_ENTROPY, Adam.PAPER, Kernels.chosen());
        int[] order = IntStream.range(0, ROWS).toArray();
        for (int epoch = 0; epoch < 100; epoch++)
            for (int from = 0; from < ROWS; from += 32)
                network.train(
                        inputs(),
                        targets(Loss.CROSS_ENTROPY),
                        order,
                        from,
                        Math.min(32, ROWS - from),
                        0.01,
                        Double.NaN);
        // the labels are noise: guessing finds a fifth of them
        double accuracy =
                network.evaluate(inputs(), targets(Loss.CROSS_ENTROPY), order).accuracy();
        assertTrue(accuracy > 0.8, "accuracy " + accuracy);
    }

    @Test
    void restoreBringsBackWhatWasKept() {
        Network network = network(Activation.RELU, Loss.CROSS_ENTROPY, Sgd.MOMENTUM, Kernels.chosen());
        float[] fresh = network.parameterArray().clone();
        int[] order = IntStream.range(0, ROWS).toArray();
        network.train(inputs(), targets(Loss.CROSS_ENTROPY), order, 0, 32, 0.1, Double.NaN);
        float[] trained = network.parameterArray().clone();
        assertFalse(Arrays.equals(fresh, trained));
        network.keep();
        network.train(inputs(), targets(Loss.CROSS_ENTROPY), order, 0, 32, 0.1, Double.NaN);
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
            loss = network.train(inputs(), targets(Loss.CROSS_ENTROPY), order, 0, 32, 1e20, Double.NaN);
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
        for (float[] row : one.weights(0)) for (float w : row) largest = Math.max(largest, Math.abs(w));
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
                                        inputs(), targets(Loss.CROSS_ENTROPY), order, 0, 33, 0.1, Double.NaN))
                        .getMessage());
    }

    private static Network network(Activation activation, Loss loss, OptimizerRule rule, Kernels twin) {
        Architecture architecture = Architecture.plain(INPUTS, List.of(33, 7), activation, OUTPUTS, loss);
        return new Network(architecture, Updates.by(rule), 32, new Draws(1, 2), () -> twin);
    }

    private static DoubleNetwork twin(Network network, Activation activation, Loss loss) {
        double[][][] weights = new double[3][][];
        double[][] biases = new double[3][];
        for (int l = 0; l < 3; l++) {
            weights[l] =
                    Arrays.stream(network.weights(l)).map(NetworkIT::doubles).toArray(double[][]::new);
            biases[l] = doubles(network.biases(l));
        }
        return new DoubleNetwork(weights, biases, activation, loss, Sgd.PLAIN);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static Matrix inputs() {
        return normal("inputs", INPUTS);
    }

    private static Targets targets(Loss loss) {
        return switch (loss) {
            case CROSS_ENTROPY ->
                new Targets.Classes(
                        IntStream.range(0, ROWS).map(i -> i * 3 % OUTPUTS).toArray(), OUTPUTS);
            case BINARY_CROSS_ENTROPY, MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER ->
                new Targets.Values(normal("targets", OUTPUTS));
        };
    }

    private static Matrix normal(String purpose, int columns) {
        DrawSequence draws = new Draws(7, 7).of(purpose);
        Matrix matrix = Matrix.zeros(ROWS, columns);
        for (int i = 0; i < ROWS; i++) for (int j = 0; j < columns; j++) matrix.set(i, j, (float) draws.normal());
        return matrix;
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < rows.length; i++) for (int j = 0; j < rows[i].length; j++) rows[i][j] = matrix.get(i, j);
        return rows;
    }

    private static double[][] plain(Targets targets) {
        return switch (targets) {
            case Targets.Values values -> rows(values.values());
            case Targets.Classes classes -> {
                double[][] hot = new double[classes.rows()][classes.count()];
                for (int i = 0; i < hot.length; i++) hot[i][classes.labels()[i]] = 1;
                yield hot;
            }
        };
    }
}
