// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
    private static final int[] SIZES = {1, 7, 8, 9, 15, 16, 17, 31, 33, 64, 255};
    private static final Kernels PLAIN = ScalarKernels.INSTANCE;

    static IntStream sizes() {
        return IntStream.of(SIZES);
    }

    static Stream<Kernels> twins() {
        return Kernels.twins().stream();
    }

    private static List<Kernels> vectors() {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        return Kernels.twins().subList(1, Kernels.twins().size());
    }

    @Test
    void thisBuildTestsEveryTwin() {
        // surefire passes --add-modules
        assertEquals(
                List.of("scalar", "vector, 256 bit", "vector, 512 bit"),
                Kernels.twins().stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void productHasTheSameBitsInEveryTwin(int size) {
        for (int depth : new int[] {1, 16, size}) sameProducts(size, depth, size);
    }

    @Test
    void productHasTheSameBitsWhereItIsDoneRowsByRows() {
        sameProducts(100, 700, 48);
    }

    private static void sameProducts(int rows, int depth, int columns) {
        float[] a = random(1, Kernels.tiled(rows) * Matrix.padded(depth) + 7);
        float[] b = random(2, Matrix.padded(depth) * Matrix.padded(columns) + 3);
        float[] init = random(3, Matrix.padded(columns) * 4);
        float[] expected = new float[Kernels.tiled(rows) * Matrix.padded(columns)];
        product(PLAIN, rows, depth, columns, a, b, init, expected);
        for (Kernels twin : vectors()) {
            float[] actual = new float[expected.length];
            product(twin, rows, depth, columns, a, b, init, actual);
            assertSameBits(expected, actual, twin);
        }
        for (int i = 0; i < rows; i += 3)
            for (int j = 0; j < columns; j += 5) {
                double sum = init[j / 16 * 64 + j % 16];
                double scale = 1;
                for (int p = 0; p < Matrix.padded(depth); p++) {
                    double term = (double) a[7 + at(i, p, Kernels.tiled(rows))] * b[3 + at(p, j, Matrix.padded(depth))];
                    sum += term;
                    scale += Math.abs(term);
                }
                assertEquals(Math.max(0, sum), expected[at(i, j, Kernels.tiled(rows))], 1e-6 * scale);
            }
    }

    private static void product(
            Kernels twin, int rows, int depth, int columns, float[] a, float[] b, float[] init, float[] c) {
        int panels = Matrix.padded(columns) / Kernels.PANEL;
        twin.product(rows, panels, Matrix.padded(depth) / Kernels.PANEL, a, 7, b, 3, init, 0, 64, 0.5f, 0.5f, c);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void transposedProductHasTheSameBitsInEveryTwin(int size) {
        for (int depth : new int[] {1, 5, size}) {
            float[] a = random(1, Kernels.tiled(depth) * Matrix.padded(size));
            float[] b = random(2, Kernels.tiled(depth) * 48);
            float[] expected = new float[Matrix.padded(size) * 48 + 5];
            PLAIN.productTransposed(size, 3, depth, a, b, expected, 5, Matrix.padded(size) * 16);
            for (Kernels twin : vectors()) {
                float[] actual = new float[expected.length];
                twin.productTransposed(size, 3, depth, a, b, actual, 5, Matrix.padded(size) * 16);
                assertSameBits(expected, actual, twin);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void transposeExchangesRowsAndColumns(Kernels twin) {
        for (int tall = 1; tall < 5; tall++)
            for (int wide = 1; wide < 4; wide++) {
                float[] a = random(11, tall * wide * 256 + 3);
                float[] b = new float[a.length + 2];
                twin.transpose(tall, wide, a, 3, b, 5);
                for (int i = 0; i < 16 * tall; i++)
                    for (int j = 0; j < 16 * wide; j++)
                        assertEquals(a[3 + at(i, j, 16 * tall)], b[5 + at(j, i, 16 * wide)], 0f);
            }
    }

    /** Rows in whole squares and not, weights small, high, wide, and too large to be taken at once. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "16, 4, 4",
        "32, 3, 5",
        "32, 2, 1",
        "48, 8, 8",
        "7, 5, 3",
        "20, 2, 9",
        "64, 4, 4",
        "9, 7, 100"
    })
    void inputGradientIsTheProductWithTheTransposeInEveryTwin(int rows, int tall, int wide) {
        int height = Kernels.tiled(rows);
        float[] delta = random(12, height * 16 * wide);
        float[] w = random(13, 256 * tall * wide + 9);
        float[] expected = new float[height * 16 * tall];
        PLAIN.inputGradient(rows, tall, wide, delta, w, 9, new float[Kernels.scratch(tall, wide)], expected);
        for (int i = 0; i < rows; i++)
            for (int p = 0; p < 16 * tall; p += 3) {
                double sum = 0;
                for (int q = 0; q < 16 * wide; q++)
                    sum += (double) delta[at(i, q, height)] * w[9 + at(p, q, 16 * tall)];
                assertEquals(sum, expected[at(i, p, height)], 2e-5 * wide);
            }
        for (Kernels twin : vectors()) {
            float[] actual = new float[expected.length];
            twin.inputGradient(rows, tall, wide, delta, w, 9, new float[Kernels.scratch(tall, wide)], actual);
            assertSameBits(expected, actual, twin);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000, 1024, 1088, 5000})
    void squaresHaveTheSameBitsInEveryTwin(int length) {
        for (float scale : new float[] {1f, 1e-15f, 1e15f}) {
            float[] values = random(14, length + 20);
            double exact = 0;
            for (int i = 0; i < values.length; i++) values[i] *= scale;
            for (int i = 17; i < 17 + length; i++) exact += (double) values[i] * values[i];
            double expected = PLAIN.squares(values, 17, 17 + length);
            assertEquals(exact, expected, 2e-6 * exact, "scale " + scale);
            for (Kernels twin : vectors()) assertEquals(expected, twin.squares(values, 17, 17 + length), 0.0);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void squaresOfWhatIsNotFiniteAreNot(Kernels twin) {
        for (int at : new int[] {0, 700, 1999})
            for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
                float[] values = new float[2000];
                values[at] = bad;
                assertEquals((double) bad * bad, twin.squares(values, 0, 2000), 0.0);
            }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteSpreadsAlikeInEveryTwin(float bad) {
        float[] a = random(15, 32 * 32);
        float[] b = random(16, 32 * 48);
        a[at(5, 3, 32)] = bad;
        b[at(9, 40, 32)] = bad;
        List<float[]> expected = results(PLAIN, a, b);
        for (float[] result : expected.subList(0, 3))
            assertTrue(IntStream.of(canonical(result)).anyMatch(bits -> !Float.isFinite(Float.intBitsToFloat(bits))));
        for (Kernels twin : vectors()) {
            List<float[]> actual = results(twin, a, b);
            for (int k = 0; k < expected.size(); k++)
                assertArrayEquals(canonical(expected.get(k)), canonical(actual.get(k)), twin + ", result " + k);
        }
    }

    /** Of everything that computes, from a (32, 32) and b (32, 48). */
    private static List<float[]> results(Kernels twin, float[] a, float[] b) {
        List<float[]> all = Stream.generate(() -> new float[32 * 48]).limit(4).toList();
        int[] order = IntStream.range(0, 32).toArray();
        twin.product(32, 3, 2, a, 0, b, 0, new float[16], 0, 0, 0.5f, 0.5f, all.get(0));
        twin.productTransposed(32, 3, 32, a, b, all.get(1), 0, 32 * 16);
        twin.inputGradient(32, 3, 2, a, b, 0, new float[Kernels.scratch(3, 2)], all.get(2));
        twin.softmaxCrossEntropy(32, 2, a, all.get(3), penalty(21), new int[32], order, 0);
        return all;
    }

    /** Which NaN it is depends on the order of factors, and nothing depends on that. */
    private static int[] canonical(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToIntBits(values[i]))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void softmaxHasTheSameBitsInEveryTwin(int size) {
        for (int classes : new int[] {2, 10, size + 1}) {
            int panels = Matrix.padded(classes) / Kernels.PANEL;
            float[] logits = random(4, Kernels.tiled(size) * panels * 16);
            for (int i = 0; i < logits.length; i++) logits[i] *= i % 11 == 0 ? 60f : 3f;
            float[] penalty = penalty(classes);
            int[] order = IntStream.range(0, size).map(i -> size - 1 - i).toArray();
            int[] labels = IntStream.range(0, size).map(i -> i * 7 % classes).toArray();
            float[] expected = new float[logits.length];
            double loss = PLAIN.softmaxCrossEntropy(size, panels, logits, expected, penalty, labels, order, 0);
            for (Kernels twin : vectors()) {
                float[] actual = new float[logits.length];
                assertEquals(
                        loss, twin.softmaxCrossEntropy(size, panels, logits, actual, penalty, labels, order, 0), 0.0);
                assertSameBits(expected, actual, twin);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void gatherCopiesTheSameInEveryTwin(int size) {
        Matrix source = Matrix.zeros(size, size);
        for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) source.set(i, j, i * 1000f + j);
        int[] order = IntStream.range(0, size).map(i -> size - 1 - i).toArray();
        float[] expected = new float[Kernels.tiled(size) * source.stride()];
        PLAIN.gather(size, source, order, 0, expected);
        for (Kernels twin : vectors()) {
            float[] actual = new float[expected.length];
            twin.gather(size, source, order, 0, actual);
            assertSameBits(expected, actual, twin);
        }
        assertEquals((size - 1) * 1000f, expected[0], 0f);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void productIsTheSumOfProducts(Kernels twin) {
        int rows = 6;
        int depth = 32;
        int columns = 48;
        float[] a = random(5, 8 * depth);
        float[] b = random(6, depth * columns);
        float[] init = random(7, columns);
        float[] c = new float[8 * columns];
        twin.product(rows, 3, 2, a, 0, b, 0, init, 0, 16, 1f, 0f, c);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) {
                double sum = init[j];
                for (int p = 0; p < depth; p++) sum += (double) a[at(i, p, 8)] * b[at(p, j, depth)];
                assertEquals(sum, c[at(i, j, 8)], 1e-5);
            }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void productRectifiesWithHalves(Kernels twin) {
        float[] zeros = new float[16 * 16];
        float[] init = new float[16];
        for (int j = 0; j < 16; j++) init[j] = j - 7.25f;
        float[] c = new float[4 * 16];
        twin.product(1, 1, 1, zeros, 0, zeros, 0, init, 0, 0, 0.5f, 0.5f, c);
        for (int j = 0; j < 16; j++) assertEquals(Math.max(0f, init[j]), c[j], 0f);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void transposedProductIsTheSumOverRows(Kernels twin) {
        int depth = 7;
        float[] a = random(8, 8 * 32);
        float[] b = random(9, 8 * 16);
        float[] c = new float[32 * 16];
        twin.productTransposed(20, 1, depth, a, b, c, 0, c.length);
        for (int i = 0; i < 20; i++)
            for (int j = 0; j < 16; j++) {
                double sum = 0;
                for (int p = 0; p < depth; p++) sum += (double) a[at(p, i, 8)] * b[at(p, j, 8)];
                assertEquals(sum, c[at(i, j, 32)], 1e-5);
            }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void softmaxIsTheTextbooks(Kernels twin) {
        int rows = 19;
        int classes = 21;
        float[] logits = random(10, 20 * 32);
        float[] gradient = new float[logits.length];
        Arrays.fill(gradient, 9f);
        int[] order = IntStream.range(0, rows).toArray();
        int[] labels = IntStream.range(0, rows).map(i -> i * 5 % classes).toArray();
        double loss = twin.softmaxCrossEntropy(rows, 2, logits, gradient, penalty(classes), labels, order, 0);
        double expected = 0;
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) sum += Math.exp(logits[at(i, j, 20)]);
            expected += Math.log(sum) - logits[at(i, labels[i], 20)];
            for (int j = 0; j < classes; j++) {
                double share = Math.exp(logits[at(i, j, 20)]) / sum - (j == labels[i] ? 1 : 0);
                assertEquals(share / rows, gradient[at(i, j, 20)], 1e-7);
            }
            for (int j = classes; j < 32; j++) assertEquals(0f, gradient[at(i, j, 20)], 0f);
        }
        assertEquals(expected, loss, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void softmaxOfWhatIsNotFiniteHasNoFiniteLoss(Kernels twin) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] logits = new float[64];
            logits[3] = bad;
            int[] zero = {0};
            double loss = twin.softmaxCrossEntropy(1, 1, logits, new float[64], penalty(10), zero, zero, 0);
            assertFalse(Double.isFinite(loss), "loss for " + bad);
        }
    }

    private static float[] penalty(int classes) {
        float[] penalty = new float[Matrix.padded(classes)];
        Arrays.fill(penalty, classes, penalty.length, Float.NEGATIVE_INFINITY);
        return penalty;
    }

    static int at(int row, int column, int height) {
        return (column / 16 * height + row) * 16 + column % 16;
    }

    static float[] random(int seed, int length) {
        DrawSequence draws = new Draws(seed, 0).of("kernels");
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) draws.normal();
        return values;
    }

    static void assertSameBits(float[] expected, float[] actual, Kernels twin) {
        assertArrayEquals(bits(expected), bits(actual), twin::toString);
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }
}
