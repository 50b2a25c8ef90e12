// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Files of MNIST's names and shape for tests: digits drawn with a pen of some width, each shifted, turned, stretched
 * and covered with noise by chance, as 28×28 grey values. The same bytes on every machine.
 */
public final class DrawnDigits {
    private static final int SIZE = 28;

    /** Strokes of each digit: x and y of its corners by turns, x to the right, y downwards, both in 0 … 1. */
    private static final double[][] STROKES = {
        {0.5, 0.05, 0.25, 0.2, 0.2, 0.5, 0.25, 0.8, 0.5, 0.95, 0.75, 0.8, 0.8, 0.5, 0.75, 0.2, 0.5, 0.05},
        {0.35, 0.25, 0.55, 0.05, 0.55, 0.95},
        {0.2, 0.25, 0.35, 0.07, 0.65, 0.07, 0.8, 0.25, 0.75, 0.45, 0.2, 0.95, 0.82, 0.95},
        {0.2, 0.1, 0.75, 0.1, 0.45, 0.42, 0.75, 0.6, 0.75, 0.8, 0.5, 0.95, 0.2, 0.85},
        {0.65, 0.95, 0.65, 0.05, 0.15, 0.65, 0.85, 0.65},
        {0.78, 0.06, 0.27, 0.06, 0.25, 0.45, 0.6, 0.4, 0.8, 0.6, 0.75, 0.85, 0.5, 0.95, 0.2, 0.85},
        {0.7, 0.06, 0.35, 0.35, 0.22, 0.7, 0.4, 0.95, 0.7, 0.9, 0.78, 0.68, 0.55, 0.52, 0.25, 0.65},
        {0.18, 0.07, 0.82, 0.07, 0.42, 0.95},
        {0.5, 0.48, 0.25, 0.28, 0.5, 0.05, 0.75, 0.28, 0.5, 0.48, 0.2, 0.74, 0.5, 0.95, 0.8, 0.74, 0.5, 0.48},
        {0.76, 0.35, 0.5, 0.5, 0.25, 0.33, 0.35, 0.1, 0.65, 0.06, 0.78, 0.3, 0.62, 0.95},
    };

    private DrawnDigits() {}

    /** Writes {@code train-images-idx3-ubyte.gz} and {@code train-labels-idx1-ubyte.gz}; the digits take turns. */
    public static void write(Path folder, int count) throws IOException {
        DrawSequence chance = new Draws(28, 0).of("digits");
        try (DataOutputStream images = packed(folder.resolve("train-images-idx3-ubyte.gz"));
                DataOutputStream labels = packed(folder.resolve("train-labels-idx1-ubyte.gz"))) {
            images.writeInt(0x0803);
            images.writeInt(count);
            images.writeInt(SIZE);
            images.writeInt(SIZE);
            labels.writeInt(0x0801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                images.write(drawn(STROKES[i % STROKES.length], chance));
                labels.write(i % STROKES.length);
            }
        }
    }

    private static DataOutputStream packed(Path file) throws IOException {
        OutputStream packing = new GZIPOutputStream(Files.newOutputStream(file));
        return new DataOutputStream(new BufferedOutputStream(packing));
    }

    /** One digit in the middle of its image, 14 pixels wide and 20 high, give or take. */
    private static byte[] drawn(double[] stroke, DrawSequence chance) {
        double angle = between(chance, -0.25, 0.25);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double wide = between(chance, 10, 17);
        double high = between(chance, 16, 22);
        double right = between(chance, -2.5, 2.5);
        double down = between(chance, -2.5, 2.5);
        double pen = between(chance, 0.8, 1.7);
        double noise = between(chance, 0, 40);
        double[] corners = new double[stroke.length];
        for (int i = 0; i < stroke.length; i += 2) {
            double x = (stroke[i] - 0.5) * wide;
            double y = (stroke[i + 1] - 0.5) * high;
            corners[i] = SIZE / 2.0 + right + x * cos - y * sin;
            corners[i + 1] = SIZE / 2.0 + down + x * sin + y * cos;
        }
        byte[] grey = new byte[SIZE * SIZE];
        for (int i = 0; i < grey.length; i++) {
            double away = distance(corners, i % SIZE + 0.5, Math.floorDiv(i, SIZE) + 0.5);
            double ink = 255 * Math.clamp(pen + 0.5 - away, 0.0, 1.0) + noise * chance.normal();
            grey[i] = (byte) Math.round(Math.clamp(ink, 0.0, 255.0));
        }
        return grey;
    }

    private static double between(DrawSequence chance, double low, double high) {
        return low + (high - low) * chance.uniform();
    }

    /** From a point to the nearest one of a stroke. */
    private static double distance(double[] corners, double x, double y) {
        double least = Double.MAX_VALUE;
        for (int i = 2; i < corners.length; i += 2) {
            double dx = corners[i] - corners[i - 2];
            double dy = corners[i + 1] - corners[i - 1];
            double fromX = x - corners[i - 2];
            double fromY = y - corners[i - 1];
            double along = Math.clamp((fromX * dx + fromY * dy) / (dx * dx + dy * dy), 0.0, 1.0);
            double awayX = fromX - along * dx;
            double awayY = fromY - along * dy;
            least = Math.min(least, awayX * awayX + awayY * awayY);
        }
        return Math.sqrt(least);
    }
}
