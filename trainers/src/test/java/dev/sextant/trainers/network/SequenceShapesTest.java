// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a vector of a sequence, for batches and widths of every kind, against its definition. */
class SequenceShapesTest {
    @ParameterizedTest(name = "{0} steps of {1}, ragged {2}, {3} of {4} rows")
    @CsvSource({"4, 3, false, 5, 5", "3, 16, true, 8, 9", "5, 21, true, 6, 9", "1, 40, false, 1, 4", "7, 1, true, 3, 3"
    })
    void flatteningAndAveragingSeeOnlyASamplesOwnSteps(int steps, int features, boolean ragged, int rows, int most) {
        Shape.Sequence shape = new Shape.Sequence(steps, features, ragged);
        int[] lengths = new int[most];
        for (int b = 0; b < rows; b++) lengths[b] = ragged ? 1 + b % steps : -1;
        Pass pass = new Pass(new TensorLayout(), lengths);
        pass.begin(Kernels.chosen(), ColumnKernels.chosen(), rows, true);
        Signal input = Signal.of(shape, most, Storage.real());
        Arrays.fill(input.values(), 99f);
        float[] x = normal(rows * shape.size());
        for (int i = 0; i < x.length; i++) input.values()[at(shape, i, rows)] = x[i];
        Layer flattening = new SequenceFlattening(input, most, Storage.real());
        Layer average = new SequenceAverage(input, most, Storage.real());
        for (Layer layer : new Layer[] {flattening, average}) {
            Arrays.fill(layer.output().values(), 99f);
            layer.forward(pass);
            int width = layer.output().width();
            double[] expected = new double[rows * width];
            for (int i = 0; i < x.length; i++) {
                int b = i / shape.size();
                int length = ragged ? lengths[b] : steps;
                if (i % shape.size() / features >= length) continue;
                if (layer == flattening) expected[i] = x[i];
                else expected[b * features + i % features] += (double) x[i] / length;
            }
            for (int i = 0; i < expected.length; i++)
                assertEquals(expected[i], layer.output().values()[Signal.at(i / width, i % width, rows)], 1e-5);
            for (int padding = width; padding % Kernels.PANEL != 0; padding++)
                assertEquals(0f, layer.output().values()[Signal.at(0, padding, rows)]);
        }
        assertGradient(flattening, pass, input, 1);
        assertGradient(average, pass, input, 0);
    }

    /** Where every dy is its column, plus 1; beyond the batch too, where it must not come through. */
    private static void assertGradient(Layer layer, Pass pass, Signal input, int perStep) {
        Shape.Sequence shape = (Shape.Sequence) input.shape();
        int rows = pass.rows();
        int width = layer.output().width();
        Arrays.fill(input.gradient(), 99f);
        Arrays.fill(layer.output().gradient(), 0f);
        for (int b = 0; b < Kernels.tiled(rows); b++)
            for (int j = 0; j < width; j++) layer.output().gradient()[Signal.at(b, j, rows)] = j + 1;
        layer.backward(pass);
        double[] expected = new double[input.length(rows)];
        for (int i = 0; i < rows * shape.size(); i++) {
            int b = i / shape.size();
            int step = i % shape.size() / shape.features();
            int length = shape.ragged() ? pass.lengths[b] : shape.steps();
            if (step < length)
                expected[at(shape, i, rows)] =
                        perStep == 1 ? i % shape.size() + 1 : (i % shape.features() + 1) / (double) length;
        }
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], input.gradient()[i], 1e-4);
    }

    /** Where a number of the rows of data stands in the sequence. */
    private static int at(Shape.Sequence shape, int index, int rows) {
        int step = index % shape.size() / shape.features();
        int feature = index % shape.features();
        int tiled = Kernels.tiled(rows);
        int line = step * tiled + index / shape.size();
        return (feature / Kernels.PANEL * shape.steps() * tiled + line) * Kernels.PANEL + feature % Kernels.PANEL;
    }

    private static float[] normal(int length) {
        DrawSequence draws = new Draws(4, 1).of("x");
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) draws.normal();
        return values;
    }
}
