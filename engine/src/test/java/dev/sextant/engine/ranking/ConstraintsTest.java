// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Constraint.Side;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Studies of loss that keep size in bounds. */
class ConstraintsTest {
    private static final Constraint SMALL = new Constraint("size", Side.AT_MOST, 500);
    private static final Constraint GOOD = new Constraint("validationLoss", Side.AT_MOST, 0.8);
    private static final Goals GOALS = new Goals(List.of(SmallStudy.LOSS), List.of(SMALL, GOOD));
    private static final Axes AXES = Axes.of(SmallStudy.template());

    private static SmallStudy study() {
        return new SmallStudy()
                .sized(0.01, "constant", 0.7, 1000) // 0, the default: twice the bound
                .sized(0.02, "step", 0.1, 600) // 1: a fifth beyond
                .sized(0.03, "step", 0.3, 500) // 2: at the bound, which is good
                .sized(0.04, "cosine", 0.2, 501) // 3: barely beyond
                .sized(0.05, "cosine", 0.6, 100) // 4
                .sized(0.06, "constant", 0.9, 100) // 5: breaks the other
                .search(0.07, "constant", SmallStudy.pruned(0.05)) // 6
                .search(0.08, "constant", new Outcome.Failed("no")) // 7
                .search(0.09, "constant", SmallStudy.completed(0.01)); // 8: does not tell its size
    }

    private static List<Long> numbers(List<RankedTrial> trials) {
        return trials.stream().map(RankedTrial::trial).toList();
    }

    private static List<Long> toConfirm(SmallStudy study, int top) {
        return Leaders.toConfirm(study.trials(), GOALS, AXES, top).stream()
                .map(Trial::number)
                .toList();
    }

    @Test
    void whatBreaksAConstraintRanksByHowBadlyAfterAllThatKeepThem() {
        Ranking ranking = study().rank(GOALS);
        assertEquals(List.of(2L, 4L, 3L, 5L, 1L, 0L, 8L, 6L, 7L), numbers(ranking.trials()));
        assertEquals(List.of(), ranking.trials().getFirst().breaches());
        assertEquals(List.of(new Breach(SMALL, 501)), ranking.trials().get(2).breaches());
        assertEquals(List.of(new Breach(GOOD, 0.9)), ranking.trials().get(3).breaches());
        assertEquals(
                List.of(new Breach(SMALL, Double.NaN)),
                ranking.trials().get(6).breaches(),
                "what is not told is broken");
        assertNotNull(ranking.winner());
        assertEquals(2, ranking.winner().trial());
        assertEquals(
                new Feasibility(7, 2, List.of(new Feasibility.Broken(SMALL, 4), new Feasibility.Broken(GOOD, 1))),
                ranking.feasibility());
    }

    @Test
    void leadersKeepTheConstraintsAllButTheDefault() {
        assertEquals(List.of(2L, 4L, 0L), toConfirm(study(), 5));
        assertEquals(List.of(2L, 4L, 0L), toConfirm(study(), 1), "the best of cosine that keeps them");
    }

    @Test
    void freshSeedsDecideWhatIsKept() {
        SmallStudy study = study().confirmSized(2, 0.3, 500, 0.3, 506).confirmSized(4, 0.7, 90, 0.6, 110);
        Ranking ranking = study.rank(GOALS);
        assertEquals(List.of(4L, 3L, 2L), numbers(ranking.trials()).subList(0, 3));
        assertEquals(List.of(new Breach(SMALL, 503)), ranking.trials().get(2).breaches());
        assertEquals(OptionalLong.of(4), Leaders.winner(study.trials(), GOALS));
    }

    @Test
    void whereNoConfirmedTrialKeepsThemOneThatWasNotConfirmedWins() {
        SmallStudy study = study().confirmSized(2, 0.3, 600, 0.3, 600);
        assertEquals(OptionalLong.of(4), Leaders.winner(study.trials(), GOALS));
        assertEquals(4, study.rank(GOALS).trials().getFirst().trial());
    }

    @Test
    void whereNothingKeepsThemNobodyWinsAndNobodyIsConfirmed() {
        SmallStudy study = new SmallStudy()
                .sized(0.01, "constant", 0.7, 1000)
                .sized(0.02, "step", 0.1, 600)
                .search(0.03, "step", SmallStudy.diverged(1));
        Ranking ranking = study.rank(GOALS);
        assertNull(ranking.winner());
        assertEquals(List.of(1L, 0L, 2L), numbers(ranking.trials()), "the nearest first");
        assertEquals(List.of(), toConfirm(study, 5));
        assertEquals(OptionalLong.empty(), Leaders.winner(study.trials(), GOALS));
        assertEquals(0, ranking.feasibility().kept());
        assertNotNull(ranking.baseline());
        assertNull(ranking.baseline().gain());
    }

    @Test
    void schedulesAndLearningRatesAreJudgedByTrialsThatKeepThem() {
        List<RankedSchedule> schedules = study().rank(GOALS).schedules();
        assertEquals(
                List.of("step", "cosine", "constant"),
                schedules.stream().map(RankedSchedule::schedule).toList());
        assertEquals(0.3, schedules.get(0).best());
        assertEquals(0.6, schedules.get(1).best());
        assertEquals(2, schedules.get(1).completed());
        assertEquals(1, schedules.get(1).succeeded());
        assertTrue(Double.isNaN(schedules.get(2).best()));
        assertNull(schedules.get(2).learningRate());
        RateRange cosine = schedules.get(1).learningRate();
        assertNotNull(cosine);
        assertEquals(0.05, cosine.best());
    }

    @Test
    void frontsAreThoseOfTrialsThatKeepThem() {
        Goals both = new Goals(List.of(SmallStudy.LOSS, SmallStudy.SIZE), List.of(GOOD));
        Ranking ranking = study().rank(both);
        Front front = ranking.front();
        assertNotNull(front);
        assertEquals(List.of(1L, 3L, 2L, 4L), numbers(front.members()));
        assertEquals(List.of(1L, 3L, 2L, 4L, 0L, 5L), numbers(ranking.trials()).subList(0, 6));
        assertEquals(List.of(0.7, 1000.0), front.reference(), "without the one that breaks the bound");
    }
}
