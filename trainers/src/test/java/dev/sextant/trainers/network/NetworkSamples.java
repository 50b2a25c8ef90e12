// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Networks of every kind, made-up rows for them, and their twins in doubles. */
final class NetworkSamples {
    static final int ROWS = 70;
    static final int INPUTS = 19;
    static final int OUTPUTS = 5;
    static final int BATCH = 32;
    static final Draws DRAWS = new Draws(1, 2);
    private static final List<Integer> HIDDEN = List.of(33, 7);

    private NetworkSamples() {}

    /** Every activation, every loss, batch norm and dropout with and without what they stand beside. */
    static List<Architecture> architectures() {
        List<Architecture> all = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            all.add(Architecture.plain(INPUTS, HIDDEN, activation, OUTPUTS, Loss.CROSS_ENTROPY));
            all.add(architecture(activation, true, 0.3, Loss.CROSS_ENTROPY));
        }
        for (Loss loss : Loss.values()) all.add(architecture(Activation.TANH, false, 0, loss));
        all.add(architecture(Activation.RELU, true, 0, Loss.HUBER));
        all.add(architecture(Activation.RELU, false, 0.5, Loss.CROSS_ENTROPY));
        all.add(Architecture.plain(INPUTS, List.of(), Activation.RELU, OUTPUTS, Loss.CROSS_ENTROPY));
        return all;
    }

    static Architecture architecture(Activation activation, boolean batchNorm, double dropout, Loss loss) {
        return new Architecture(INPUTS, HIDDEN, activation, batchNorm, dropout, Initializer.DEFAULT, OUTPUTS, loss);
    }

    static Network network(Architecture architecture, OptimizerRule rule, Kernels twin) {
        return network(architecture, Updates.by(rule), twin);
    }

    static Network network(Architecture architecture, Updates updates, Kernels twin) {
        return new Network(
                architecture.blueprint(), updates, BATCH, DRAWS, () -> twin, () -> ColumnKernels.besides(twin));
    }

    /** The same network in doubles, batch norm's scales and shifts included. */
    static DoubleNetwork twin(Network network, Architecture architecture, Updates updates) {
        Map<String, Weights> named = named(network.weights());
        int layers = architecture.layers();
        double[][][] weights = new double[layers][][];
        double[][] biases = new double[layers][];
        for (int l = 0; l < layers; l++) {
            weights[l] = square(get(named, "dense%d.weight", l));
            biases[l] = doubles(get(named, "dense%d.bias", l).values());
        }
        DoubleNetwork twin = new DoubleNetwork(weights, biases, architecture, updates);
        for (int l = 0; l < twin.scales.length; l++) {
            twin.scales[l] = doubles(get(named, "batchNorm%d.scale", l).values());
            twin.shifts[l] = doubles(get(named, "batchNorm%d.shift", l).values());
            twin.means[l] = doubles(get(named, "batchNorm%d.mean", l).values());
            twin.variances[l] = doubles(get(named, "batchNorm%d.variance", l).values());
        }
        return twin;
    }

    /** Moves batch norm's scales and shifts away from 1 and 0, which would hide mistakes. */
    static void unsettle(Network network) {
        DrawSequence draws = new Draws(11, 1).of("unsettle");
        for (Weights weights : network.weights())
            if (weights.name().endsWith(".scale") || weights.name().endsWith(".shift")) {
                float[] values = weights.values();
                for (int i = 0; i < values.length; i++) values[i] += (float) (0.3 * draws.normal());
                network.load(new Weights(weights.name(), weights.shape(), values));
            }
    }

    static Map<String, Weights> named(List<Weights> weights) {
        return weights.stream().collect(Collectors.toMap(Weights::name, w -> w));
    }

    static Weights get(Map<String, Weights> named, String pattern, int layer) {
        return java.util.Objects.requireNonNull(named.get(pattern.formatted(layer + 1)));
    }

    static double[][] square(Weights weights) {
        int columns = weights.shape()[1];
        return IntStream.range(0, weights.shape()[0])
                .mapToObj(q -> doubles(Arrays.copyOfRange(weights.values(), q * columns, (q + 1) * columns)))
                .toArray(double[][]::new);
    }

    /** What the first step's dropout multiplies with, from its definition. */
    static double[][][] firstMasks(Architecture architecture, int rows) {
        if (architecture.dropout() == 0) return new double[0][][];
        double[][][] masks = new double[architecture.hidden().size()][rows][];
        for (int l = 0; l < masks.length; l++) {
            DrawSequence keys = DRAWS.of("dropout", l);
            int first = keys.word();
            int second = keys.word();
            for (int i = 0; i < rows; i++) {
                masks[l][i] = new double[architecture.fanOut(l)];
                for (int j = 0; j < masks[l][i].length; j++)
                    masks[l][i][j] =
                            keeps(first, second, i, j, architecture.dropout()) ? 1 / (1 - architecture.dropout()) : 0;
            }
        }
        return masks;
    }

    private static boolean keeps(int first, int second, int row, int unit, double probability) {
        int hash = first + unit / 16 * 0xBB67AE85 + (row * 16 + unit % 16) * 0x9E3779B9;
        hash = (hash ^ (hash >>> 16)) * 0x7FEB352D;
        hash = (hash ^ (hash >>> 15) ^ second) * 0x846CA68B;
        hash ^= hash >>> 16;
        return Integer.toUnsignedLong(hash) / 0x1p32 >= probability;
    }

    static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    static Matrix inputs() {
        return normal("inputs", INPUTS);
    }

    static Targets targets(Loss loss) {
        return switch (loss) {
            case CROSS_ENTROPY ->
                new Targets.Classes(
                        IntStream.range(0, ROWS).map(i -> i * 3 % OUTPUTS).toArray(), OUTPUTS);
            case BINARY_CROSS_ENTROPY -> {
                Matrix answers = normal("targets", OUTPUTS);
                for (int i = 0; i < ROWS; i++)
                    for (int j = 0; j < OUTPUTS; j++) answers.set(i, j, answers.get(i, j) > 0 ? 1 : 0);
                yield new Targets.Values(answers);
            }
            case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER -> new Targets.Values(normal("targets", OUTPUTS));
        };
    }

    static Matrix normal(String purpose, int columns) {
        return normal(purpose, ROWS, columns);
    }

    static Matrix normal(String purpose, int rows, int columns) {
        DrawSequence draws = new Draws(7, 7).of(purpose);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) matrix.set(i, j, (float) draws.normal());
        return matrix;
    }

    static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < rows.length; i++) for (int j = 0; j < rows[i].length; j++) rows[i][j] = matrix.get(i, j);
        return rows;
    }

    static double[][] plain(Targets targets) {
        return switch (targets) {
            case Targets.Values values -> rows(values.values());
            case Targets.Classes classes -> {
                double[][] hot = new double[classes.rows()][classes.count()];
                for (int i = 0; i < hot.length; i++) hot[i][classes.labels()[i]] = 1;
                yield hot;
            }
        };
    }

    static int[] order() {
        return IntStream.range(0, ROWS).toArray();
    }
}
