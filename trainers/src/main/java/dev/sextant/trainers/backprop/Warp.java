// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import java.util.Arrays;

/**
 * Draws images anew that are mirrored, scaled, turned and moved, about their middle. A pixel becomes the bilinear mean
 * of the four pixels around the place that it comes from; beyond the edge there is background. A move by whole pixels
 * and a mirror image are exact.
 *
 * <p>Numbers of an image stand as [channel][row][column]. An image allocates nothing. Threads: confined to one.
 */
final class Warp {
    /** Beside an image lie a column of background before it, and two after it: its neighbour is read too. */
    private static final int MARGIN = 3;

    /** Radians of a quarter of a degree. */
    private static final double QUARTER_DEGREE = Math.PI / 720;

    private static final int TERMS = 18;

    private final int channels;
    private final int height;
    private final int width;
    private final int stride;
    private final int plane;
    /** The channels within their margins, which are never written. */
    private final float[] framed;
    /** Of each pixel: where the pixel before its origin stands in a plane, and how far it lies behind that one. */
    private final int[] origin;

    private final float[] across;
    private final float[] along;
    /** Of each pixel, its row and its column. */
    private final float[] rows;

    private final float[] columns;

    /** @param background one number a channel */
    Warp(int channels, int height, int width, float[] background) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        stride = width + MARGIN;
        plane = (height + MARGIN) * stride;
        framed = new float[channels * plane];
        for (int c = 0; c < channels; c++) Arrays.fill(framed, c * plane, (c + 1) * plane, background[c]);
        origin = new int[height * width];
        across = new float[origin.length];
        along = new float[origin.length];
        rows = new float[origin.length];
        columns = new float[origin.length];
        for (int i = 0; i < origin.length; i++) {
            int row = i / width;
            rows[i] = row;
            columns[i] = i % width;
        }
    }

    /** Bytes of one. */
    static long bytes(int channels, int height, int width) {
        long framed = (long) channels * (height + MARGIN) * (width + MARGIN);
        return Float.BYTES * (framed + 5L * height * width);
    }

    /**
     * Draws one image.
     *
     * @param image its numbers begin at {@code from}
     * @param drawn overwritten from {@code to} on
     * @param right pixels to the right
     * @param down pixels down
     * @param degrees clockwise
     * @param factor above 1 it grows
     */
    void draw(
            float[] image,
            int from,
            float[] drawn,
            int to,
            double right,
            double down,
            double degrees,
            double factor,
            boolean mirrored,
            boolean upsideDown) {
        double quarter = degrees * QUARTER_DEGREE;
        double s = sine(quarter);
        double c = cosine(quarter);
        double s2 = 2 * s * c;
        double c2 = 1 - 2 * s * s;
        double sin = 2 * s2 * c2;
        double cos = 1 - 2 * s2 * s2;
        double xx = cos / factor;
        double xy = sin / factor;
        double yx = -sin / factor;
        double yy = cos / factor;
        if (mirrored) {
            xx = -xx;
            xy = -xy;
        }
        if (upsideDown) {
            yx = -yx;
            yy = -yy;
        }
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        // the place in the framed plane that pixel (0, 0) comes from
        double x = middleX + 1 - xx * (middleX + right) - xy * (middleY + down);
        double y = middleY + 1 - yx * (middleX + right) - yy * (middleY + down);
        trace((float) x, (float) y, (float) xx, (float) xy, (float) yx, (float) yy);
        for (int channel = 0; channel < channels; channel++) {
            frame(image, from + channel * height * width, channel * plane);
            blend(channel * plane, drawn, to + channel * height * width);
        }
    }

    /**
     * Taylor's series for angles of up to 45 degrees, right to the last bit or two. StrictMath's functions allocate an
     * array at each call.
     */
    private static double sine(double x) {
        double square = x * x;
        double sum = 1;
        for (int i = TERMS; i >= 2; i -= 2) sum = 1 - sum * square / (i * (i + 1));
        return x * sum;
    }

    private static double cosine(double x) {
        double square = x * x;
        double sum = 1;
        for (int i = TERMS; i >= 2; i -= 2) sum = 1 - sum * square / (i * (i - 1));
        return sum;
    }

    /** Where each pixel comes from. One loop over plain arrays, which the compiler turns into vectors. */
    private void trace(float x, float y, float xx, float xy, float yx, float yy) {
        float mostX = width + 1;
        float mostY = height + 1;
        for (int i = 0; i < origin.length; i++) {
            float placeX = Math.max(0, Math.min(mostX, x + xx * columns[i] + xy * rows[i]));
            float placeY = Math.max(0, Math.min(mostY, y + yx * columns[i] + yy * rows[i]));
            int left = (int) placeX;
            int top = (int) placeY;
            origin[i] = top * stride + left;
            across[i] = placeX - left;
            along[i] = placeY - top;
        }
    }

    private void frame(float[] image, int from, int begin) {
        for (int row = 0; row < height; row++)
            System.arraycopy(image, from + row * width, framed, begin + (row + 1) * stride + 1, width);
    }

    private void blend(int begin, float[] drawn, int to) {
        for (int i = 0; i < origin.length; i++) {
            int at = begin + origin[i];
            float upper = framed[at] + across[i] * (framed[at + 1] - framed[at]);
            float lower = framed[at + stride] + across[i] * (framed[at + stride + 1] - framed[at + stride]);
            drawn[to + i] = upper + along[i] * (lower - upper);
        }
    }
}
