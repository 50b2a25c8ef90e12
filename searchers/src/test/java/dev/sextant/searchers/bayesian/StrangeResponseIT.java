// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.Band;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.Health;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.response.Paths;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.response.Slice;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.StrangeSpaces;
import dev.sextant.engine.spi.RandomHistories;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spaces and histories that nobody would make: what the model says of them must still be possible. */
class StrangeResponseIT {
    private static final long SEED = 20261126;
    private static final int CASES = Integer.getInteger("strange.responses", 30);
    private static final int LARGE_EVERY = 30;

    @Test
    void whatAModelSaysIsPossibleHoweverStrangeTheStudy() {
        int asked = 0;
        for (int number = 0; number < CASES; number++) {
            String where = "case %d of seed %d".formatted(number, SEED);
            DrawSequence chance = new Draws(SEED, number).of("strange.response");
            boolean large = number % LARGE_EVERY == LARGE_EVERY - 1;
            Space space = large ? new StrangeSpaces(chance).large() : new StrangeSpaces(chance).next();
            View view = new RandomHistories(chance).next(space, large ? 30 : 60, 1 + chance.below(30));
            // What is asked in spite of an obstacle says nothing, but it must not throw.
            if (Evidence.completed(view) < Response.LEAST) continue;
            asked++;
            Paths paths =
                    new Paths(some(space, false, chance), chance.below(4) == 0 ? null : some(space, true, chance));
            Response response = Response.of(view, paths, new GaussianProcessSurrogate.Fit(), Seeds.reportDraws(number));
            check(response, where);
        }
        assertTrue(asked > CASES / 3, asked + " of " + CASES + " cases could be modelled");
    }

    private static @Nullable String some(Space space, boolean choice, DrawSequence chance) {
        java.util.List<String> paths = space.parameters().stream()
                .filter(parameter -> parameter.domain() instanceof Domain.Choice == choice)
                .map(Parameter::path)
                .toList();
        return paths.isEmpty() ? null : paths.get(chance.below(paths.size()));
    }

    private static void check(Response response, String where) {
        double sum = 0;
        for (ScheduleResponse schedule : response.schedules()) {
            possible(schedule.expectedBest(), where);
            sum += schedule.probabilityBest();
            if (schedule.rate() != null) possible(schedule.rate(), where);
        }
        if (response.schedules().size() > 1) assertEquals(1, sum, 1e-9, where);
        else assertEquals(Double.NaN, sum, where);
        for (Slice slice : response.slices()) {
            assertEquals(slice.at().size(), slice.band().mean().length, where);
            possible(slice.band(), where);
        }
        if (response.contour() != null)
            for (double[] row : response.contour().mean())
                for (double one : row) assertTrue(Double.isFinite(one), where);
        for (Importance.Share share : response.importance().parameters()) {
            possible(share.share(), where);
            assertTrue(share.share().low() >= 0 && share.share().high() <= 1, where);
        }
        for (double value : response.expectedBest().value()) assertTrue(Double.isFinite(value), where);
        Health health = response.health();
        assertTrue(health.inside() >= 0 && health.inside() <= 1, where);
        for (Health.Prediction prediction : health.predictions()) possible(prediction.predicted(), where);
    }

    private static void possible(RateResponse rate, String where) {
        possible(rate.band(), where);
        possible(rate.best(), where);
        for (int i = 1; i < rate.rates().length; i++) assertTrue(rate.rates()[i - 1] < rate.rates()[i], where);
        assertTrue(rate.goodLow() <= rate.best().mean() && rate.best().mean() <= rate.goodHigh(), where);
        assertTrue(
                rate.rates()[0] <= rate.best().low() && rate.best().high() <= rate.rates()[rate.rates().length - 1],
                where);
    }

    private static void possible(Band band, String where) {
        for (int i = 0; i < band.mean().length; i++)
            possible(new Estimate(band.mean()[i], band.low()[i], band.high()[i]), where);
    }

    private static void possible(Estimate estimate, String where) {
        assertTrue(Double.isFinite(estimate.low()) && Double.isFinite(estimate.high()), () -> where + ": " + estimate);
        assertTrue(
                estimate.low() <= estimate.mean() && estimate.mean() <= estimate.high(), () -> where + ": " + estimate);
    }
}
