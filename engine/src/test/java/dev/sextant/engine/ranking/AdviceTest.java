// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {
    /** Five trials of every schedule; the best has this learning rate. */
    private static SmallStudy sampled(double best) {
        SmallStudy study = new SmallStudy();
        for (int i = 0; i < 5; i++)
            for (String schedule : List.of("constant", "step", "cosine")) study.search(0.01, schedule, 0.5 + i);
        return study.search(best, "cosine", 0.1);
    }

    @Test
    void aWellPlacedWinnerOfAWellSampledStudyNeedsNoAdvice() {
        assertEquals(List.of(), sampled(0.05).rank().advice());
    }

    /** The range 1e-4 … 1 spans four decades, so 5 % of it is a factor 10^0.2 = 1.585. */
    @Test
    void aWinnerNearAnEndOfTheRangeAsksForAWiderOne() {
        assertEquals(
                List.of(new Advice.WidenRate(0.64, 1e-4, 1, true)),
                sampled(0.64).rank().advice());
        assertEquals(List.of(), sampled(0.62).rank().advice());
        assertEquals(
                List.of(new Advice.WidenRate(1.5e-4, 1e-4, 1, false)),
                sampled(1.5e-4).rank().advice());
        assertEquals(List.of(), sampled(1.6e-4).rank().advice());
    }

    @Test
    void schedulesWithFewCompletedTrialsAreNamed() {
        SmallStudy study = new SmallStudy();
        for (int i = 0; i < 5; i++) study.search(0.01, "constant", 0.5 + i);
        for (int i = 0; i < 4; i++) study.search(0.01, "step", 1.5 + i);
        study.search(0.01, "step", SmallStudy.pruned(3));
        assertEquals(
                List.of(new Advice.UnderSampled("step", 4), new Advice.UnderSampled("cosine", 0)),
                study.rank().advice());
    }

    @Test
    void moreThanAThirdDivergedAsksForALowerUpperEnd() {
        SmallStudy study = sampled(0.05);
        for (int i = 0; i < 8; i++) study.search(0.5, "step", SmallStudy.diverged(1));
        assertEquals(List.of(), study.rank().advice(), "8 of 24 is not more than a third");
        study.search(0.5, "step", SmallStudy.diverged(1));
        assertEquals(List.of(new Advice.NarrowRate(9, 25, 1)), study.rank().advice());
        Template fixed = new Template(SmallStudy.template().document(), Space.of(List.of()));
        assertTrue(Ranking.of("fixed", fixed, SmallStudy.LOSS, study.trials())
                .advice()
                .contains(new Advice.ManyDiverged(9, 25)));
    }

    @Test
    void aPrunerThatWouldHaveStoppedOneOfTheFirstIsAskedToBeMilder() {
        StoppingPlan plan = new StoppingPlan(List.of(new StoppingPlan.Rung(3, 0.5, 9)), false, List.of());
        assertEquals(
                List.of(new Advice.PruneLess(1)),
                sampled(0.05).search(0.04, "step", plan, 0.2).rank().advice());
        assertEquals(
                List.of(), sampled(0.05).search(0.04, "step", plan, 9).rank().advice());
    }

    @Test
    void fewSeedsAndTiesAskForMoreSeeds() {
        assertEquals(
                List.of(new Advice.FewSeeds(2)),
                sampled(0.05).confirm(0, 0.5, 0.6).confirm(15, 0.1, 0.7).rank().advice());
        assertEquals(
                List.of(new Advice.AllTied(2, 4, 0)),
                sampled(0.05)
                        .confirm(0, 0.5, 0.6, 0.4, 0.3)
                        .confirm(15, 0.1, 0.7, 0.4, 0.2)
                        .rank()
                        .advice());
        assertEquals(
                List.of(),
                sampled(0.05)
                        .confirm(0, 0.5, 0.6, 0.51)
                        .confirm(15, 0.1, 0.2, 0.11)
                        .rank()
                        .advice());
        assertEquals(
                List.of(),
                sampled(0.05).confirm(15, 0.1, 0.2, 0.11).rank().advice(),
                "one candidate has nobody to be tied with");
    }
}
