// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two layers of one kind against their twins in doubles, which PyTorch's figures hold to account. */
class RecurrentTest {
    private static final int STEPS = 7;

    static Stream<Arguments> everyForm() {
        List<Arguments> forms = new ArrayList<>();
        for (LayerSpec.Cell cell : LayerSpec.Cell.values())
            for (boolean all : new boolean[] {false, true})
                for (boolean bidirectional : new boolean[] {false, true})
                    for (boolean ragged : new boolean[] {false, true})
                        forms.add(Arguments.of(cell, all, bidirectional, ragged));
        return forms.stream();
    }

    private static RecurrentSample sample(
            LayerSpec.Cell cell, boolean all, boolean bidirectional, boolean ragged, int rows) {
        return new RecurrentSample(
                new Shape.Sequence(STEPS, 3, ragged),
                rows,
                new LayerSpec.Recurrent(cell, 10, true, bidirectional),
                new LayerSpec.Recurrent(cell, 18, all, bidirectional));
    }

    /** A full batch first, and then a smaller one, which finds its numbers at other places. */
    @ParameterizedTest
    @MethodSource("everyForm")
    void layersGiveWhatTheirTwinsGive(LayerSpec.Cell cell, boolean all, boolean bidirectional, boolean ragged) {
        RecurrentSample sample = sample(cell, all, bidirectional, ragged, 9);
        Matrix inputs = sample.inputs();
        for (int rows : new int[] {9, 6, 1}) {
            sample.forward(Kernels.chosen(), inputs, rows);
            List<DoubleCell> first = twins(sample, cell, 1, bidirectional);
            List<DoubleCell> second = twins(sample, cell, 2, bidirectional);
            double[][][] dy = gradients(sample, all);
            spoil(sample.layers.getFirst().output());
            sample.backward();
            for (int b = 0; b < rows; b++) {
                double[][] x = sample.sequence(inputs, b);
                double[][] between = states(first, x);
                double[][] y = states(second, between);
                assertOutput(sample, y, b, all, bidirectional);
                double[][] dx = backward(first, x, backward(second, between, dy[b]));
                for (int t = 0; t < STEPS; t++)
                    for (int j = 0; j < 3; j++)
                        assertEquals(
                                t < x.length ? dx[t][j] : 0,
                                sample.intake.signal().gradient()[sample.at(sample.intake.signal(), b, t, j)],
                                t < x.length ? 1e-5 : 0);
            }
            for (int l = 1; l <= 2; l++)
                for (int d = 0; d < first.size(); d++)
                    sample.assertGradients((l == 1 ? first : second).get(d), name(cell, l, d), 2e-5);
        }
    }

    private static String name(LayerSpec.Cell cell, int layer, int direction) {
        return cell.name().toLowerCase(Locale.ROOT) + layer + (direction == 1 ? ".reverse" : "");
    }

    private static List<DoubleCell> twins(
            RecurrentSample sample, LayerSpec.Cell cell, int layer, boolean bidirectional) {
        List<DoubleCell> twins = new ArrayList<>();
        for (int d = 0; d < (bidirectional ? 2 : 1); d++) twins.add(sample.twin(cell, name(cell, layer, d)));
        return twins;
    }

    /** Side by side. */
    private static double[][] states(List<DoubleCell> cells, double[][] x) {
        double[][] forwards = cells.getFirst().states(x);
        if (cells.size() == 1) return forwards;
        return beside(forwards, reversed(cells.getLast().states(reversed(x))));
    }

    private static double[][] backward(List<DoubleCell> cells, double[][] x, double[][] dy) {
        int width = dy[0].length / cells.size();
        double[][] dx = cells.getFirst().backward(x, columns(dy, 0, width));
        if (cells.size() == 1) return dx;
        double[][] other = reversed(cells.getLast().backward(reversed(x), reversed(columns(dy, width, 2 * width))));
        for (int t = 0; t < dx.length; t++) for (int j = 0; j < dx[t].length; j++) dx[t][j] += other[t][j];
        return dx;
    }

    private static double[][] reversed(double[][] x) {
        double[][] reversed = new double[x.length][];
        for (int t = 0; t < x.length; t++) reversed[t] = x[x.length - 1 - t];
        return reversed;
    }

