// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What the real model says of studies whose truth is known. */
class ResponseIT {
    /** Figures of a response as text: equal text, equal bits. */
    private static String bits(Response response) {
        StringBuilder text = new StringBuilder();
        for (ScheduleResponse schedule : response.schedules()) {
            text.append(schedule.schedule()).append(schedule.probabilityBest()).append(schedule.expectedBest());
            RateResponse rate = schedule.rate();
            if (rate != null)
                text.append(rate.best()).append(Arrays.toString(rate.band().high()));
        }
        response.slices()
                .forEach(slice -> text.append(slice.at())
                        .append(Arrays.toString(slice.band().low())));
        if (response.contour() != null)
            text.append(Arrays.deepToString(response.contour().mean()));
        return text.append(response.importance())
                .append(Arrays.toString(response.expectedBest().value()))
                .append(response.health())
                .toString();
    }

    private static Response response(View view) {
        return Response.of(view, KnownTruth.PATHS, new GaussianProcessSurrogate.Fit(), Seeds.reportDraws(1));
    }

    @Test
    void theSameTrialsGiveTheSameBitsInWhateverOrderTheyEnded() {
        View view = KnownTruth.of(3).view(40, 0.01);
        List<Observation> shuffled = new ArrayList<>(view.observed());
        int[] order = new int[shuffled.size()];
        for (int i = 0; i < order.length; i++) order[i] = i;
        new Draws(1, 1).of("shuffle").shuffle(order);
        for (int i = 0; i < order.length; i++) shuffled.set(i, view.observed().get(order[i]));
        String first = bits(response(view));
        assertEquals(first, bits(response(view)));
        assertEquals(first, bits(response(new View(view.space(), Direction.MINIMIZE, shuffled, List.of()))));
    }

    /** Twenty trials of each of the others say little of it. */
    @Test
    void aScheduleThatNobodyTriedStaysWide() {
        View view = KnownTruth.of(5).view(60, 0.002);
        List<Observation> some = view.observed().stream()
                .filter(trial -> KnownTruth.schedule(trial.configuration()) != 2)
                .toList();
        Response response = response(new View(view.space(), Direction.MINIMIZE, some, List.of()));
        double[] width = response.schedules().stream()
                .mapToDouble(schedule ->
                        schedule.expectedBest().high() - schedule.expectedBest().low())
                .toArray();
        assertTrue(width[2] > 4 * Math.max(width[0], width[1]), Arrays.toString(width));
        double probability = response.schedules().get(2).probabilityBest();
        assertTrue(probability > 0.02 && probability < 0.7, "probability " + probability);
    }

    /**
     * Forty random trials in each of thirty studies with three schedules, a rate and one more parameter, noise 0.005.
     * Measured with other seeds, 150 studies: the optimum's rate lies in 99 % of its intervals (which are no finer than
     * the line), the optimum's value in 86 %, the profile in 94 % of its bands. The model takes its fitted
     * hyperparameters for true, which costs the value's interval nine points.
     */
    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        int studies = 30;
        double rates = 0;
        double values = 0;
        double bands = 0;
        double brier = 0;
        for (int seed = 1000; seed < 1000 + studies; seed++) {
            KnownTruth truth = KnownTruth.of(seed);
            Response response = response(truth.view(40, 0.005));
            int best = truth.bestSchedule();
            for (int s = 0; s < KnownTruth.SCHEDULES; s++) {
                ScheduleResponse schedule = response.schedules().get(s);
                RateResponse rate = schedule.rate();
                assertNotNull(rate);
                if (rate.best().low() <= truth.bestRate(s)
                        && truth.bestRate(s) <= rate.best().high()) rates++;
                double value = truth.bestValue(s);
                if (schedule.expectedBest().low() <= value
                        && value <= schedule.expectedBest().high()) values++;
                for (int i = 0; i < rate.rates().length; i++) {
                    double profile = truth.profile(s, rate.rates()[i]);
                    if (rate.band().low()[i] <= profile
                            && profile <= rate.band().high()[i]) bands += 1.0 / rate.rates().length;
                }
                brier += Math.pow(schedule.probabilityBest() - (s == best ? 1 : 0), 2);
            }
        }
        int all = studies * KnownTruth.SCHEDULES;
        String found = "of seeds 1000 …: rates %.3f, values %.3f, bands %.3f, Brier score %.3f"
                .formatted(rates / all, values / all, bands / all, brier / studies);
        System.out.println("Coverage of 95 % intervals " + found);
        assertTrue(rates / all > 0.92, found);
        assertTrue(values / all > 0.78, found);
        assertTrue(bands / all > 0.88, found);
        assertTrue(brier / studies < 0.5, found + "; a third for each of three would score 0.667");
    }

    @Test
    void studiesWithOddValuesHaveAnswers() {
        Space space = KnownTruth.SPACE;
        List<ToDoubleFunction<Configuration>> odd = List.of(
                c -> 1e18 * (1 + space.toUnit(c)[0]),
                c -> space.toUnit(c)[0] > 0.5 ? 1e18 : space.toUnit(c)[0],
                _ -> 0.25,
                c -> space.toUnit(c)[0] > 0.4 ? Double.NaN : space.toUnit(c)[0],
                c -> -space.toUnit(c)[0]);
        for (ToDoubleFunction<Configuration> response : odd) {
            View view = new View(space, Direction.MINIMIZE, KnownTruth.trials(space, 30, 2, response), List.of());
            Response said = response(view);
            Set<String> names = new HashSet<>();
            said.schedules().forEach(schedule -> names.add(schedule.schedule()));
            assertEquals(Set.of("a", "b", "c"), names);
            double most = said.schedules().stream()
                    .mapToDouble(schedule -> schedule.expectedBest().high())
                    .max()
                    .orElseThrow();
            assertTrue(most <= 4e18, "at most a range beyond the values seen: " + most);
        }
    }

    /** Of a hundred thousand trials a part is taken, chosen to hold the best. */
    @Test
    void aHundredThousandTrialsAreAnsweredByAPart() {
        KnownTruth truth = KnownTruth.of(9);
        DrawSequence chance = new Draws(9, 9).of("noise");
        List<Observation> trials =
                KnownTruth.trials(KnownTruth.SPACE, 20_000, 9, c -> truth.at(c) + 0.002 * chance.normal());
        List<Observation> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Observation trial = trials.get(i % trials.size());
            Outcome outcome = i % 5 == 0 ? Rehearsal.outcome(Double.NaN) : trial.outcome();
            many.add(new Observation(i, trial.configuration(), outcome, Note.EMPTY));
        }
        Response response = response(new View(KnownTruth.SPACE, Direction.MINIMIZE, many, List.of()));
        int best = truth.bestSchedule();
        assertEquals(
                truth.bestValue(best),
                response.schedules().get(best).expectedBest().mean(),
                0.01);
        assertTrue(
                response.health().trusted(),
                response.health().inside() + ", " + response.health().correlation());
    }
}
