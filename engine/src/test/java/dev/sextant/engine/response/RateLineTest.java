// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLineTest {
    private static final Space SPACE = Studies.rates();

    /** Decades above the learning rate 10^-2.5, for step 10^-1.5. */
    private static double off(Configuration c) {
        double step = c.get("schedule") instanceof Value.Chosen chosen
                        && chosen.label().equals("step")
                ? 1
                : 0;
        return Math.log10(Studies.number(c, "learningRate")) + 2.5 - step;
    }

    /** 1 at the best rate and width 0.5, worse by the square of the decades, and by how far the width is off. */
    private static double bowl(Configuration c) {
        double wide = Studies.number(c, "width") - 0.5;
        return 1 + off(c) * off(c) + wide * wide;
    }

    private static Response response(KnownSurrogate surrogate, Space space, Paths paths) {
        View view = Studies.view(space, 40, RateLineTest::bowl);
        return Response.of(view, paths, _ -> surrogate, Studies.DRAWS);
    }

    private static RateResponse rate(KnownSurrogate surrogate, int schedule) {
        RateResponse rate = response(surrogate, SPACE, Studies.PATHS)
                .schedules()
                .get(schedule)
                .rate();
        assertNotNull(rate);
        return rate;
    }

    @Test
    void aKnownBowlHasItsBestRateAndItsWidth() {
        RateResponse constant = rate(KnownSurrogate.certain(RateLineTest::bowl), 0);
        assertEquals(33, constant.rates().length);
        assertEquals(1e-4, constant.rates()[0], 1e-12);
        assertEquals(1, constant.rates()[32], 1e-12);
        assertEquals(-2.5, Math.log10(constant.best().mean()), 1e-9);
        // Within 5 %: as far as √0.05 = 0.224 decades, which is one step of 0.125 on both sides.
        assertEquals(0.25, constant.decades(), 1e-9);
        // Certain, but no finer than the line is: half a step on both sides.
        assertEquals(-2.5625, Math.log10(constant.best().low()), 0.13);
        assertEquals(-2.4375, Math.log10(constant.best().high()), 0.13);
        RateResponse step = rate(KnownSurrogate.certain(RateLineTest::bowl), 1);
        assertEquals(-1.5, Math.log10(step.best().mean()), 1e-9);
    }

    /** Far from the best rate the other parameters that suit it there are found. */
    @Test
    void theLineIsAProfile() {
        RateResponse rate = rate(
                KnownSurrogate.certain(c -> {
                    double wide = Studies.number(c, "width") - 0.5 - 0.3 * Math.signum(off(c));
                    return 1 + off(c) * off(c) / 100 + wide * wide;
                }),
                0);
        assertTrue(
                rate.band().mean()[0] < 1.09,
                "width 0.2 is best there: " + rate.band().mean()[0]);
        assertTrue(
                rate.band().mean()[32] < 1.12,
                "width 0.8 is best there: " + rate.band().mean()[32]);
    }

    @Test
    void theLeastOfManyUnsureSettingsIsBelowEachOfThem() {
        KnownSurrogate unsure = KnownSurrogate.with(RateLineTest::bowl, (a, b) -> a.equals(b) ? 0.01 : 0);
        RateResponse rate = rate(unsure, 0);
        for (int i = 0; i < 33; i++) {
            double lowest = 1 + Math.pow(Math.log10(rate.rates()[i]) + 2.5, 2);
            assertTrue(rate.band().low()[i] < lowest && lowest < rate.band().high()[i] + 0.1, "rate " + i);
        }
        assertTrue(
                rate.best().low() < 2.2e-3 && rate.best().high() > 4.5e-3,
                rate.best().toString());
    }

    @Test
    void whereTrainingsDivergeThereIsNoOptimum() {
        KnownSurrogate falling = KnownSurrogate.certain(c -> 3 - Studies.number(c, "learningRate"))
                .trainingOnly(c -> Studies.number(c, "learningRate") < 0.2);
        RateResponse rate = rate(falling, 0);
        assertEquals(0.1778, rate.best().mean(), 1e-4);
        assertTrue(rate.goodHigh() < 0.2 && rate.best().high() < 0.2 * Math.pow(10, 0.0625), rate.toString());
    }

    @Test
    void aStudyWithoutRatesHasNoLine() {
        KnownSurrogate surrogate = KnownSurrogate.certain(c -> Studies.number(c, "width"));
        Space space = Space.of(List.of(
                Studies.choice("learningRate", Studies.option("0.1"), Studies.option("0.2")), Studies.unit("width")));
        View view = Studies.view(space, 20, c -> Studies.number(c, "width"));
        for (Paths paths : List.of(new Paths(null, null), new Paths("learningRate", null))) {
            ScheduleResponse all = Response.of(view, paths, _ -> surrogate, Studies.DRAWS)
                    .schedules()
                    .getFirst();
            assertEquals("", all.schedule());
            assertEquals(Double.NaN, all.probabilityBest());
            assertNull(all.rate());
            assertEquals(0, all.expectedBest().mean(), 0.02);
        }
    }
}
