// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Studies of which there is little or nothing to say, or too much. */
class OddStudiesTest {
    private static Ranking analysed(SmallStudy study) {
        return analysed(study.rank());
    }

    private static Ranking analysed(Ranking ranking) {
        return ranking.with(Insights.of(ranking, 1, trial -> true, null));
    }

    private static SmallStudy of(int trials, IntFunction<Outcome> outcome) {
        SmallStudy study = new SmallStudy();
        for (int i = 0; i < trials; i++)
            study.search(Math.pow(10, -4 + 4.0 * i / Math.max(1, trials - 1)), "step", outcome.apply(i));
        return study;
    }

    @Test
    void withoutAFinishedTrialNothingIsSaid() {
        Ranking none = analysed(new SmallStudy());
        assertNull(none.winner());
        assertNull(none.insights().importance());
        assertNull(none.insights().expectedBest());
        assertEquals(3, none.schedules().size());
    }

    @Test
    void oneTrialIsRankedAndNothingMoreIsSaid() {
        Ranking one = analysed(of(1, _ -> SmallStudy.completed(0.5)));
        assertNotNull(one.winner());
        assertNull(one.insights().importance());
        assertNull(one.insights().expectedBest());
    }

    @Test
    void whereAllDivergedTheSmallestRateIsTooLarge() {
        Ranking all = analysed(of(30, _ -> SmallStudy.diverged(1)));
        assertNull(all.winner());
        assertNull(all.insights().importance());
        assertNull(all.insights().expectedBest());
        assertTrue(
                all.advice().contains(new Advice.NarrowRate(30, 30, 1)),
                all.advice().toString());
    }

    @Test
    void aConstantMetricTellsNothingApart() {
        Ranking same = analysed(of(30, _ -> SmallStudy.completed(0.25))
                .confirm(0, 0.25, 0.25, 0.25)
                .confirm(1, 0.25, 0.25, 0.25));
        assertNull(same.insights().importance());
        assertNotNull(same.insights().expectedBest());
        for (double value : same.insights().expectedBest().value()) assertEquals(0.25, value);
        assertEquals("a", same.trials().get(1).tie());
        assertEquals(new Advice.ConstantMetric(0.25, 30), same.advice().getFirst());
    }

    @Test
    void hugeAndTinyValuesAreRankedAndToldApartAsOthersAre() {
        for (double unit : new double[] {0x1p1010, 0x1p-1000, 1}) {
            SmallStudy study = of(30, i -> SmallStudy.completed((1 + 0.1 * i) * unit))
                    .confirm(0, 1.01 * unit, 1.02 * unit, 1.03 * unit)
                    .confirm(1, 1.41 * unit, 1.43 * unit, 1.42 * unit)
                    .confirm(2, 1.40 * unit, 1.44 * unit, 1.43 * unit);
            Ranking ranking = analysed(study);
            assertEquals(
                    List.of("a", "b", "b"),
                    ranking.trials().subList(0, 3).stream()
                            .map(RankedTrial::tie)
                            .toList(),
                    "unit " + unit);
            assertNotNull(ranking.insights().importance());
            Confirmed winner = ranking.trials().getFirst().confirmed();
            assertNotNull(winner);
            assertEquals(1.02, winner.interval().mean() / unit, 1e-12);
            assertTrue(Double.isFinite(winner.interval().half()));
        }
    }

    @Test
    void withoutAScheduleOrALearningRateTheRestIsSaid() {
        Domain.Range size = new Domain.Range(0, 1, dev.sextant.engine.space.Scale.LINEAR);
        Template template = new Template(
                JsonNodeFactory.instance.objectNode(),
                Space.of(List.of(new Parameter("size", size, size.fromUnit(0)))));
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 40; i++)
            trials.add(new Trial(
                    i,
                    Role.SEARCH,
                    new Configuration(Map.of("size", size.fromUnit(i / 39.0))),
                    Note.EMPTY,
                    StoppingPlan.NONE,
                    "",
                    SmallStudy.completed(1 - i / 39.0)));
        Ranking ranking = analysed(Ranking.of("sizes", template, SmallStudy.LOSS, trials));
        assertEquals(List.of(), ranking.schedules());
        assertNotNull(ranking.insights().importance());
        assertEquals(List.of(new Advice.WidenRange("size", 1, 0, 1, true)), ranking.advice());
    }

    @Test
    void fortySchedulesHaveTheirLettersInTime() {
        Domain.Choice schedules = new Domain.Choice(IntStream.range(0, 40)
                .mapToObj(i -> new Option("s" + i, JsonNodeFactory.instance.objectNode(), true, List.of()))
                .toList());
        Template template = new Template(
                JsonNodeFactory.instance.objectNode(),
                Space.of(List.of(new Parameter("schedule", schedules, schedules.chosen(0)))));
        DrawSequence draws = new Draws(9, 0).of("forty");
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 40; i++) add(trials, Role.SEARCH, schedules, i, 0.02 * i);
        for (int i = 0; i < 40; i++)
            for (int r = 1; r <= 5; r++)
                add(trials, new Role.Confirmation(i, r), schedules, i, 0.02 * i + 0.05 * draws.normal());
        long from = System.nanoTime();
        Ranking ranking = analysed(Ranking.of("forty", template, SmallStudy.LOSS, trials));
        double seconds = (System.nanoTime() - from) / 1e9;
        assertEquals(40, ranking.schedules().size());
        assertTrue(ranking.schedules().stream().allMatch(schedule -> schedule.tie() != null));
        assertTrue(seconds < 10, seconds + " s");
    }

    private static void add(List<Trial> trials, Role role, Domain.Choice schedules, int schedule, double value) {
        trials.add(new Trial(
                trials.size(),
                role,
                new Configuration(Map.of("schedule", schedules.chosen(schedule))),
                Note.EMPTY,
                StoppingPlan.NONE,
                "",
                SmallStudy.completed(value)));
    }
}
