// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Recurrent layers, one on top of the other, outside any network, with what their twins in doubles need. */
final class RecurrentSample {
    final Shape.Sequence shape;
    final TensorLayout layout = new TensorLayout();
    final List<Recurrent> layers = new ArrayList<>();
    final Intake intake;
    final Pass pass;
    private final int mostRows;

    RecurrentSample(Shape.Sequence shape, int mostRows, LayerSpec.Recurrent... asked) {
        this.shape = shape;
        this.mostRows = mostRows;
        Storage storage = Storage.real();
        intake = Intake.of(shape, mostRows, storage);
        Signal signal = intake.signal();
        for (int l = 0; l < asked.length; l++) {
            layout.begin();
            layers.add(new Recurrent(l + 1, signal, asked[l], true, true, true, layout, mostRows, storage));
            signal = layers.getLast().output();
        }
        pass = new Pass(layout, new int[Kernels.tiled(mostRows)]);
        DrawSequence draws = new Draws(3, 1).of("weights");
        for (Tensor tensor : layout.tensors())
            for (int column = 0; column < tensor.columns(); column++)
                for (int row = 0; row < tensor.rows(); row++)
                    pass.parameters[tensor.index(row, column)] = (float) (0.4 * draws.normal());
        for (Recurrent layer : layers) layer.reset(pass);
    }

    Signal output() {
        return layers.getLast().output();
    }

    void forward(Kernels kernels, Matrix inputs, int count) {
        pass.begin(kernels, ColumnKernels.besides(kernels), count, true);
        intake.read(pass, inputs, IntStream.range(0, mostRows).toArray(), 0);
        for (Recurrent layer : layers) layer.forward(pass);
    }

    void backward() {
        for (Recurrent layer : layers.reversed()) layer.backward(pass);
    }

    /** Made-up sequences; ragged ones of every length, with zeros behind their ends. */
    Matrix inputs() {
        DrawSequence draws = new Draws(5, 1).of("inputs");
        Matrix inputs = Matrix.zeros(mostRows, shape.columns());
        for (int b = 0; b < mostRows; b++) {
            int steps = shape.ragged() ? 1 + (b * 5 + 2) % shape.steps() : shape.steps();
            for (int k = 0; k < steps * shape.features(); k++) inputs.set(b, k, (float) draws.normal());
            if (shape.ragged()) inputs.set(b, shape.size(), steps);
        }
        return inputs;
    }

    int steps(int sample) {
        return shape.ragged() ? pass.lengths[sample] : shape.steps();
    }

    double[][] sequence(Matrix inputs, int sample) {
        double[][] x = new double[steps(sample)][shape.features()];
        for (int t = 0; t < x.length; t++)
            for (int j = 0; j < x[t].length; j++) x[t][j] = inputs.get(sample, t * shape.features() + j);
        return x;
    }

    /** Where a signal of the present batch has a number of a sample; the step does not count for vectors. */
    int at(Signal signal, int sample, int step, int column) {
        int tiled = Kernels.tiled(pass.rows());
        boolean vector = signal.shape() instanceof Shape.Vector;
        int line = vector ? sample : step * tiled + sample;
        int height = vector ? tiled : shape.steps() * tiled;
        return (column / 16 * height + line) * 16 + column % 16;
    }

    Tensor tensor(String name) {
        return layout.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void set(String name, double[] values) {
        Tensor tensor = tensor(name);
        for (int k = 0; k < values.length; k++)
            pass.parameters[tensor.index(k % tensor.rows(), k / tensor.rows())] = (float) values[k];
    }

    double[][] square(String name, float[] array) {
        Tensor tensor = tensor(name);
        double[][] values = new double[tensor.columns()][tensor.rows()];
        for (int q = 0; q < values.length; q++)
            for (int p = 0; p < values[q].length; p++) values[q][p] = array[tensor.index(p, q)];
        return values;
    }

    double[] line(String name, float[] array) {
        return IntStream.range(0, tensor(name).columns())
                .mapToDouble(q -> array[tensor(name).index(0, q)])
                .toArray();
    }

    DoubleCell twin(LayerSpec.Cell kind, String name) {
        return new DoubleCell(
                kind,
                square(name + ".inputWeight", pass.parameters),
                square(name + ".stateWeight", pass.parameters),
                line(name + ".bias", pass.parameters),
                kind == LayerSpec.Cell.GRU ? line(name + ".candidateBias", pass.parameters) : new double[0]);
    }

    /** The gradients that the layer has found against its twin's. */
    void assertGradients(DoubleCell twin, String name, double tolerance) {
        assertNear(twin.inputGradients, square(name + ".inputWeight", pass.gradient), tolerance);
        assertNear(twin.stateGradients, square(name + ".stateWeight", pass.gradient), tolerance);
        assertNear(twin.biasGradients, line(name + ".bias", pass.gradient), tolerance);
        if (twin.candidateGradients.length > 0)
            assertNear(twin.candidateGradients, line(name + ".candidateBias", pass.gradient), tolerance);
    }

    static void assertNear(double[][] expected, double[][] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) assertNear(expected[i], actual[i], tolerance);
    }

    static void assertNear(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], actual[i], tolerance * Math.max(1, Math.abs(expected[i])));
    }
}
