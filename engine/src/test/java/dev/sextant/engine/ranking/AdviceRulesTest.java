// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Advice that looks at more than the winner's learning rate. */
class AdviceRulesTest {
    private static final Parameter GAMMA =
            new Parameter("schedule.step.gamma", new Domain.Range(0.1, 0.9, Scale.LINEAR), new Value.Real(0.5));
    private static final Domain.Choice SCHEDULES = new Domain.Choice(List.of(
            new Option("constant", JsonNodeFactory.instance.objectNode(), true, List.of()),
            new Option("step", JsonNodeFactory.instance.objectNode(), true, List.of(GAMMA))));
    private static final Domain.Range DECAY = new Domain.Range(1e-6, 1e-2, Scale.LOG);
    private static final Domain.Range DROPOUT = new Domain.Range(0, 0.5, Scale.LINEAR);
    private static final Domain.Whole WIDTH = new Domain.Whole(2, 6, Scale.LINEAR);
    private static final Template TEMPLATE = new Template(
            JsonNodeFactory.instance.objectNode(),
            Space.of(List.of(
                    new Parameter("schedule", SCHEDULES, SCHEDULES.chosen(0)),
                    new Parameter("weightDecay", DECAY, new Value.Real(1e-4)),
                    new Parameter("dropout", DROPOUT, new Value.Real(0.1)),
                    new Parameter("width", WIDTH, new Value.Whole(4)))));