    private static double[][] beside(double[][] left, double[][] right) {
        double[][] both = new double[left.length][];
        for (int t = 0; t < left.length; t++) {
            both[t] = Arrays.copyOf(left[t], left[t].length + right[t].length);
            System.arraycopy(right[t], 0, both[t], left[t].length, right[t].length);
        }
        return both;
    }

    private static double[][] columns(double[][] x, int from, int to) {
        return Arrays.stream(x).map(row -> Arrays.copyOfRange(row, from, to)).toArray(double[][]::new);
    }

    private static void assertOutput(RecurrentSample sample, double[][] y, int b, boolean all, boolean bidirectional) {
        int units = bidirectional ? y[0].length / 2 : y[0].length;
        for (int t = 0; t < (all ? y.length : 1); t++)
            for (int j = 0; j < y[0].length; j++) {
                double expected = all ? y[t][j] : y[j < units ? y.length - 1 : 0][j];
                assertEquals(
                        expected, sample.output().values()[sample.at(sample.output(), b, t, j)], 3e-6, "step " + t);
            }
    }

    /** Sets a made-up gradient at the output: as arrays of each sample's steps, of which "last" uses one or two. */
    private static double[][][] gradients(RecurrentSample sample, boolean all) {
        Signal output = sample.output();
        Arrays.fill(output.gradient(), 0f);
        int width = output.width();
        int forwards = sample.layout.tensors().stream().anyMatch(t -> t.name().contains("reverse")) ? width / 2 : width;
        DrawSequence draws = new Draws(9, 1).of("gradient");
        double[][][] dy = new double[sample.pass.rows()][][];
        for (int b = 0; b < dy.length; b++) {
            dy[b] = new double[sample.steps(b)][width];
            for (int t = 0; t < (all ? dy[b].length : 1); t++)
                for (int j = 0; j < width; j++) {
                    float value = (float) draws.normal();
                    output.gradient()[sample.at(output, b, t, j)] = value;
                    dy[b][all ? t : j < forwards ? dy[b].length - 1 : 0][j] = value;
                }
        }
        return dy;
    }

    /** What stands where a gradient is to be overwritten must not count. */
    private static void spoil(Signal signal) {
        Arrays.fill(signal.gradient(), 77f);
    }

    @ParameterizedTest
    @EnumSource(LayerSpec.Cell.class)
    void aShorterSampleIsTreatedAsIfItWereAlone(LayerSpec.Cell cell) {
        for (boolean all : new boolean[] {false, true}) {
            RecurrentSample many = sample(cell, all, true, true, 6);
            Matrix inputs = many.inputs();
            many.forward(Kernels.chosen(), inputs, 6);
            gradients(many, all);
            many.backward();
            for (int b = 0; b < 6; b++) {
                int steps = many.steps(b);
                RecurrentSample alone = new RecurrentSample(
                        new Shape.Sequence(steps, 3, false),
                        1,
                        new LayerSpec.Recurrent(cell, 10, true, true),
                        new LayerSpec.Recurrent(cell, 18, all, true));
                Matrix row = Matrix.zeros(1, steps * 3);
                for (int k = 0; k < steps * 3; k++) row.set(0, k, inputs.get(b, k));
                alone.forward(Kernels.chosen(), row, 1);
                Arrays.fill(alone.output().gradient(), 0f);
                for (int t = 0; t < (all ? steps : 1); t++)
                    for (int j = 0; j < 36; j++)
                        alone.output().gradient()[alone.at(alone.output(), 0, t, j)] =
                                many.output().gradient()[many.at(many.output(), b, t, j)];
                // the shared gradient has been used up by then, unless the layer keeps its own
                alone.backward();
                for (int t = 0; t < steps; t++) {
                    if (all || t == 0)
                        for (int j = 0; j < 36; j++)
                            assertEquals(
                                    alone.output().values()[alone.at(alone.output(), 0, t, j)],
                                    many.output().values()[many.at(many.output(), b, t, j)]);
                    for (int j = 0; j < 3; j++)
                        assertEquals(
                                alone.intake.signal().gradient()[alone.at(alone.intake.signal(), 0, t, j)],
                                many.intake.signal().gradient()[many.at(many.intake.signal(), b, t, j)]);
                }
            }
        }
    }
}
