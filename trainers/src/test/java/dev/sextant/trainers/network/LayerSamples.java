// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Small networks in which every kind of layer stands on every shape that it reads, and made-up rows for them. */
public final class LayerSamples {
    static final int OUTPUTS = 4;
    static final int ROWS = 40;
    private static final Draws DRAWS = new Draws(3, 9);
    private static final LayerSpec NORM = new LayerSpec.BatchNorm();
    private static final LayerSpec LINE_NORM = new LayerSpec.LayerNorm();
    private static final LayerSpec MEAN = new LayerSpec.GlobalAveragePool();

    private LayerSamples() {}

    public static List<Blueprint> networks() {
        Shape image = new Shape.Image(2, 6, 5);
        Shape sequence = new Shape.Sequence(5, 3, false);
        Shape ragged = new Shape.Sequence(6, 4, true);
        Shape vector = new Shape.Vector(19);
        return List.of(
                of(image, conv(5, 3), NORM, relu(), pool(true, 2, 2, 0), conv(3, 3), relu(), dense(6), relu()),
                of(image, NORM, conv(17, 1), act(Activation.SILU), LINE_NORM, pool(true, 3, 2, 1), MEAN),
                of(image, residual(conv(3, 3), NORM, relu(), drop(), conv(2, 3), NORM), relu(), pool(false, 2, 1, 1)),
                of(image, new LayerSpec.Conv(18, 3, 2, 1), drop(), NORM, act(Activation.SIGMOID), dense(5)),
                of(sequence, lstm(6, true, false), LINE_NORM, gru(5, false, false), NORM, relu()),
                of(ragged, rnn(9, true, true), NORM, drop(), lstm(7, false, true)),
                of(ragged, dense(17), NORM, act(Activation.ELU), gru(4, true, true), new LayerSpec.Flatten()),
                of(sequence, NORM, dense(20), relu(), residual(LINE_NORM, dense(20), drop()), MEAN),
                of(new Shape.Tokens(7, 11, true), embed(5), gru(18, true, false), act(Activation.GELU), MEAN),
                of(new Shape.Tokens(4, 30, false), embed(20), residual(LINE_NORM, dense(20), act(Activation.SIGMOID))),
                of(vector, dense(18), LINE_NORM, tanh(), residual(NORM, dense(18), act(Activation.SOFTPLUS), drop())),
                of(vector, LINE_NORM, dense(17), residual(tanh(), residual(relu(), drop()), LINE_NORM), dense(3)));
    }

    /** Told by their layers. */
    static Stream<Named<Blueprint>> named() {
        return networks().stream().map(network -> Named.of(text(network), network));
    }

    /** What it reads and its layers, the output layer aside. */
    public static String text(Blueprint network) {
        return network.input().text()
                + network.flat().stream()
                        .map(stage -> " " + stage.layer().name())
                        .collect(Collectors.joining());
    }

    public static Blueprint of(Shape input, LayerSpec... layers) {
        try {
            return Blueprint.of(input, placed(layers), Initializer.DEFAULT, OUTPUTS, Loss.CROSS_ENTROPY);
        } catch (ShapeException misfit) {
            throw new IllegalArgumentException(misfit);
        }
    }

    private static List<Placed> placed(LayerSpec... layers) {
        return IntStream.range(0, layers.length)
                .mapToObj(l -> new Placed("layers." + l, layers[l]))
                .toList();
    }

    public static LayerSpec conv(int filters, int kernel) {
        return new LayerSpec.Conv(filters, kernel, 1, LayerSpec.Conv.SAME);
    }

    public static LayerSpec pool(boolean largest, int size, int stride, int padding) {
        return new LayerSpec.Pool(largest, size, stride, padding);
    }

    public static LayerSpec dense(int units) {
        return new LayerSpec.Dense(units);
    }

    public static LayerSpec act(Activation activation) {
        return new LayerSpec.Activate(activation);
    }

    public static LayerSpec relu() {
        return act(Activation.RELU);
    }

    public static LayerSpec tanh() {
        return act(Activation.TANH);
    }

    public static LayerSpec drop() {
        return new LayerSpec.Dropout(0.3);
    }

    public static LayerSpec residual(LayerSpec... layers) {
        return new LayerSpec.Residual(placed(layers));
    }

    public static LayerSpec embed(int size) {
        return new LayerSpec.Embedding(size);
    }

    public static LayerSpec rnn(int units, boolean all, boolean bidirectional) {
        return new LayerSpec.Recurrent(LayerSpec.Cell.RNN, units, all, bidirectional);
    }

    public static LayerSpec lstm(int units, boolean all, boolean bidirectional) {
        return new LayerSpec.Recurrent(LayerSpec.Cell.LSTM, units, all, bidirectional);
    }

    public static LayerSpec gru(int units, boolean all, boolean bidirectional) {
        return new LayerSpec.Recurrent(LayerSpec.Cell.GRU, units, all, bidirectional);
    }

    static Network network(Blueprint blueprint, Updates updates, int mostRows, Kernels twin) {
        Network network = new Network(
                blueprint, updates, mostRows, NetworkSamples.DRAWS, () -> twin, () -> ColumnKernels.besides(twin));
        unsettle(network);
        return network;
    }

    /** Moves what begins at 0 or 1, which would hide mistakes. */
    private static void unsettle(Network network) {
        DrawSequence draws = DRAWS.of("unsettle");
        for (Weights weights : network.weights()) {
            if (weights.name().endsWith("eight")) continue;
            float[] values = weights.values();
            for (int i = 0; i < values.length; i++) values[i] += (float) (0.2 * draws.uniform());
            network.load(new Weights(weights.name(), weights.shape(), values));
        }
    }

    /** Rows of data of this shape, ragged ones of every length. */
    public static Matrix rows(Shape shape) {
        DrawSequence draws = DRAWS.of("rows");
        Matrix rows = Matrix.zeros(ROWS, shape.columns());
        for (int i = 0; i < ROWS; i++) {
            int length = length(shape, i);
            int each = shape instanceof Shape.Sequence sequence ? sequence.features() : 1;
            for (int j = 0; j < shape.size(); j++)
                if (length == 0 || j < length * each)
                    rows.set(
                            i,
                            j,
                            shape instanceof Shape.Tokens tokens
                                    ? (float) Math.floor(draws.uniform() * tokens.vocabulary())
                                    : (float) draws.normal());
            if (shape.columns() > shape.size()) rows.set(i, shape.size(), length);
        }
        return rows;
    }

    /** 0 where all are equally long. */
    private static int length(Shape shape, int row) {
        return switch (shape) {
            case Shape.Sequence(int steps, int _, boolean ragged) when ragged -> 1 + row % steps;
            case Shape.Tokens(int steps, int _, boolean ragged) when ragged -> 1 + row % steps;
            default -> 0;
        };
    }

    public static Targets.Classes targets() {
        return new Targets.Classes(
                IntStream.range(0, ROWS).map(i -> i * 3 % OUTPUTS).toArray(), OUTPUTS);
    }

    public static int[] order() {
        return IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray();
    }

    /** The first rows of an order, as doubles. */
    static double[][] first(double[][] rows, int count) {
        int[] order = order();
        return Arrays.stream(order, 0, count).mapToObj(i -> rows[i]).toArray(double[][]::new);
    }
}
