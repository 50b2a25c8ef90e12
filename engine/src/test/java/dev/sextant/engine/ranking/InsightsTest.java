// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InsightsTest {
    private static final Domain.Choice OPTIMIZERS = new Domain.Choice(List.of(
            new Option("sgd", JsonNodeFactory.instance.objectNode(), true, List.of()),
            new Option("adam", JsonNodeFactory.instance.objectNode(), true, List.of())));

    private static SmallStudy random(int trials, long seed) {
        DrawSequence draws = new Draws(seed, 0).of("random");
        SmallStudy study = new SmallStudy().search(0.01, "constant", 0.5);
        for (int i = 1; i < trials; i++) {
            double unit = draws.uniform();
            study.search(
                    Math.pow(10, 4 * unit - 4),
                    List.of("constant", "step", "cosine").get(draws.below(3)),
                    Math.abs(unit - 0.4) + 0.01 * draws.uniform());
        }
        return study;
    }

    @Test
    void drawnTrialsSpeakForThemselves() {
        Insights insights = Insights.of(random(60, 3).rank(), 1, trial -> trial > 0, null);
        Importance importance = insights.importance();
        assertNotNull(importance);
        assertEquals(Importance.Method.PED_ANOVA, importance.method());
        assertEquals("learningRate", importance.parameters().getFirst().parameter());
        ExpectedBest best = insights.expectedBest();
        assertNotNull(best);
        assertEquals(ExpectedBest.Method.UNBIASED, best.method());
        assertEquals(59, best.trials()[best.trials().length - 1], "the default configuration is no draw");
        assertEquals("there is no model of the response: no searcher at hand has one", insights.withoutResponse());
        assertNull(insights.response());
        assertNull(insights.matrix(), "no optimizer varies");
    }

    @Test
    void trialsThatLookedAtResultsAndThoseThatPeopleChoseAreNoDraws() {
        Insights insights = Insights.of(random(60, 3).rank(), 1, trial -> false, null);
        assertNull(insights.importance());
        assertNull(insights.expectedBest());
    }

    @Test
    void theOrderOfTheTrialsDoesNotMatterAndTheSeedOnlyToIntervals() {
        List<Trial> trials = new ArrayList<>(random(40, 5).trials());
        Template template = SmallStudy.template();
        Insights first = Insights.of(Ranking.of("s", template, SmallStudy.LOSS, trials), 1, trial -> true, null);
        Collections.reverse(trials);
        Insights again = Insights.of(Ranking.of("s", template, SmallStudy.LOSS, trials), 1, trial -> true, null);
        Insights other = Insights.of(Ranking.of("s", template, SmallStudy.LOSS, trials), 2, trial -> true, null);
        assertEquals(first.importance(), again.importance());
        assertNotNull(first.importance());
        assertNotNull(other.importance());
        for (int i = 0; i < 2; i++)
            assertEquals(
                    first.importance().parameters().get(i).share().mean(),
                    other.importance().parameters().get(i).share().mean());
    }

    @Test
    void theModelIsNotAskedWhereThereCanBeNone() {
        SmallStudy study = new SmallStudy().search(0.01, "step", 0.5).search(0.02, "step", 0.4);
        Insights insights = Insights.of(study.rank(), 1, trial -> false, _ -> {
            throw new AssertionError("asked");
        });
        assertEquals(
                "there is no model of the response: it needs at least 6 completed trials, and there are 2",
                insights.withoutResponse());
        assertEquals(List.of(), insights.trusted());
    }

    private static Configuration pair(int schedule, int optimizer) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("schedule", SmallStudy.SCHEDULES.chosen(schedule));
        values.put("optimizer", OPTIMIZERS.chosen(optimizer));
        return new Configuration(values);
    }

    @Test
    void theMatrixHasACellForEveryPairAndTellsWhichWasNotTried() {
        Template template = new Template(
                JsonNodeFactory.instance.objectNode(),
                Space.of(List.of(
                        new Parameter("schedule", SmallStudy.SCHEDULES, SmallStudy.SCHEDULES.chosen(0)),
                        new Parameter("optimizer", OPTIMIZERS, OPTIMIZERS.chosen(0)))));
        List<Trial> trials = new ArrayList<>();
        add(trials, Role.SEARCH, pair(0, 0), SmallStudy.completed(0.5)); // 0
        add(trials, Role.SEARCH, pair(0, 0), SmallStudy.completed(0.4)); // 1
        add(trials, Role.SEARCH, pair(1, 1), SmallStudy.completed(0.3)); // 2
        add(trials, Role.SEARCH, pair(1, 1), SmallStudy.diverged(1)); // 3
        add(trials, Role.SEARCH, pair(2, 1), SmallStudy.diverged(1)); // 4
        add(trials, new Role.Confirmation(1, 1), pair(0, 0), SmallStudy.completed(0.41));
        add(trials, new Role.Confirmation(1, 2), pair(0, 0), SmallStudy.completed(0.43));
        Matrix matrix = Insights.of(Ranking.of("matrix", template, SmallStudy.LOSS, trials), 1, trial -> false, null)
                .matrix();
        assertNotNull(matrix);
        assertEquals(List.of("constant", "step", "cosine"), matrix.schedules());
        assertEquals(List.of("sgd", "adam"), matrix.optimizers());
        assertEquals(new Matrix.Cell(2, 2, 0.4, Interval.of(new double[] {0.41, 0.43})), matrix.at(0, 0));
        assertEquals(new Matrix.Cell(0, 0, Double.NaN, Interval.NONE), matrix.at(0, 1), "not tried");
        assertEquals(new Matrix.Cell(2, 1, 0.3, Interval.NONE), matrix.at(1, 1));
        assertEquals(new Matrix.Cell(1, 0, Double.NaN, Interval.NONE), matrix.at(2, 1));
    }

    private static void add(List<Trial> trials, Role role, Configuration configuration, Outcome outcome) {
        trials.add(new Trial(trials.size(), role, configuration, Note.EMPTY, StoppingPlan.NONE, "", outcome));
    }

    @Test
    void theRegionOfGoodRatesIsAsWideAsItsEndsAreApart() {
        RateRange range = new SmallStudy()
                .search(0.001, "step", 1.0)
                .search(0.01, "step", 0.97)
                .search(0.1, "step", 1.01)
                .search(1, "step", 2)
                .rank()
                .schedules()
                .getFirst()
                .learningRate();
        assertNotNull(range);
        assertEquals(2, range.decades(), 1e-12);
        assertTrue(Double.isNaN(new RateRange(0, 0, 1, Double.NaN).decades()));
    }
}
