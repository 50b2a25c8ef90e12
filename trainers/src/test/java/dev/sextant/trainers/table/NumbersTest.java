// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest(name = "{0} takes {1} bytes")
    @CsvSource({
        "0, 1",
        "255, 1",
        "256, 2",
        "-1, 2",
        "32767, 2",
        "-32768, 2",
        "32768, 4",
        "16777217, 8",
        "-0.0, 4",
        "0.5, 4",
        "0.1, 8",
        "NaN, 4",
        "Infinity, 4",
        "1e300, 8",
    })
    void aNumberTakesTheFewestBytesThatHoldIt(double number, int width) {
        Numbers one = new Numbers(1);
        one.add(number);
        assertEquals(width, one.width());
        assertEquals(Double.doubleToLongBits(number), Double.doubleToLongBits(one.get(0)));
        Numbers many = new Numbers(3);
        assertEquals(Double.isNaN(number) ? 1 : 0, many.addAll(new double[] {7, 1, number, 1, 9}, 0, 2, 3));
        assertEquals(width, many.width());
        assertEquals(Double.doubleToLongBits(number), Double.doubleToLongBits(many.get(1)));
    }

    @Test
    void whatIsReadBackIsWhatWasAdded() {
        long seed = 21;
        DrawSequence random = new Draws(seed, 0).of("numbers");
        for (int round = 0; round < 500; round++) {
            double[] added = new double[1 + random.below(300)];
            int wildness = 1 + random.below(40);
            for (int i = 0; i < added.length; i++) added[i] = number(random, random.below(wildness));
            Numbers numbers = new Numbers(random.below(2) == 0 ? added.length : random.below(400));
            int nans = 0;
            for (int at = 0; at < added.length; ) {
                int count = Math.min(1 + random.below(90), added.length - at);
                if (random.below(2) == 0) {
                    int stride = 1 + random.below(3);
                    double[] spread = new double[count * stride];
                    for (int i = 0; i < count; i++) spread[i * stride] = added[at + i];
                    nans += numbers.addAll(spread, 0, stride, count);
                } else {
                    for (int i = 0; i < count; i++) {
                        numbers.add(added[at + i]);
                        if (Double.isNaN(added[at + i])) nans++;
                    }
                }
                at += count;
            }
            String which = "seed %d round %d".formatted(seed, round);
            assertEquals(added.length, numbers.size(), which);
            assertEquals(Arrays.stream(added).filter(Double::isNaN).count(), nans, which);
            for (int i = 0; i < added.length; i++)
                assertEquals(
                        Double.doubleToLongBits(added[i]), Double.doubleToLongBits(numbers.get(i)), which + " at " + i);
        }
    }

    private static double number(DrawSequence random, int kind) {
        return switch (kind) {
            case 30 -> random.below(100_000) - 50_000;
            case 33 -> Double.NaN;
            case 35 -> -0.0;
            case 36 -> random.below(1000) / 8.0;
            case 37 -> random.normal();
            case 38 -> Double.NEGATIVE_INFINITY;
            case 39 -> (double) random.bits();
            default -> random.below(256);
        };
    }
}
