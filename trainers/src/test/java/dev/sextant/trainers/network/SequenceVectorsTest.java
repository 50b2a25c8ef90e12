// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How rows of data come to be sequences, and rows again. */
class SequenceVectorsTest {
    private final Storage storage = Storage.real();
    private final Pass pass = new Pass(new TensorLayout(), new int[12]);

    private Intake read(Shape shape, Matrix inputs, int rows) {
        Intake intake = Intake.of(shape, 9, storage);
        // rubbish of a larger batch before must not show
        Arrays.fill(intake.signal().values(), 5f);
        pass.begin(Kernels.chosen(), ColumnKernels.chosen(), rows, true);
        intake.read(pass, inputs, IntStream.range(0, 9).map(i -> 8 - i).toArray(), 1);
        return intake;
    }

    private static Matrix inputs(Shape.Sequence shape) {
        DrawSequence draws = new Draws(5, 2).of("inputs");
        Matrix inputs = Matrix.zeros(9, shape.columns());
        for (int b = 0; b < 9; b++) {
            int steps = shape.ragged() ? 1 + b % shape.steps() : shape.steps();
            for (int k = 0; k < steps * shape.features(); k++) inputs.set(b, k, (float) draws.normal());
            if (shape.ragged()) inputs.set(b, shape.size(), steps);
        }
        return inputs;
    }

    private int steps(Shape.Sequence shape, int sample) {
        return shape.ragged() ? pass.lengths[sample] : shape.steps();
    }

    private static int at(Shape.Sequence shape, int rows, int sample, int step, int feature) {
        int tiled = Kernels.tiled(rows);
        return (feature / 16 * shape.steps() * tiled + step * tiled + sample) * 16 + feature % 16;
    }

    @ParameterizedTest
    @CsvSource({"5, 1, false, 8", "5, 1, true, 5", "4, 3, true, 7", "3, 16, false, 1", "6, 21, true, 8"})
    void flattenedItIsTheRowAgain(int steps, int features, boolean ragged, int rows) {
        Shape.Sequence shape = new Shape.Sequence(steps, features, ragged);
        Matrix inputs = inputs(shape);
        Signal sequence = read(shape, inputs, rows).signal();
        SequenceFlattening layer = new SequenceFlattening(sequence, 9, storage);
        layer.forward(pass);
        Signal vector = layer.output();
        for (int b = 0; b < rows; b++)
            for (int k = 0; k < vector.panels() * 16; k++)
                assertEquals(k < shape.size() ? inputs.get(7 - b, k) : 0, vector.values()[Signal.at(b, k, rows)]);
        Arrays.fill(sequence.gradient(), 7f);
        for (int k = 0; k < vector.gradient().length; k++) vector.gradient()[k] = k + 1;
        layer.backward(pass);
        for (int b = 0; b < Kernels.tiled(rows); b++)
            for (int t = 0; t < steps; t++)
                for (int j = 0; j < sequence.panels() * 16; j++) {
                    boolean counts = b < rows && j < features && t < steps(shape, b);
                    assertEquals(
                            counts ? Signal.at(b, t * features + j, rows) + 1f : 0f,
                            sequence.gradient()[at(shape, rows, b, t, j)]);
                }
    }

    @ParameterizedTest
    @CsvSource({"false, 9, 3", "true, 10, 3"})
    void tokensAreReadStepByStep(boolean ragged, int columns, int rows) {
        Matrix inputs = Matrix.zeros(9, columns);
        for (int b = 0; b < 9; b++) {
            for (int t = 0; t < 9; t++) inputs.set(b, t, 10 * b + t);
            if (ragged) inputs.set(b, 9, 1 + b);
        }
        Signal tokens = read(new Shape.Tokens(9, 100, ragged), inputs, rows).signal();
        for (int b = 0; b < rows; b++) {
            for (int t = 0; t < 9; t++) assertEquals(10f * (7 - b) + t, tokens.values()[t * Kernels.tiled(rows) + b]);
            if (ragged) assertEquals(8 - b, pass.lengths[b]);
        }
    }
}
