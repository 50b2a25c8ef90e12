// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelsTest {
    private static final int[] SIZES = {1, 7, 8, 9, 15, 16, 17, 31, 33, 64, 255};
    private static final Kernels PLAIN = ScalarKernels.INSTANCE;

    static IntStream sizes() {
        return IntStream.of(SIZES);
    }

    static Stream<Kernels> twins() {
        return Kernels.twins().stream();
    }

    private static Kernels vector() {
        assumeTrue(Kernels.twins().size() == 2, Kernels.description());
        return Kernels.twins().get(1);
    }

    @Test
    void thisBuildTestsBothTwins() {
        // surefire passes --add-modules; a machine with short vectors is the only excuse
        assumeTrue(!Kernels.description().contains("vectors have"), Kernels.description());
        assertEquals("vector, 256 bit", Kernels.description());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void productHasTheSameBitsInBothTwins(int size) {
        for (int depth : new int[] {1, 16, size}) {
            float[] a = random(1, Kernels.tiled(size) * Matrix.padded(depth));
            float[] b = random(2, Matrix.padded(depth) * Matrix.padded(size) + 3);
            float[] init = random(3, Matrix.padded(size) * 4);
            float[] expected = new float[Kernels.tiled(size) * Matrix.padded(size)];
            float[] actual = expected.clone();
            product(PLAIN, size, depth, a, b, init, expected);
            product(vector(), size, depth, a, b, init, actual);
            assertSameBits(expected, actual);
        }
    }

    private static void product(Kernels twin, int size, int depth, float[] a, float[] b, float[] init, float[] c) {
        int panels = Matrix.padded(size) / Kernels.PANEL;
        twin.product(size, panels, Matrix.padded(depth) / Kernels.PANEL, a, 0, b, 3, init, 0, 64, 0.5f, 0.5f, c);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void transposedProductHasTheSameBitsInBothTwins(int size) {
        for (int depth : new int[] {1, 5, size}) {
            float[] a = random(1, Kernels.tiled(depth) * Matrix.padded(size));
            float[] b = random(2, Kernels.tiled(depth) * 32);
            float[] expected = new float[Matrix.padded(size) * 32 + 5];
            float[] actual = expected.clone();
            PLAIN.productTransposed(size, 2, depth, a, b, expected, 5, Matrix.padded(size) * 16);
            vector().productTransposed(size, 2, depth, a, b, actual, 5, Matrix.padded(size) * 16);
            assertSameBits(expected, actual);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void softmaxHasTheSameBitsInBothTwins(int size) {
        for (int classes : new int[] {2, 10, size + 1}) {
            int panels = Matrix.padded(classes) / Kernels.PANEL;
            float[] logits = random(4, Kernels.tiled(size) * panels * 16);
            for (int i = 0; i < logits.length; i++) logits[i] *= i % 11 == 0 ? 60f : 3f;
            float[] penalty = penalty(classes);
            int[] order = IntStream.range(0, size).map(i -> size - 1 - i).toArray();
            int[] labels = IntStream.range(0, size).map(i -> i * 7 % classes).toArray();
            float[] expected = new float[logits.length];
            float[] actual = new float[logits.length];
            double loss = PLAIN.softmaxCrossEntropy(size, panels, logits, expected, penalty, labels, order, 0);
            assertEquals(
                    loss, vector().softmaxCrossEntropy(size, panels, logits, actual, penalty, labels, order, 0), 0.0);
            assertSameBits(expected, actual);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void gatherCopiesTheSameInBothTwins(int size) {
        Matrix source = Matrix.zeros(size, size);
        for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) source.set(i, j, i * 1000f + j);
        int[] order = IntStream.range(0, size).map(i -> size - 1 - i).toArray();
        float[] expected = new float[Kernels.tiled(size) * source.stride()];
        float[] actual = expected.clone();
        PLAIN.gather(size, source, order, 0, expected);
        vector().gather(size, source, order, 0, actual);
        assertSameBits(expected, actual);
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

    private static int at(int row, int column, int height) {
        return (column / 16 * height + row) * 16 + column % 16;
    }

    private static float[] random(int seed, int length) {
        DrawSequence draws = new Draws(seed, 0).of("kernels");
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) draws.normal();
        return values;
    }

    private static void assertSameBits(float[] expected, float[] actual) {
        assertArrayEquals(bits(expected), bits(actual));
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }
}
