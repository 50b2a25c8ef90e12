// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Forty images of 2 channels, 6 rows and 5 columns. */
class AugmenterTest {
    private static final long SEED = 23;
    private static final int ROWS = 40;
    private static final int WIDTH = 5;
    private static final int AREA = 6 * WIDTH;
    private static final Shape.Image IMAGE = new Shape.Image(2, 6, WIDTH);
    private static final Augmentation ALL = new Augmentation(1.5, false, 20, Augmentation.Flip.BOTH, 0.2, 0.1);

    private final Matrix originals = Matrix.zeros(ROWS, 2 * AREA);

    AugmenterTest() {
        DrawSequence random = new Draws(SEED, 0).of("originals");
        for (int i = 0; i < ROWS; i++)
            for (int j = 0; j < originals.columns(); j++) originals.set(i, j, (float) random.normal());
    }

    private static Augmenter augmenter(Augmentation augmentation, int batch, int trial) {
        return new Augmenter(augmentation, IMAGE, new float[] {-1, 0}, batch, new Draws(SEED, trial));
    }

    private float[] original(int row) {
        return image(originals, row);
    }

    private static float[] image(Matrix images, int row) {
        int begin = row * images.stride();
        return Arrays.copyOfRange(images.values(), begin, begin + images.columns());
    }

    private static int[] inOrder() {
        int[] order = new int[ROWS];
        for (int i = 0; i < ROWS; i++) order[i] = i;
        return order;
    }

    /** The images of all rows, in the rows' own order. */
    private float[][] images(Augmentation augmentation, int trial, int epoch) {
        return images(augmenter(augmentation, ROWS, trial), inOrder(), ROWS, epoch);
    }

    private float[][] images(Augmenter augmenter, int[] order, int batch, int epoch) {
        augmenter.begin(epoch);
        float[][] images = new float[ROWS][];
        for (int from = 0; from < ROWS; from += batch) {
            int count = Math.min(batch, ROWS - from);
            Matrix made = augmenter.images(originals, order, from, count);
            for (int i = 0; i < count; i++)
                images[order[from + i]] = image(made, augmenter.order()[i]);
        }
        return images;
    }

    @Test
    void neitherOrderNorBatchNorEarlierEpochsChangeAnImage() {
        DrawSequence random = new Draws(SEED, 1).of("order");
        for (int epoch = 1; epoch <= 10; epoch++) {
            float[][] expected = images(ALL, 7, epoch);
            int batch = 1 + random.below(ROWS);
            int[] order = inOrder();
            random.shuffle(order);
            Augmenter other = augmenter(ALL, batch, 7);
            if (epoch % 2 == 0) images(other, order, batch, epoch - 1); // the other ones resume here
            float[][] found = images(other, order, batch, epoch);
            for (int i = 0; i < ROWS; i++)
                assertArrayEquals(expected[i], found[i], "seed %d epoch %d row %d".formatted(SEED, epoch, i));
        }
    }

    @Test
    void everyEpochTrialAndRowHasChangesOfItsOwn() {
        for (int i = 1; i < ROWS; i++)
            System.arraycopy(originals.values(), 0, originals.values(), i * originals.stride(), originals.stride());
        float[][] images = images(ALL, 0, 1);
        assertFalse(Arrays.equals(images[0], images[1]));
        assertFalse(Arrays.equals(images[0], images(ALL, 0, 2)[0]));
        assertFalse(Arrays.equals(images[0], images(ALL, 1, 1)[0]));
    }

    @Test
    void whatIsNotAskedForIsNotDone() {
        Augmentation nothing = new Augmentation(0, false, 0, Augmentation.Flip.NONE, 0, 0);
        Augmentation lessThanAPixel = new Augmentation(0.9, true, 0, Augmentation.Flip.NONE, 0, 0);
        assertTrue(nothing.nothing());
        assertTrue(lessThanAPixel.nothing());
        for (Augmentation idle : new Augmentation[] {nothing, lessThanAPixel})
            for (int i = 0; i < ROWS; i++) assertArrayEquals(original(i), images(idle, 0, 3)[i]);
    }

    @Test
    void oneChangeMoreLeavesTheOthersAsTheyWere() {
        float[][] moved = images(new Augmentation(1.5, false, 20, Augmentation.Flip.BOTH, 0.2, 0), 4, 2);
        float[][] noisy = images(ALL, 4, 2);
        double squares = 0;
        for (int i = 0; i < ROWS; i++)
            for (int j = 0; j < 2 * AREA; j++) squares += Math.pow(noisy[i][j] - moved[i][j], 2);
        assertEquals(0.1, Math.sqrt(squares / (ROWS * 2 * AREA)), 0.005);
    }

