// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.tensor.ColumnKernels;
import dev.sextant.trainers.tensor.ConvolutionKernels;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers of images, one by one: against figures recorded from PyTorch, and against small examples. */
class ImageLayersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Kernels> twins() {
        return Kernels.twins().stream();
    }

    @ParameterizedTest
    @MethodSource("twins")
    void convolutionsFollowPyTorch(Kernels twin) throws IOException {
        JsonNode cases = golden();
        assertEquals(3, cases.size());
        for (JsonNode golden : cases) {
            double[] x = numbers(golden.get("x"));
            double[] w = numbers(golden.get("w"));
            double[] b = numbers(golden.get("b"));
            double[] dy = numbers(golden.get("dy"));
            JsonNode image = golden.get("x").get(0);
            int rows = golden.get("x").size();
            Bench bench = new Bench(
                    new Shape.Image(
                            image.size(),
                            image.get(0).size(),
                            image.get(0).get(0).size()),
                    rows,
                    twin);
            LayerSpec.Conv conv = new LayerSpec.Conv(
                    b.length,
                    golden.get("kernel").intValue(),
                    golden.get("stride").intValue(),
                    golden.get("padding").intValue());
            bench.add(new Convolution(1, bench.last(), conv, true, true, true, bench.layout, rows, bench.storage));
            int pool = golden.get("max_pool").intValue();
            if (pool > 0)
                bench.add(new MaxPooling(bench.last(), new LayerSpec.Pool(true, pool, pool, 0), rows, bench.storage));
            Pass pass = bench.pass();
            set(bench.layout.tensors().getFirst(), pass.parameters, w);
            set(bench.layout.tensors().getLast(), pass.parameters, b);
            bench.fill(x);
            bench.forward(pass);
            assertClose(
                    numbers(golden.get("y")),
                    bench.read(bench.last(), bench.last().values()),
                    "y");
            bench.backward(pass, dy);
            assertClose(numbers(golden.get("dx")), bench.read(bench.input, bench.input.gradient()), "dx");
            Weights dw = bench.layout.tensors().getFirst().copy(pass.gradient);
            assertArrayEquals(new int[] {b.length, image.size(), conv.kernel(), conv.kernel()}, dw.shape());
            assertClose(numbers(golden.get("dw")), doubles(dw.values()), "dw");
            assertClose(
                    numbers(golden.get("db")),
                    doubles(bench.layout.tensors().getLast().copy(pass.gradient).values()),
                    "db");
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void aFrozenConvolutionPassesTheSameGradientOn(Kernels twin) {
        Shape.Image image = new Shape.Image(2, 5, 6);
        float[][] passed = new float[2][];
        for (boolean learns : new boolean[] {true, false}) {
            Bench bench = new Bench(image, 3, twin);
            LayerSpec.Conv conv = new LayerSpec.Conv(3, 3, 2, LayerSpec.Conv.SAME);
            bench.add(new Convolution(1, bench.last(), conv, true, learns, true, bench.layout, 3, bench.storage));
            Pass pass = bench.pass();
            set(bench.layout.tensors().getFirst(), pass.parameters, normal("w", 3 * 2 * 9));
            bench.fill(normal("x", 3 * image.size()));
            bench.forward(pass);
            bench.backward(pass, normal("dy", 3 * bench.last().shape().size()));
            passed[learns ? 1 : 0] = bench.input.gradient();
        }
        assertArrayEquals(passed[1], passed[0]);
    }

    /** The window's corners, edges and middle see 4, 6 and 9 ones. */
    @ParameterizedTest
    @MethodSource("twins")
    void paddingCountsAsZerosInAnAverageAndNeverWinsAMaximum(Kernels twin) {
        for (boolean largest : new boolean[] {true, false}) {
            Bench bench = new Bench(new Shape.Image(1, 3, 3), 1, twin);
            LayerSpec.Pool pool = new LayerSpec.Pool(largest, 3, 1, 1);
            bench.add(
                    largest
                            ? new MaxPooling(bench.last(), pool, 1, bench.storage)
                            : new AveragePooling(bench.last(), pool, 1, bench.storage));
            bench.fill(new double[] {-1, -1, -1, -1, -1, -1, -1, -1, -1});
            Pass pass = bench.pass();
            bench.forward(pass);
            double[] expected = largest
                    ? new double[] {-1, -1, -1, -1, -1, -1, -1, -1, -1}
                    : new double[] {-4 / 9., -6 / 9., -4 / 9., -6 / 9., -1, -6 / 9., -4 / 9., -6 / 9., -4 / 9.};
            assertClose(expected, bench.read(bench.last(), bench.last().values()), pool.toString());
            bench.backward(pass, new double[] {9, 9, 9, 9, 9, 9, 9, 9, 9});
            double[] back =
                    largest ? new double[] {36, 18, 0, 18, 9, 0, 0, 0, 0} : new double[] {4, 6, 4, 6, 9, 6, 4, 6, 4};
            assertClose(back, bench.read(bench.input, bench.input.gradient()), pool.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void anImageBecomesAVectorInTheOrderOfItsRow(Kernels twin) {
        for (int rows : new int[] {1, 5, 16, 18, 37}) {
            Shape.Image image = new Shape.Image(3, 2, 5);
            Bench bench = new Bench(image, rows, twin);
            bench.add(new ImageFlattening(bench.last(), bench.layout, rows, bench.storage));
            Pass pass = bench.pass();
            double[] x = normal("x", rows * image.size());
            bench.fill(x);
            bench.forward(pass);
            assertClose(x, vector(bench.last(), bench.last().values(), rows), "values");
            for (int row = 0; row < Kernels.tiled(rows); row++)
                assertEquals(0f, bench.last().values()[Signal.at(row, 30, rows)], "padding");
            java.util.Arrays.fill(bench.last().gradient(), 7f); // beyond the batch too
            double[] dy = normal("dy", x.length);
            for (int i = 0; i < dy.length; i++)
                bench.last().gradient()[Signal.at(i / image.size(), i % image.size(), rows)] = (float) dy[i];
            bench.layers.getFirst().backward(pass);
            assertClose(dy, bench.read(bench.input, bench.input.gradient()), "gradient");
            bench.assertNothingBeyondTheBatch();
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void aGlobalAverageIsTheMeanOfEachChannel(Kernels twin) {
        Shape.Image image = new Shape.Image(5, 3, 4);
        int rows = 19;
        Bench bench = new Bench(image, rows, twin);
        bench.add(new GlobalAveragePooling(bench.last(), bench.layout, rows, bench.storage));
        Pass pass = bench.pass();
        double[] x = normal("x", rows * image.size());
        bench.fill(x);
        bench.forward(pass);
        double[] means = new double[rows * 5];
        for (int i = 0; i < x.length; i++) means[i / 12] += x[i] / 12;
        assertClose(means, vector(bench.last(), bench.last().values(), rows), "means");
        double[] dy = normal("dy", means.length);
        for (int i = 0; i < dy.length; i++) bench.last().gradient()[Signal.at(i / 5, i % 5, rows)] = (float) dy[i];
        bench.layers.getFirst().backward(pass);
        double[] dx = new double[x.length];
        for (int i = 0; i < dx.length; i++) dx[i] = dy[i / 12] / 12;
        assertClose(dx, bench.read(bench.input, bench.input.gradient()), "gradient");
        bench.assertNothingBeyondTheBatch();
    }

    @Test
    void rowsOfDataBecomeImagesInTheOrderAskedFor() {
        Shape.Image image = new Shape.Image(2, 3, 3);
        Matrix data = Matrix.zeros(40, image.size());
        double[] x = normal("x", 40 * image.size());
        for (int i = 0; i < x.length; i++) data.set(i / image.size(), i % image.size(), (float) x[i]);
        int[] order = IntStream.range(0, 40).map(i -> 39 - i).toArray();
        for (Kernels twin : Kernels.twins())
            for (int rows : new int[] {1, 16, 21}) {
                Intake intake = Intake.of(image, 21, Storage.real());
                Pass pass = new Pass(new TensorLayout(), new int[0]);
                pass.begin(twin, ColumnKernels.besides(twin), rows, true);
                intake.read(pass, data, order, 2);
                for (int b = 0; b < rows; b++)
                    for (int i = 0; i < image.size(); i++)
                        assertEquals(
                                data.get(37 - b, i),
                                intake.signal().values()[at(image, b, i)],
                                "%d of %d".formatted(b, rows));
            }
    }

    /** A few layers on their own. */
    private static final class Bench {
        final TensorLayout layout = new TensorLayout();
        final Storage storage = Storage.real();
        final List<Layer> layers = new ArrayList<>();
        final Signal input;
        final Shape.Image image;
        final int rows;
        final Kernels twin;

        Bench(Shape.Image image, int rows, Kernels twin) {
            this.image = image;
            this.rows = rows;
            this.twin = twin;
            input = Signal.of(image, rows, storage);
            layout.begin();
        }

        void add(Layer layer) {
            layers.add(layer);
        }

        Signal last() {
            return layers.isEmpty() ? input : layers.getLast().output();
        }

        Pass pass() {
            Pass pass = new Pass(layout, new int[0], () -> ConvolutionKernels.besides(twin));
            pass.begin(twin, ColumnKernels.besides(twin), rows, true);
            for (Layer layer : layers) layer.reset(pass);
            return pass;
        }

        /** With anything finite beyond the batch. */
        void fill(double[] x) {
            java.util.Arrays.fill(input.values(), 3f);
            for (int i = 0; i < x.length; i++)
                input.values()[at(image, i / image.size(), i % image.size())] = (float) x[i];
        }

        void forward(Pass pass) {
            for (Layer layer : layers) layer.forward(pass);
        }

        void backward(Pass pass, double[] dy) {
            Shape.Image given = (Shape.Image) last().shape();
            for (int i = 0; i < dy.length; i++)
                last().gradient()[at(given, i / given.size(), i % given.size())] = (float) dy[i];
            for (Layer layer : layers.reversed()) layer.backward(pass);
            assertNothingBeyondTheBatch();
        }

        void assertNothingBeyondTheBatch() {
            for (int b = rows; b < 16 * Signal.groups(rows); b++)
                for (int i = 0; i < image.size(); i++)
                    assertEquals(0f, input.gradient()[at(image, b, i)], "sample " + b);
        }

        double[] read(Signal signal, float[] array) {
            Shape.Image shape = (Shape.Image) signal.shape();
            double[] numbers = new double[rows * shape.size()];
            for (int i = 0; i < numbers.length; i++) numbers[i] = array[at(shape, i / shape.size(), i % shape.size())];
            return numbers;
        }
    }

    private static int at(Shape.Image image, int sample, int index) {
        return (sample / 16 * Signal.height(image) + index) * 16 + sample % 16;
    }

    private static double[] vector(Signal signal, float[] array, int rows) {
        int width = signal.width();
        return IntStream.range(0, rows * width)
                .mapToDouble(i -> array[Signal.at(i / width, i % width, rows)])
                .toArray();
    }

    private static void set(Tensor tensor, float[] array, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        tensor.set(array, new Weights(tensor.name(), tensor.shape(), floats));
    }

    private static void assertClose(double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], actual[i], 2e-5 * Math.max(1, Math.abs(expected[i])), what + " " + i);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] normal(String purpose, int length) {
        DrawSequence draws = new Draws(3, 1).of(purpose);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) values[i] = draws.normal();
        return values;
    }

    /** Every number in it, in order. */
    private static double[] numbers(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        collect(node, numbers);
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode node, List<Double> numbers) {
        if (node.isNumber()) numbers.add(node.doubleValue());
        else for (JsonNode inner : node) collect(inner, numbers);
    }

    private static JsonNode golden() throws IOException {
        try (InputStream file = ImageLayersTest.class.getResourceAsStream("/golden/convolutions.json")) {
            return JSON.readTree(Objects.requireNonNull(file)).get("cases");
        }
    }
}
