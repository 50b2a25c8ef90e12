// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Images of 2 channels, 5 rows and 7 columns, on a background of their own. */
class WarpTest {
    private static final long SEED = 17;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;
    private static final int AREA = HEIGHT * WIDTH;
    private static final float[] BACKGROUND = {-3, 0.1f};

    private final Warp warp = new Warp(2, HEIGHT, WIDTH, BACKGROUND);
    private final DrawSequence random = new Draws(SEED, 0).of("warp");

    private float[] image() {
        float[] image = new float[2 * AREA];
        for (int i = 0; i < image.length; i++) image[i] = (float) random.normal();
        return image;
    }

    private float[] drawn(
            float[] image,
            double right,
            double down,
            double degrees,
            double factor,
            boolean mirrored,
            boolean upsideDown) {
        float[] framed = new float[image.length + 5];
        System.arraycopy(image, 0, framed, 2, image.length);
        float[] drawn = new float[image.length + 3];
        warp.draw(framed, 2, drawn, 3, right, down, degrees, factor, mirrored, upsideDown);
        return Arrays.copyOfRange(drawn, 3, drawn.length);
    }

    /** The number there, or the background. */
    private static float at(float[] image, int channel, int row, int column) {
        boolean inside = row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH;
        return inside ? image[channel * AREA + row * WIDTH + column] : BACKGROUND[channel];
    }

    @Test
    void nothingAskedLeavesEveryBit() {
        float[] image = image();
        assertArrayEquals(image, drawn(image, 0, 0, 0, 1, false, false));
    }

    @Test
    void movesByWholePixelsAndMirrorsAreExact() {
        for (int right = -9; right <= 9; right++)
            for (int down = -7; down <= 7; down++) {
                boolean mirrored = random.below(2) == 0;
                boolean upsideDown = random.below(2) == 0;
                float[] image = image();
                float[] drawn = drawn(image, right, down, 0, 1, mirrored, upsideDown);
                for (int channel = 0; channel < 2; channel++)
                    for (int row = 0; row < HEIGHT; row++)
                        for (int column = 0; column < WIDTH; column++) {
                            int y = row - down;
                            int x = column - right;
                            assertEquals(
                                    at(image, channel, upsideDown ? HEIGHT - 1 - y : y, mirrored ? WIDTH - 1 - x : x),
                                    at(drawn, channel, row, column),
                                    "seed %d: %d right, %d down".formatted(SEED, right, down));
                        }
            }
    }

    @Test
    void mirroredTwiceIsTheImage() {
        float[] image = image();
        assertArrayEquals(image, drawn(drawn(image, 0, 0, 0, 1, true, false), 0, 0, 0, 1, true, false));
        assertArrayEquals(image, drawn(drawn(image, 0, 0, 0, 1, false, true), 0, 0, 0, 1, false, true));
    }

    @Test
    void partsOfAPixelAreMixed() {
        float[] image = image();
        float[] drawn = drawn(image, 0.25, 0, 0, 1, false, false);
        for (int column = 0; column < WIDTH; column++)
            assertEquals(
                    0.75 * at(image, 1, 2, column) + 0.25 * at(image, 1, 2, column - 1), at(drawn, 1, 2, column), 1e-6);
    }

    @Test
    void halfATurnIsBothMirrors() {
        float[] image = image();
        assertArrayEquals(drawn(image, 0, 0, 0, 1, true, true), drawn(image, 0, 0, 180, 1, false, false), 1e-5f);
    }

    @Test
    void aTurnHasTheSineAndTheCosineOfItsAngle() {
        float[] ramp = new float[2 * AREA];
        for (int i = 0; i < ramp.length; i++) ramp[i] = i % WIDTH;
        for (double degrees = -180; degrees <= 180; degrees += 7.5) {
            // one pixel to the right of the middle comes from (cos, −sin) off it, where the ramp is 3 + cos
            float[] drawn = drawn(ramp, 0, 0, degrees, 1, false, false);
            assertEquals(3 + Math.cos(Math.toRadians(degrees)), at(drawn, 0, 2, 4), 2e-6);
            assertEquals(3 + Math.sin(Math.toRadians(degrees)), at(drawn, 0, 3, 3), 2e-6);
        }
    }

    @Test
    void turnsAreClockwiseAndMovedAfterwards() {
        float[] image = new float[2 * AREA];
        image[1 * WIDTH + 3] = 1; // a pixel above the middle
        float[] drawn = drawn(image, -1, 0, 90, 1, false, false);
        // to the right of the middle, and from there one to the left
        assertEquals(1, at(drawn, 0, 2, 3), 1e-5);
        assertEquals(0, at(drawn, 0, 1, 2), 1e-5);
    }

    @Test
    void aLargerFactorBringsTheMiddleNearer() {
        float[] ramp = new float[2 * AREA];
        for (int i = 0; i < ramp.length; i++) ramp[i] = i % WIDTH;
        float[] drawn = drawn(ramp, 0, 0, 0, 1.5, false, false);
        for (int column = 0; column < WIDTH; column++)
            assertEquals(3 + (column - 3) / 1.5, at(drawn, 0, 2, column), 1e-5);
    }

    @Test
    void whatIsTurnedOutOfSightIsBackground() {
        float[] image = image();
        float[] drawn = drawn(image, 0, 0, 90, 1, false, false);
        for (int row = 0; row < HEIGHT; row++) assertEquals(BACKGROUND[1], at(drawn, 1, row, 0));
    }
}