    @Test
    void wholeMovesReachEveryPlaceEquallyOften() {
        int[] seen = new int[25];
        for (int i = 0; i < ROWS; i++) {
            Arrays.fill(originals.values(), i * originals.stride(), (i + 1) * originals.stride(), 0);
            originals.set(i, 2 * WIDTH + 2, 1);
        }
        Augmenter augmenter = augmenter(new Augmentation(2.7, true, 0, Augmentation.Flip.NONE, 0, 0), ROWS, 0);
        for (int epoch = 1; epoch <= 125; epoch++)
            for (float[] image : images(augmenter, inOrder(), ROWS, epoch)) {
                int at = 0;
                while (image[at] != 1) at++;
                seen[at]++; // rows 0 … 4 of the first channel
            }
        // 5000 images over 25 places: 200 ± 14
        for (int count : seen) assertTrue(count > 140 && count < 260, Arrays.toString(seen));
    }

    @Test
    void everyOtherImageIsMirrored() {
        int[] kinds = new int[4];
        Augmenter augmenter = augmenter(new Augmentation(0, false, 0, Augmentation.Flip.BOTH, 0, 0), ROWS, 0);
        for (int epoch = 1; epoch <= 100; epoch++) {
            float[][] images = images(augmenter, inOrder(), ROWS, epoch);
            for (int i = 0; i < ROWS; i++) {
                float corner = original(i)[0];
                float[] corners = {images[i][0], images[i][WIDTH - 1], images[i][AREA - WIDTH], images[i][AREA - 1]};
                for (int k = 0; k < 4; k++) if (corners[k] == corner) kinds[k]++;
            }
        }
        // 4000 images of four kinds: 1000 ± 27
        for (int count : kinds) assertTrue(count > 890 && count < 1110, Arrays.toString(kinds));
        assertEquals(4000, Arrays.stream(kinds).sum());
    }

    @Test
    void turnsAndSizesFillTheirRangesEvenly() {
        for (int i = 0; i < ROWS; i++) for (int j = 0; j < originals.columns(); j++) originals.set(i, j, j % WIDTH);
        int middle = 2 * WIDTH + 2;
        // of numbers that grow across the image, the slope down it is the sine of the turn, that across 1 / the factor
        checkEven(
                30,
                new Augmentation(0, false, 30, Augmentation.Flip.NONE, 0, 0),
                image -> Math.toDegrees(Math.asin(image[middle + WIDTH] - image[middle])));
        checkEven(
                0.2,
                new Augmentation(0, false, 0, Augmentation.Flip.NONE, 0.2, 0),
                image -> 2 / (image[middle + 1] - image[middle - 1]) - 1);
    }

    /** Whether what 1200 images tell is uniform in −most … most: of mean 0, and of the deviation that belongs to it. */
    private void checkEven(double most, Augmentation augmentation, ToDoubleFunction<float[]> told) {
        Augmenter augmenter = augmenter(augmentation, ROWS, 0);
        DoubleSummaryStatistics seen = new DoubleSummaryStatistics();
        double squares = 0;
        for (int epoch = 1; epoch <= 30; epoch++)
            for (float[] image : images(augmenter, inOrder(), ROWS, epoch)) {
                double number = told.applyAsDouble(image) / most;
                seen.accept(number);
                squares += number * number;
            }
        assertTrue(seen.getMin() > -1.0001 && seen.getMin() < -0.98, seen.toString());
        assertTrue(seen.getMax() < 1.0001 && seen.getMax() > 0.98, seen.toString());
        assertEquals(0, seen.getAverage(), 0.06);
        assertEquals(1 / 3.0, squares / seen.getCount(), 0.04);
    }

    @Test
    void noiseIsNormal() {
        int count = 200_001; // odd: numbers are made in pairs
        float[] numbers = new float[count + 2];
        new NormalTable().add(5, 2, numbers, 1, count);
        assertEquals(0, numbers[0]);
        assertEquals(0, numbers[count + 1]);
        float[] sorted = Arrays.copyOfRange(numbers, 1, count + 1);
        Arrays.sort(sorted);
        double sum = 0;
        double squares = 0;
        for (float number : sorted) {
            sum += number / 2;
            squares += number * number / 4;
        }
        assertEquals(0, sum / count, 0.01);
        assertEquals(1, squares / count, 0.01);
        double[] quantiles = {0.001, -3.0902, 0.025, -1.95996, 0.25, -0.67449, 0.84134, 1, 0.995, 2.57583};
        for (int i = 0; i < quantiles.length; i += 2) {
            double tolerance = quantiles[i] < 0.01 ? 0.1 : 0.025;
            assertEquals(quantiles[i + 1], sorted[(int) (quantiles[i] * count)] / 2, tolerance);
        }
        assertTrue(sorted[count - 1] / 2 < 4.1 && sorted[count - 1] / 2 > 3.5, Float.toString(sorted[count - 1]));
    }

    @Test
    void aBatchAllocatesNothing() {
        Augmenter augmenter = augmenter(ALL, 8, 0);
        int[] order = inOrder();
        augmenter.begin(1);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 3; i++) augmenter.images(originals, order, 0, 8);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) augmenter.images(originals, order, i % 30, 8);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1_000);
    }

    @Test
    void itsBytesAreCounted() {
        // 8 rows of 60 numbers in 64 floats, 8 places; 2 planes of 9 x 8; 5 arrays of 30; 4097 quantiles
        assertEquals(4 * (8 * 64 + 8 + 2 * 72 + 5 * 30 + 4097), Augmenter.bytes(IMAGE, 8));
    }
}