    private static Configuration step(double gamma, double decay, double dropout, long width) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("schedule", SCHEDULES.chosen(1));
        values.put("schedule.step.gamma", new Value.Real(gamma));
        values.put("weightDecay", new Value.Real(decay));
        values.put("dropout", new Value.Real(dropout));
        values.put("width", new Value.Whole(width));
        return new Configuration(values);
    }

    /** Trials of step at even gammas, each with the loss of its gamma. */
    private static List<Advice.PartlyUsed> partlyUsed(int count, DoubleUnaryOperator loss) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double gamma = 0.1 + 0.8 * i / (count - 1);
            trials.add(trial(i, step(gamma, 1e-4, 0.2, 4), loss.applyAsDouble(gamma)));
        }
        return Ranking.of("gammas", TEMPLATE, SmallStudy.LOSS, trials).advice().stream()
                .filter(Advice.PartlyUsed.class::isInstance)
                .map(Advice.PartlyUsed.class::cast)
                .toList();
    }

    private static Trial trial(int number, Configuration configuration, double loss) {
        return new Trial(
                number, Role.SEARCH, configuration, Note.EMPTY, StoppingPlan.NONE, "", SmallStudy.completed(loss));
    }

    @Test
    void aBranchParameterOfWhichOnlyAPartIsUsedByTheBestIsNamed() {
        List<Advice.PartlyUsed> found = partlyUsed(21, gamma -> gamma);
        // The best third, 7 of 21, lie at 0.10 … 0.34: chance 7·0.3⁶ − 6·0.3⁷ = 0.004. Half a width more is 0.46.
        assertEquals(1, found.size());
        Advice.PartlyUsed gamma = found.getFirst();
        assertEquals("schedule.step.gamma", gamma.parameter());
        assertEquals(7, gamma.best());
        assertEquals(0.1, gamma.usedLow(), 1e-12);
        assertEquals(0.34, gamma.usedHigh(), 1e-12);
        assertEquals(0.1, gamma.low(), 1e-12);
        assertEquals(0.46, gamma.high(), 1e-12);
    }

    @Test
    void fewTrialsOrBestOnesAllOverTheRangeNameNothing() {
        assertEquals(List.of(), partlyUsed(14, gamma -> gamma), "too few");
        assertEquals(List.of(), partlyUsed(21, gamma -> Math.abs(Math.sin(1e3 * gamma))), "all over the range");
        assertEquals(List.of(), partlyUsed(21, gamma -> -Math.abs(gamma - 0.5)), "at both ends");
    }

    private static List<Advice> edges(Configuration winner, double... shares) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 6; i++) trials.add(trial(i, step(0.5, 1e-4, 0.2, 4), 1 + i));
        trials.add(trial(6, winner, 0.5));
        List<Importance.Share> importance = new ArrayList<>();
        List<String> names = List.of("weightDecay", "dropout", "width");
        for (int i = 0; i < shares.length; i++)
            importance.add(new Importance.Share(names.get(i), new Estimate(shares[i], 0, 1)));
        Insights insights = new Insights(null, "", new Importance(Importance.Method.PED_ANOVA, importance), null, null);
        Ranking ranking = Ranking.of("edges", TEMPLATE, SmallStudy.LOSS, trials);
        Ranking insightful = ranking.with(insights);
        assertEquals(insightful.advice(), insightful.with(insights).advice(), "nothing stands twice");
        assertEquals(ranking.advice(), insightful.with(Insights.NONE).advice(), "nothing stays");
        return insightful.advice().stream()
                .filter(Advice.WidenRange.class::isInstance)
                .toList();
    }

    @Test
    void everyNumericParameterThatMattersIsLookedAtOnItsScale() {
        // 5 % of four decades are 0.2 decades.
        assertEquals(
                List.of(new Advice.WidenRange("weightDecay", 1.5e-6, 1e-6, 1e-2, false)),
                edges(step(0.5, 1.5e-6, 0.2, 4), 0.5));
        assertEquals(List.of(), edges(step(0.5, 1.7e-6, 0.2, 4), 0.5), "far enough");
        assertEquals(List.of(), edges(step(0.5, 1.5e-6, 0.2, 4), 0.09), "does not matter");
        assertEquals(
                List.of(new Advice.WidenRange("width", 6, 2, 6, true)), edges(step(0.5, 1e-4, 0.2, 6), 0.1, 0.1, 0.5));
    }

    @Test
    void nothingIsWidenedBelowZero() {
        assertEquals(List.of(), edges(step(0.5, 1e-4, 0.001, 4), 0.3, 0.5));
        assertEquals(
                List.of(new Advice.WidenRange("dropout", 0.499, 0, 0.5, true)),
                edges(step(0.5, 1e-4, 0.499, 4), 0.3, 0.5));
    }

    @Test
    void aConstantMetricIsAllThatThereIsToSay() {
        SmallStudy study = new SmallStudy();
        for (int i = 0; i < 5; i++)
            for (String schedule : List.of("constant", "step", "cosine")) study.search(0.9, schedule, 0.25);
        assertEquals(List.of(new Advice.ConstantMetric(0.25, 15)), study.rank().advice());
    }

    private static SmallStudy sampled() {
        SmallStudy study = new SmallStudy();
        for (int i = 0; i < 5; i++)
            for (String schedule : List.of("constant", "step", "cosine")) study.search(0.01, schedule, 0.5 + i);
        return study.search(0.02, "cosine", 0.40).search(0.03, "step", 0.41);
    }

    @Test
    void leadersThatAFewMoreSeedsWouldTellApartAreNamed() {
        SmallStudy study = sampled()
                .confirm(0, 0.900, 0.901, 0.902, 0.903)
                .confirm(15, 0.400, 0.402, 0.401, 0.403)
                .confirm(16, 0.402, 0.405, 0.405, 0.4045);
        Advice.MoreSeeds more =
                assertInstanceOf(Advice.MoreSeeds.class, study.rank().advice().getFirst());
        assertEquals(15, more.winner());
        assertEquals(16, more.second());
        assertEquals(4, more.seeds());
        assertEquals(Power.seeds(new double[] {0.002, 0.003, 0.004, 0.0015}, 1.0 / 3, 0.05 / 3), more.needed());
    }

    @Test
    void aDefaultThatIsNotSurelyBeatenIsNamedAndLuckThatPromisedMore() {
        // Gains over the default 0.02, -0.01, 0.03, -0.02; the third is far behind.
        SmallStudy study = sampled()
                .confirm(0, 0.50, 0.49, 0.51, 0.48)
                .confirm(15, 0.48, 0.50, 0.48, 0.50)
                .confirm(16, 0.90, 0.91, 0.90, 0.91);
        List<Advice> advice = study.rank().advice();
        assertEquals(2, advice.size(), advice.toString());
        assertInstanceOf(Advice.DefaultNotBeaten.class, advice.get(0));
        Advice.Overtuned luck = assertInstanceOf(Advice.Overtuned.class, advice.get(1));
        assertEquals(0.09, luck.luck(), 1e-12);
        assertEquals(0.1, luck.promised(), 1e-12);
    }
}
